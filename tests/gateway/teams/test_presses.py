"""Buttons of cards: each is good once, for its own person, in its own chat, while its card is the last word."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from bot.gateway.identity import Person
from bot.gateway.prepared_replies import Cause, PreparedReplies
from bot.gateway.teams.activities import Activity, Scope
from bot.gateway.teams.buttons import SECONDS, SECONDS_STANDING, Buttons, PressRefusedError
from bot.gateway.teams.cards import make_task_card
from contracts.replies import Choice
from tests.gateway.edge_servers import EdgeServer, replies, spoken
from tests.gateway.teams.conftest import Chat, OpenTeams
from tests.gateway.teams.microsoft import TENANT

DATES = [{"label": "Tue 2 Mar, Bootle", "says": "number 1"}, {"label": "Wed 3 Mar, Southport", "says": "number 2"}]
YES_NO = [{"label": "Yes, book it", "says": "Yes, book it"}, {"label": "No, stop", "says": "stop"}]
SUMMARY = "To be sure:\n\n- Course: Fire **Marshal**\n\nShall I book it?"
SCRIPT = {
    "book fire marshal": spoken("Dates:\n\n- **1.** Tuesday\n- **2.** Wednesday", "task", choices=DATES),
    "number 1": spoken(SUMMARY, "task", choices=YES_NO),
    "Yes, book it": spoken("**Booked.** Reference TR-1.", "done", choices=[{"label": "Undo", "says": "undo that"}]),
}
WORDS = PreparedReplies.load()._prepared


@pytest.fixture(autouse=True)
def script(shared_rasa: EdgeServer) -> Iterator[EdgeServer]:
    usual = shared_rasa.answer
    shared_rasa.answer = scripted
    shared_rasa.messages.clear()
    yield shared_rasa
    shared_rasa.answer = usual


def scripted(message: dict[str, Any]) -> Any:
    return replies(SCRIPT.get(message["text"], spoken(f"You said: {message['text']}")))


@pytest.fixture
async def offered(chat: Chat) -> dict[str, Any]:
    """Return the message with the dates."""
    await chat.say("book fire marshal")
    return (await chat.told())[0]


def is_refused(answer: dict[str, Any], cause: Cause) -> bool:
    is_message = answer["type"] == "application/vnd.microsoft.activity.message"
    return is_message and answer["statusCode"] == 200 and answer["value"] in WORDS[cause].wordings


async def test_dates_are_a_card_that_says_everything_itself(offered: dict[str, Any]) -> None:
    card = offered["attachments"][0]["content"]
    assert (offered["text"], offered["summary"]) == ("", "Dates:")
    lines = ["".join(run["text"] for run in block["inlines"]) for block in card["body"]]
    assert lines == ["Dates:", "1. Tuesday", "2. Wednesday"]
    assert [action["title"] for action in card["actions"]] == [one["label"] for one in DATES]
    assert "number 2" in card["fallbackText"]


async def test_a_course_is_booked_by_card(chat: Chat, offered: dict[str, Any], script: EdgeServer) -> None:
    answer = await chat.press(offered, "Tue 2 Mar, Bootle")
    assert answer["type"] == "application/vnd.microsoft.card.adaptive"
    assert "You chose: Tue 2 Mar, Bootle" in str(answer["value"]["body"])
    assert answer["value"]["actions"] == []
    summary = (await chat.told(2))[1]
    await chat.press(summary, "Yes, book it", replyToId="sent-2")
    # The confirmation stands where the question was.
    place, booked = (await asyncio.to_thread(chat.edge.wait_for_replacement, chat.id))[0]
    assert (place, booked["summary"]) == ("sent-2", "Booked. Reference TR-1.")
    assert script.texts == ["book fire marshal", "number 1", "Yes, book it"]
    assert len(chat.edge.messages(chat.id)) == 2


async def test_where_the_old_message_is_gone_the_last_word_is_a_new_one(chat: Chat, offered: dict[str, Any]) -> None:
    await chat.press(offered, "Tue 2 Mar, Bootle")
    await chat.press((await chat.told(2))[1], "Yes, book it", replyToId="elsewhere")
    assert (await chat.told(3))[2]["summary"] == "Booked. Reference TR-1."


async def test_a_card_that_was_used_does_nothing_again(chat: Chat, offered: dict[str, Any], script: EdgeServer) -> None:
    await chat.press(offered, "Tue 2 Mar, Bootle")
    await chat.told(2)
    assert is_refused(await chat.press(offered, "Wed 3 Mar, Southport"), Cause.TEAMS_USED_BUTTON)
    assert script.texts == ["book fire marshal", "number 1"]


async def test_a_click_that_is_delivered_again_gets_its_answer_again(
    chat: Chat, offered: dict[str, Any], script: EdgeServer
) -> None:
    activity = chat.press_activity(offered, "Tue 2 Mar, Bootle")
    answers = [(await chat.deliver(activity)).json() for _ in range(5)]
    await chat.told(2)
    assert answers == [answers[0]] * 5
    assert script.texts == ["book fire marshal", "number 1"]


async def test_what_was_said_since_makes_a_card_old(chat: Chat, offered: dict[str, Any], script: EdgeServer) -> None:
    await chat.say("cancel my other booking")
    assert is_refused(await chat.press(offered, "Tue 2 Mar, Bootle"), Cause.TEAMS_OLD_BUTTON)
    await chat.told(2)
    assert "number 1" not in script.texts


@pytest.mark.parametrize(
    "data",
    [
        {"says": "cancel TR-00000001"},
        {"label": "Wed 3 Mar, Southport"},
        {"typed": True, "answer": "cancel TR-00000001"},
        {"token": "x.y.z"},
        {"token": None},
        {"says": None},
        {"typed": "no"},
    ],
    ids=str,
)
async def test_a_card_that_was_altered_does_nothing(
    chat: Chat, offered: dict[str, Any], script: EdgeServer, data: dict[str, Any]
) -> None:
    answer = await chat.press(offered, "Tue 2 Mar, Bootle", data=data)
    assert is_refused(answer, Cause.TEAMS_ALTERED_BUTTON)
    assert await chat.told_nothing_more()
    assert script.texts == ["book fire marshal", "the last word"]


async def test_a_button_of_another_card_is_no_button_of_this_one(chat: Chat, offered: dict[str, Any]) -> None:
    other = offered["attachments"][0]["content"]["actions"][1]["data"]
    answer = await chat.press(offered, "Tue 2 Mar, Bootle", data={"token": other["token"]})
    assert is_refused(answer, Cause.TEAMS_ALTERED_BUTTON)


async def test_somebody_elses_card_does_nothing(chat: Chat, offered: dict[str, Any], script: EdgeServer) -> None:
    thief = {"id": "29:thief", "name": "Thief", "aadObjectId": "99999999-0000-4000-8000-00000000000f"}
    answer = await chat.press(offered, "Tue 2 Mar, Bootle", **{"from": thief})
    assert is_refused(answer, Cause.TEAMS_FOREIGN_BUTTON)
    elsewhere = {"id": "a:elsewhere", "conversationType": "personal", "tenantId": TENANT}
    answer = await chat.press(offered, "Tue 2 Mar, Bootle", conversation=elsewhere)
    assert is_refused(answer, Cause.TEAMS_FOREIGN_BUTTON)
    group = {"id": chat.id, "conversationType": "groupChat", "tenantId": TENANT}
    assert is_refused(await chat.press(offered, "Tue 2 Mar, Bootle", conversation=group), Cause.TEAMS_FOREIGN_BUTTON)
    # It is still good for whom it was made for.
    await chat.press(offered, "Tue 2 Mar, Bootle")
    await chat.told(2)
    assert script.texts == ["book fire marshal", "number 1"]


@pytest.mark.parametrize("value", [None, {"x": 1}, {"action": "x"}, {"action": {"verb": "other", "data": {}}}], ids=str)
async def test_a_button_that_is_none_of_ours_changes_nothing(chat: Chat, value: Any) -> None:
    activity = chat.activity("", type="invoke", name="adaptiveCard/action", value=value)
    assert is_refused((await chat.deliver(activity)).json(), Cause.TEAMS_OLD_BUTTON)


@pytest.mark.parametrize("store", ["file", "redis"])
async def test_two_gateways_let_a_card_be_used_once(
    open_teams: OpenTeams, rasa: EdgeServer, store: str, request: pytest.FixtureRequest
) -> None:
    changes = {"redis_url": request.getfixturevalue("redis_url")} if store == "redis" else {}
    rasa.answer = scripted
    first, second = await open_teams(**changes), await open_teams(**changes)
    second.id, second.delivered = first.id, 50
    await first.say("book fire marshal")
    message = (await first.told())[0]
    answers = await asyncio.gather(*(chat.press(message, date["label"]) for chat in (first, second) for date in DATES))
    await first.told(2)
    assert sum(answer["type"].endswith("card.adaptive") for answer in answers) == 1
    assert len([text for text in rasa.texts if text.startswith("number")]) == 1


async def test_while_nobody_knows_what_was_used_a_button_does_nothing_and_says_so(
    open_teams: OpenTeams, rasa: EdgeServer, redis_url: str
) -> None:
    rasa.answer = scripted
    first, other = await open_teams(redis_url=redis_url), await open_teams(redis_url="redis://127.0.0.1:1")
    await first.say("book fire marshal")
    message = (await first.told())[0]
    other.id, other.delivered = first.id, 50
    assert is_refused(await other.press(message, "Tue 2 Mar, Bootle"), Cause.TEAMS_BUTTON_UNSURE)
    # It was not used up by that.
    assert (await first.press(message, "Tue 2 Mar, Bootle"))["type"].endswith("card.adaptive")
    await first.told(2)
    assert rasa.texts == ["book fire marshal", "number 1"]


@pytest.mark.parametrize(("stands", "seconds"), [(False, SECONDS), (True, SECONDS_STANDING)])
def test_a_button_is_good_for_a_time(signing_key: str, stands: bool, seconds: int) -> None:
    person, now = Person(TENANT, "p"), [1_800_000_000.0]
    buttons = Buttons(signing_key, lambda: now[0])
    card, _ = buttons.sign(make_task_card("x", [Choice("Yes", "yes")]), person, "a:1", stands=stands)
    value = {"action": {"verb": "say", "data": card["actions"][0]["data"]}}
    activity = Activity(
        "1", "invoke", "adaptiveCard/action", Scope.PERSONAL, "a:1", "https://x", person, "", "", value=value
    )
    now[0] += seconds - 1
    assert buttons.read(activity).says == "yes"
    now[0] += 1
    with pytest.raises(PressRefusedError) as refused:
        buttons.read(activity)
    assert refused.value.cause is Cause.TEAMS_OLD_BUTTON
