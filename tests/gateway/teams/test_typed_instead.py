"""Whatever a card lets somebody press can be typed as well, and does the very same; who sees no card is told what."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.settings import DEVELOPMENT_TENANT
from bot.gateway.teams.cards import HEALTH_UNIT, make_task_card, make_welcome_card
from bot.gateway.teams.notices import FILE as NOTICES
from bot.gateway.teams.welcome import FILE as WELCOMES
from contracts.app_tokens import AppTokens
from contracts.replies import Choice, Link
from contracts.yaml_files import read_yaml
from tests.gateway.edge_servers import EdgeServer, replies, serve, spoken
from tests.gateway.private.api_edge import DraftApi, asks
from tests.gateway.teams.conftest import Chat, OpenTeams
from tests.gateway.teams.staff import Staff, as_person, open_staff

TEXT = "her back has hurt since she lifted the boxes"
DATES = [("Tue 2 Mar, Bootle", "number 1"), ("Wed 3 Mar, Southport", "number 2")]
MANY = [(f"Date {number}", f"number {number}") for number in range(1, 10)]
# Each kind of card that a reply can become: outcome and choices.
CARDS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "a list of sessions": ("task", DATES),
    "more sessions than buttons": ("task", MANY),
    "the summary of a booking": ("task", [("Yes, book it", "Yes, book it"), ("No, stop", "stop")]),
    "a booking that was made": ("done", [("Undo", "undo that")]),
    "did you mean": ("clarification", [(f"Article {number}", f"about article {number}") for number in range(8)]),
}


def card_of(message: dict[str, Any]) -> dict[str, Any]:
    return message["attachments"][0]["content"]  # type: ignore[no-any-return]


def said_by(action: dict[str, Any]) -> str:
    """Return what a button says; what an `imBack` says Teams itself posts as the person's message."""
    data = action["data"]
    return str(data["msteams"]["value"] if "msteams" in data else data["says"])


def script(outcome: str, choices: list[tuple[str, str]]) -> Callable[[dict[str, Any]], Any]:
    offered = [{"label": label, "says": says} for label, says in choices]

    def answer(message: dict[str, Any]) -> Any:
        if message["text"] == "begin":
            return replies(spoken("This is what there is.", outcome, choices=offered))
        return replies(spoken(f"You said: {message['text']}"))

    return answer


@pytest.mark.parametrize(("outcome", "choices"), CARDS.values(), ids=CARDS.keys())
async def test_a_button_of_a_reply_says_what_can_be_typed(
    outcome: str, choices: list[tuple[str, str]], open_teams: OpenTeams, rasa: EdgeServer
) -> None:
    rasa.answer = script(outcome, choices)
    gateway = await open_teams()
    card = card_of(await begin(Chat(gateway.client, gateway.edge)))
    for action in card["actions"]:
        says = said_by(action)
        for is_pressed in (True, False) if action["type"] == "Action.Execute" else (False,):
            chat = Chat(gateway.client, gateway.edge)
            message = await begin(chat)
            rasa.messages.clear()
            await (chat.press(message, action["title"]) if is_pressed else chat.say(says))
            await chat.told(2)
            assert rasa.texts == [says]
    assert {says for _, says in choices} <= said_in(card)


async def begin(chat: Chat) -> dict[str, Any]:
    await chat.say("begin")
    return (await chat.told())[0]


def said_in(card: dict[str, Any]) -> set[str]:
    """Return what the card's words for who sees no card offer to type."""
    _, _, named = card["fallbackText"].partition("You can type: ")
    return set(named.strip("“”").split("”, “"))


def test_what_finds_no_button_stands_on_the_card_as_it_can_be_typed() -> None:
    card = make_task_card("Dates:", [Choice(*one) for one in MANY])
    shown = str(card["body"])
    assert len(card["actions"]) == 6
    assert all(f"{label}: “{says}”" in shown for label, says in MANY[6:])


def test_who_sees_no_card_reads_where_a_link_leads() -> None:
    card = make_task_card("Go on there.", [], [Link("Open the form", "https://console.example/x")])
    assert "Open the form: https://console.example/x" in card["fallbackText"]


@pytest.mark.parametrize("kind", ["employee", "new_starter", "manager"])
def test_every_button_of_the_welcome_can_be_typed(kind: str) -> None:
    offered = read_yaml(WELCOMES)[kind]["suggestions"]
    card = make_welcome_card("Hello", [], [Choice(says, says) for says in offered])
    assert [action["title"] for action in card["actions"]] == [said_by(action) for action in card["actions"]] == offered
    assert set(offered) == said_in(card)


