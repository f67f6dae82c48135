"""The API as a private question needs it: its own forms, and drafts that keep what they are told."""

import json
from dataclasses import dataclass, field
from typing import Any

from api.pdr.notes.questions import read_questions
from api.pdr.notes.routes import show_question
from api.pdr.notes.views import NotesFormView, SectionView
from api.referrals.form.specification import FormKind, read_form
from tests.gateway.conftest import GatewayClient
from tests.gateway.edge_servers import Answer, EdgeServer, replies, spoken

PREFIX = "/v1/referral-drafts/"


@dataclass
class DraftApi(EdgeServer):
    """`refuse`: the problem that every answer gets; `broken`: it answers 500."""

    answers: dict[str, Any] = field(default_factory=dict)
    refuse: dict[str, Any] | None = None
    broken: bool = False

    def take(self, path: str, headers: dict[str, str], body: bytes) -> Answer:
        self.paths.append(path)
        if self.broken:
            return 500, b"boom"
        if path == "/v1/pdr-notes-form":
            return 200, _notes_form()
        if path.startswith("/v1/referral-forms/"):
            return 200, read_form(FormKind(path.rsplit("/", 1)[1])).model_dump_json().encode()
        if "/answers/" in path and self.refuse:
            return int(self.refuse["status"]), json.dumps(self.refuse).encode()
        if "/answers/" in path:
            self.answers[path.rsplit("/", 1)[1]] = json.loads(body)["value"]
            return 200, b"{}"
        return 200, json.dumps({"answers": self.answers}).encode()


def _notes_form() -> bytes:
    questions = read_questions()
    return (
        NotesFormView(
            sections=[SectionView(id="notes", title=questions.title)],
            fields=[show_question(one) for one in questions.questions],
            messages=questions.messages,
        )
        .model_dump_json()
        .encode()
    )


def asks(field: str = "situation", form: str = "management") -> dict[str, Any]:
    question = {"draft": "d1", "form": form, "field": field, "optional": False}
    return spoken("What is happening?", "task", private_question=question)


async def ask_privately(gateway: GatewayClient, rasa: EdgeServer, field: str = "situation") -> None:
    """Let Rasa ask a private question in the gateway's conversation."""
    rasa.answer = lambda message: replies(asks(field) if message["text"] == "begin" else spoken("Next.", "task"))
    await gateway.ask("begin")
    rasa.messages.clear()
