"""A private question for one's own PDR: the answer goes into the notes at the API, and never to Rasa."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.gateway.private.drafts import SHELVES
from tests.gateway.conftest import GatewayClient
from tests.gateway.edge_servers import EdgeServer, replies, serve, spoken
from tests.gateway.private.api_edge import DraftApi

Open = Callable[..., Any]
TEXT = "the move to the new office was hard"


@pytest.fixture
async def asked(open_gateway: Open, rasa: EdgeServer) -> Any:
    """Return a gateway in whose conversation a question for a PDR is open, and the API behind it."""
    with serve(DraftApi()) as api:
        gateway: GatewayClient = await open_gateway(api_url=api.url)
        question = {"draft": "n1", "form": "pdr", "field": "last_year", "optional": True}
        rasa.answer = lambda message: replies(
            spoken("Think back.", "task", private_question=question)
            if message["text"] == "begin"
            else spoken("Next.", "task")
        )
        await gateway.ask("begin")
        rasa.messages.clear()
        yield gateway, api


async def test_the_answer_goes_into_the_notes_and_rasa_hears_only_that_it_did(asked: Any, rasa: EdgeServer) -> None:
    gateway, api = asked
    await gateway.ask(TEXT)
    assert api.answers == {"last_year": TEXT}
    assert [path for path in api.paths if "answers" in path] == ["/v1/pdr-notes/n1/answers/last_year"]
    assert rasa.texts == ["/answer_recorded"]


async def test_a_note_that_is_refused_is_asked_again_in_the_forms_words(asked: Any, rasa: EdgeServer) -> None:
    gateway, api = asked
    api.refuse = {"status": 422, "code": "note_refused", "places": ["last_year: too_long"]}
    answer = await gateway.ask(TEXT)
    assert "longer than a note can be" in answer["replies"][0]["text"]
    assert rasa.texts == []


async def test_the_notes_are_shown_by_the_gateway(asked: Any, rasa: EdgeServer) -> None:
    gateway, _ = asked
    await gateway.ask(TEXT)
    shown = {"draft": "n1", "form": "pdr", "fields": []}
    rasa.answer = lambda _: replies(spoken("Yours:\n\n{draft}", "done", shown_draft=shown))
    answer = await gateway.ask("show my notes")
    assert TEXT in answer["replies"][0]["text"]


@pytest.mark.parametrize("kind", SHELVES)
def test_every_kind_of_form_has_its_place_at_the_api(kind: str) -> None:
    assert SHELVES[kind].form.startswith("/v1/")
    assert SHELVES[kind].drafts.startswith("/v1/")
