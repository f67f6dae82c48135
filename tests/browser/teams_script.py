"""Rasa and the actions in the Playground's tests: a few sentences, said with the real API behind them, for who asks."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from tests.api.world import ACTIONS
from tests.browser.scripted_rasa import SCRIPT
from tests.gateway.edge_servers import Answer, replies, spoken
from tests.gateway.teams.staff import Staff

YES_NO = [{"label": "Yes, book it", "says": "Yes, book it"}, {"label": "No, stop", "says": "stop"}]
UNDO = [{"label": "Undo that", "says": "Undo that"}]


@dataclass
class TeamsScript:
    """Answers as the actions do: what is booked, cancelled or decided really is, with the person's own assertion."""

    staff: Staff
    sessions: list[str] = field(default_factory=list)
    booking: dict[str, Any] = field(default_factory=dict)
    draft: str = ""
    heard: list[str] = field(default_factory=list)

    def answer(self, message: dict[str, Any]) -> Answer:
        text = message["text"]
        self.heard.append(text)
        if text.startswith("Approve the request of "):
            return self._approve(message)
        scenes = {
            "book fire marshal": self._dates,
            "number 1": self._summary,
            "Yes, book it": self._book,
            "cancel my booking": self._cancel,
            "refer me": self._refer,
            "/answer_recorded": lambda _: replies(spoken("Noted on the form.", "task")),
        }
        scene = scenes.get(text)
        return scene(message) if scene else replies(SCRIPT.get(text.lower(), spoken(f"You said: {text}")))

    def _dates(self, _: dict[str, Any]) -> Answer:
        lines = "\n".join(f"- **{number}.** Bootle Town Hall" for number in range(1, len(self.sessions) + 1))
        choices = [
            {"label": f"Date {number}", "says": f"number {number}"} for number in range(1, len(self.sessions) + 1)
        ]
        return replies(spoken(f"Dates for Fire Marshal:\n\n{lines}\n\nWhich one suits you?", "task", choices=choices))

    def _summary(self, _: dict[str, Any]) -> Answer:
        return replies(spoken("To be sure:\n\n- Course: Fire Marshal\n\nShall I book it?", "task", choices=YES_NO))

    def _book(self, message: dict[str, Any]) -> Answer:
        self.booking = self._call(message, "POST", "/v1/bookings", {"session_id": self.sessions[0]})
        return replies(spoken(f"**Booked.** Reference {self.booking['reference']}.", "done", choices=UNDO))

    def _cancel(self, message: dict[str, Any]) -> Answer:
        path = f"/v1/bookings/{self.booking['id']}/cancel"
        self.booking = self._call(message, "POST", path, {"accept_late": True})
        return replies(spoken(f"**Cancelled**, reference {self.booking['reference']}.", "done", choices=UNDO))

    def _approve(self, message: dict[str, Any]) -> Answer:
        waiting = self._call(message, "GET", "/v1/approvals")["bookings"]
        path = f"/v1/bookings/{waiting[0]['id']}/decision"
        decided = self._call(message, "POST", path, {"decision": "approve"})
        name, reference = decided["person"]["name"], decided["reference"]
        return replies(spoken(f"**Approved.** {name} has the place, reference {reference}.", "done", choices=UNDO))

    def _refer(self, message: dict[str, Any]) -> Answer:
        self.draft = self._call(message, "POST", "/v1/referral-drafts", {"kind": "self"})["id"]
        question = {"draft": self.draft, "form": "self", "field": "hopes", "optional": False}
        return replies(spoken("This one is private. What do you hope for?", "task", private_question=question))

    def _call(self, message: dict[str, Any], method: str, path: str, body: Any = None) -> dict[str, Any]:
        world = self.staff.world
        headers = {
            "Authorization": f"Bearer {world.app_token(ACTIONS)}",
            "X-Person-Assertion": message["assertion"],
            "Idempotency-Key": uuid.uuid4().hex,
        }
        answer = world.client.request(method, path, json=body, headers=headers)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()  # type: ignore[no-any-return]