@pytest.fixture
def api() -> Iterator[DraftApi]:
    with serve(DraftApi()) as edge:
        assert isinstance(edge, DraftApi)
        yield edge


QUESTIONS = {"open": "situation", "with choices": "contact_way"}


@pytest.mark.parametrize("field", QUESTIONS.values(), ids=QUESTIONS.keys())
async def test_every_button_of_a_private_question_can_be_typed(
    field: str, open_teams: OpenTeams, rasa: EdgeServer, api: DraftApi
) -> None:
    labels = ["Phone", "E-mail"] if field == "contact_way" else []
    question = asks(field) | {"choices": [{"label": label, "says": label} for label in labels]}
    rasa.answer = lambda message: replies(question if message["text"] == "begin" else spoken("Next.", "task"))
    gateway, seen = await open_teams(api_url=api.url), []
    card = card_of(await begin(Chat(gateway.client, gateway.edge)))
    for action in card["actions"]:
        typed = action["data"]["says"] or (labels or [TEXT])[0]
        effects = []
        for is_pressed in (True, False):
            one = Chat(gateway.client, gateway.edge)
            message = await begin(one)
            rasa.messages.clear()
            api.answers.clear()
            if is_pressed:
                box = {"typed": typed} if action["data"]["typed"] else {}
                await one.press(message, action["title"], **box)
            else:
                await one.say(typed)
            said = [reply["text"] or reply["summary"] for reply in (await one.told(2))[1:]]
            effects.append((list(rasa.texts), dict(api.answers), said))
        assert effects[0] == effects[1]
        assert effects[0][0], "nothing happened at all"
        seen.append(action["title"])
    assert seen == [*labels, HEALTH_UNIT.send, "Save for later"]
    assert {*labels, "save for later"} == said_in(card)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, keys_dir: Path) -> Iterator[Staff]:
    with open_staff(tmp_path_factory.mktemp("typed"), keys_dir) as staff:
        yield staff


@pytest.fixture
async def priya(served: Staff, open_teams: OpenTeams, monkeypatch: pytest.MonkeyPatch) -> tuple[Chat, Staff]:
    served.begin_anew()
    monkeypatch.setattr(AppTokens, "fetch", lambda _: served.app_token())
    chat = await open_teams(api_url=served.url, teams_tenant_id=DEVELOPMENT_TENANT, teams_notice_seconds=0.05)
    await chat.deliver(chat.activity("hello", **as_person(chat)))
    await chat.told()
    while not served.chats():
        await chat.becomes("sent", 1)
    return chat, served


@pytest.mark.parametrize("kind", read_yaml(NOTICES))
async def test_every_button_of_a_notice_can_be_typed(kind: str, priya: tuple[Chat, Staff], rasa: EdgeServer) -> None:
    chat, staff = priya
    for number, offered in enumerate(read_yaml(NOTICES)[kind]):
        effects = []
        for is_pressed in (True, False):
            before = len(chat.edge.messages(chat.id))
            staff.tell("demo-employee", kind, {"title": "Fire Marshal", "reference": "TR-1", "person": "Bo"})
            message = (await chat.told(before + 1))[-1]
            action = card_of(message)["actions"][number]
            assert action["title"] == offered["label"]
            says = said_by(action)
            assert says in said_in(card_of(message))
            rasa.messages.clear()
            if is_pressed:
                await chat.press(message, action["title"], **as_person(chat), replyToId="gone")
            else:
                await chat.deliver(chat.activity(says, **as_person(chat)))
            await chat.told(before + 2)
            effects.append((list(rasa.texts), staff.refused("demo-employee")))
            await chat.deliver(chat.activity("turn on reminders", **as_person(chat)))
            await chat.told(before + 3)
        assert effects[0] == effects[1]
        assert effects[0] != ([], [])


async def test_every_button_of_the_settings_can_be_typed(priya: tuple[Chat, Staff]) -> None:
    chat, staff = priya
    before = len(chat.edge.messages(chat.id))
    await chat.deliver(chat.activity("settings", **as_person(chat)))
    card = card_of((await chat.told(before + 1))[-1])
    for number, action in enumerate(card["actions"], start=1):
        await chat.deliver(chat.activity(said_by(action), **as_person(chat)))
        assert "Switched off" in str(card_of((await chat.told(before + 1 + number))[-1]))
        assert len(staff.refused("demo-employee")) == number
    assert {said_by(action) for action in card["actions"]} == said_in(card)
