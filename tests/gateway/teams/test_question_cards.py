"""A private question in Teams: what is written on its card goes to the form, and is in no message and at no Rasa."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.gateway.identity import Person
from bot.gateway.prepared_replies import Cause
from bot.gateway.teams.buttons import Buttons
from bot.gateway.teams.cards import BOXES, HEALTH_UNIT, NOT_REPEATED
from tests.gateway.edge_servers import EdgeServer, replies, serve, spoken
from tests.gateway.private.api_edge import DraftApi, asks
from tests.gateway.teams.conftest import Chat, OpenTeams
from tests.gateway.teams.microsoft import PERSON, TENANT
from tests.gateway.teams.test_presses import WORDS, is_refused

TEXT = "her back has hurt since she lifted the boxes"
OFFER = {"label": "Take the place", "says": "I'll take the place"}


@pytest.fixture
def api() -> Iterator[DraftApi]:
    with serve(DraftApi()) as edge:
        assert isinstance(edge, DraftApi)
        yield edge


@pytest.fixture
async def chat(open_teams: OpenTeams, api: DraftApi) -> Chat:
    return await open_teams(api_url=api.url)


@pytest.fixture
async def asked(chat: Chat, rasa: EdgeServer) -> dict[str, Any]:
    """Return the message with the private question."""
    rasa.answer = script
    await chat.say("begin")
    return (await chat.told())[0]


def script(message: dict[str, Any]) -> Any:
    if message["text"] == "begin":
        return replies(asks())
    if message["text"] == "offer":
        return replies(spoken("A place is free.", "task", choices=[OFFER]))
    return replies(spoken(f"Next, after {message['text']}", "task"))


async def test_an_answer_on_the_card_goes_to_the_form_and_nowhere_else(
    chat: Chat, asked: dict[str, Any], rasa: EdgeServer, api: DraftApi
) -> None:
    card = asked["attachments"][0]["content"]
    assert HEALTH_UNIT.kept_by_teams in str(card)
    answer = await chat.press(asked, "Send to the form", typed=TEXT)
    assert answer["value"]["body"][0]["inlines"][0]["text"] == NOT_REPEATED
    told = await chat.told(2)
    assert api.answers == {"situation": TEXT}
    assert rasa.texts == ["begin", "/answer_recorded"]
    assert TEXT not in str([answer, told, rasa.messages])


async def test_the_card_of_a_note_says_that_it_is_kept_as_ones_own_note(
    chat: Chat, rasa: EdgeServer, api: DraftApi
) -> None:
    rasa.answer = lambda _: replies(asks("last_year", form="pdr"))
    await chat.say("help me prepare for my PDR")
    card = (await chat.told())[0]["attachments"][0]["content"]
    assert BOXES["pdr"].kept_by_teams in str(card)
    assert HEALTH_UNIT.send not in str(card)
    await chat.press((await chat.told())[0], "Keep as my note", typed=TEXT)
    await chat.told(2)
    assert api.answers == {"last_year": TEXT}


async def test_what_is_typed_in_the_chat_is_taken_too(chat: Chat, asked: dict[str, Any], api: DraftApi) -> None:
    await chat.say(TEXT)
    await chat.told(2)
    assert api.answers == {"situation": TEXT}
    # Its box is closed then: other words would answer another question.
    await chat.press(asked, "Send to the form", typed="something else")
    assert (await chat.told(3))[2]["text"] in WORDS[Cause.TEAMS_OLD_BUTTON].wordings
    assert api.answers == {"situation": TEXT}


async def test_an_empty_box_is_no_answer(chat: Chat, asked: dict[str, Any], api: DraftApi) -> None:
    assert is_refused(await chat.press(asked, "Send to the form", typed="  "), Cause.NO_TEXT)
    await chat.press(asked, "Send to the form", typed=TEXT)
    await chat.told(2)
    assert api.answers == {"situation": TEXT}


async def test_it_can_be_saved_for_later(chat: Chat, asked: dict[str, Any], rasa: EdgeServer, api: DraftApi) -> None:
    await chat.press(asked, "Save for later")
    await chat.told(2)
    assert (rasa.texts[-1], api.answers) == ("/save_for_later", {})


async def test_urgent_words_in_the_box_get_help_and_are_not_stored(
    chat: Chat, asked: dict[str, Any], api: DraftApi
) -> None:
    await chat.press(asked, "Send to the form", typed="I want to kill myself")
    assert "116 123" in (await chat.told(2))[1]["text"]
    assert api.answers == {}


async def test_a_form_that_cannot_be_reached_says_so_and_keeps_the_words_out_of_the_chat(
    chat: Chat, asked: dict[str, Any], rasa: EdgeServer, api: DraftApi
) -> None:
    api.broken = True
    await chat.press(asked, "Send to the form", typed=TEXT)
    told = (await chat.told(2))[1]
    assert told["text"].partition("\n\nNeed help")[0] in WORDS[Cause.PRIVATE_NOT_SAVED].wordings
    assert TEXT not in str([told, rasa.messages])


async def test_a_box_whose_question_is_over_elsewhere_stores_nothing(
    chat: Chat, asked: dict[str, Any], rasa: EdgeServer, api: DraftApi, open_teams: OpenTeams
) -> None:
    """The question was answered at another gateway; its card cannot know that yet."""
    other = await open_teams(api_url=api.url)
    other.id, other.delivered = chat.id, 70
    rasa.delay = 0.3
    await other.say(TEXT)
    await chat.press(asked, "Send to the form", typed="something else")
    assert (await chat.told(3))[2]["text"] in WORDS[Cause.TEAMS_OLD_BUTTON].wordings
    assert api.answers == {"situation": TEXT}
    assert "something else" not in str(rasa.messages)


@pytest.mark.parametrize("between", ["I want to kill myself", "settings"])
async def test_a_box_stays_good_while_its_question_is_open(
    between: str, chat: Chat, asked: dict[str, Any], api: DraftApi
) -> None:
    await chat.say(between)
    await chat.told(2)
    await chat.press(asked, "Send to the form", typed=TEXT)
    await chat.told(3)
    assert api.answers == {"situation": TEXT}


async def test_a_button_of_something_else_is_no_answer_to_a_private_question(
    chat: Chat, rasa: EdgeServer, api: DraftApi, signing_key: str
) -> None:
    rasa.answer = script
    await chat.say("offer")
    offer = (await chat.told())[0]
    card = offer["attachments"][0]["content"]
    await chat.say("begin")
    await chat.told(2)
    signed, _ = Buttons(signing_key).sign(card, Person(TENANT, PERSON), chat.id, stands=True)
    standing = {"attachments": [{"content": signed}]}
    await chat.press(standing, "Take the place")
    assert (await chat.told(3))[2]["text"] in WORDS[Cause.TEAMS_BUTTON_LATER].wordings
    assert (rasa.texts, api.answers) == (["offer", "begin"], {})
