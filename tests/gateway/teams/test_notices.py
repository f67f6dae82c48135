"""What people are told unasked: from a booking at the real API to the chat of who is booked, once."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from api.notifications.teams.models import TeamsChat
from api.notifications.topics import Topic
from api.notifications.writing import Kind
from api.settings import DEVELOPMENT_TENANT
from bot.gateway.prepared_replies import Cause, PreparedReplies
from contracts.app_tokens import AppTokens
from tests.api.courses import add_course, add_session, book
from tests.api.world import EMPLOYEE, MANAGER
from tests.gateway.edge_servers import EdgeServer
from tests.gateway.teams.card_linter import markdown_texts
from tests.gateway.teams.conftest import Chat, OpenTeams
from tests.gateway.teams.staff import Staff, as_person, open_staff


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, keys_dir: Path) -> Iterator[Staff]:
    with open_staff(tmp_path_factory.mktemp("staff"), keys_dir) as staff:
        yield staff


@pytest.fixture
def staff(served: Staff, monkeypatch: pytest.MonkeyPatch) -> Staff:
    served.begin_anew()
    monkeypatch.setattr(AppTokens, "fetch", lambda _: served.app_token())
    return served


@pytest.fixture
async def priya(open_teams: OpenTeams, staff: Staff) -> Chat:
    """Priya has installed the app, and was welcomed."""
    chat = await open_teams(api_url=staff.url, teams_tenant_id=DEVELOPMENT_TENANT, teams_notice_seconds=0.05)
    await arrive(chat)
    for _ in range(200):
        if staff.chats():
            break
        await asyncio.sleep(0.02)
    return chat


async def arrive(chat: Chat, action: str = "add", oid: str = EMPLOYEE) -> None:
    activity = chat.activity("", type="installationUpdate", action=action, **as_person(chat, oid))
    assert (await chat.deliver(activity)).status_code == 200
    if action == "add":
        await chat.told()


def book_for(staff: Staff, person_id: str = "demo-employee", **changes: Any) -> Any:
    """Let the line manager book a place for somebody of the team."""
    add_course(staff.world)
    session_id = add_session(staff.world, **changes)
    return book(staff.world, session_id, for_id=person_id, person=MANAGER).json()


async def ended(staff: Staff, *states: str) -> list[tuple[str, str, str | None]]:
    """Return the notices when each has come to its end."""
    for _ in range(400):
        found = staff.notices()
        if [state for _, state, _ in found] == list(states):
            return found
        await asyncio.sleep(0.02)
    raise AssertionError(staff.notices())


async def test_a_booking_is_confirmed_in_the_chat_of_who_is_booked(priya: Chat, staff: Staff) -> None:
    booking = book_for(staff)
    staff.let_the_morning_come()
    message = (await priya.told(2))[1]
    assert message["summary"] == "Angela Whitfield booked you: Fire Marshal"
    card = message["attachments"][0]["content"]
    assert booking["reference"] in str(card["body"])
    assert "Bootle Town Hall" in str(card["body"])
    assert await ended(staff, "sent") == [("booked_for_you", "sent", None)]
    # The invitation goes by mail, whence Outlook takes it.
    assert staff.mails() == ["booked_for_you"]


async def test_where_somebody_can_be_written_to_is_kept_and_forgotten_with_the_app(priya: Chat, staff: Staff) -> None:
    assert staff.chats() == [("demo-employee", priya.id, priya.edge.service_url)]
    await arrive(priya, "remove")
    for _ in range(200):
        if not staff.chats():
            break
        await asyncio.sleep(0.02)
    assert staff.chats() == []
    book_for(staff)
    assert staff.notices() == []


async def test_a_message_is_enough_to_be_known(open_teams: OpenTeams, staff: Staff) -> None:
    chat = await open_teams(api_url=staff.url, teams_tenant_id=DEVELOPMENT_TENANT)
    await chat.deliver(chat.activity("hello", **as_person(chat)))
    await chat.told()
    for _ in range(200):
        if staff.chats():
            break
        await asyncio.sleep(0.02)
    assert staff.chats() == [("demo-employee", chat.id, chat.edge.service_url)]


async def test_in_a_group_nobody_is_noted(open_teams: OpenTeams, staff: Staff) -> None:
    chat = await open_teams(api_url=staff.url, teams_tenant_id=DEVELOPMENT_TENANT)
    group = {"id": chat.id, "conversationType": "groupChat", "tenantId": DEVELOPMENT_TENANT}
    await chat.deliver(chat.activity("hello", **{**as_person(chat), "conversation": group}))
    await chat.told()
    assert staff.chats() == []


FATES: dict[str, tuple[list[int], int, tuple[str, str | None]]] = {
    "it is taken": ([201], 1, ("sent", None)),
    "too many at once, then taken": ([429, 429, 201], 3, ("sent", None)),
    "a fault after which it may be there": ([502], 1, ("unknown", "502")),
    "a hung server": ([504], 1, ("unknown", "504")),
    "the app is gone": ([403], 1, ("failed", "gone")),
    "the chat is gone": ([404], 1, ("failed", "gone")),
    "it is refused": ([400], 1, ("failed", "400")),
}


@pytest.mark.parametrize(("statuses", "posts", "fate"), FATES.values(), ids=FATES.keys())
async def test_a_notice_is_visible_at_most_once_and_its_fate_is_known(
    statuses: list[int], posts: int, fate: tuple[str, str | None], priya: Chat, staff: Staff
) -> None:
    before = len(priya.edge.posts[priya.id])

    def answer(number: int) -> tuple[int, dict[str, str], dict[str, Any]]:
        status = statuses[min(number - before, len(statuses)) - 1]
        return status, {"retry-after": "0"}, {"id": f"sent-{number}"} if status == 201 else {}

    priya.edge.answers[priya.id] = answer
    book_for(staff)
    staff.let_the_morning_come()
    assert (await ended(staff, fate[0]))[0][1:] == fate
    # Nothing of it is sent again, neither by this gateway nor by one that starts later.
    await asyncio.sleep(0.3)
    assert len(priya.edge.posts[priya.id]) == before + posts
    assert bool(staff.chats()) == (fate[1] != "gone")


async def test_two_gateways_say_a_notice_once(priya: Chat, staff: Staff, open_teams: OpenTeams) -> None:
    await open_teams(api_url=staff.url, teams_tenant_id=DEVELOPMENT_TENANT, teams_notice_seconds=0.05)
    before = len(priya.edge.messages(priya.id))
    book_for(staff)
    staff.let_the_morning_come()
    await ended(staff, "sent")
    await asyncio.sleep(0.3)
    assert len(priya.edge.messages(priya.id)) == before + 1


async def test_a_forged_service_address_in_the_store_is_not_written_to(priya: Chat, staff: Staff) -> None:
    with staff.world.context.database.write() as session:
        session.execute(update(TeamsChat).values(service_address="https://evil.example/emea"))
    book_for(staff)
    staff.let_the_morning_come()
    assert (await ended(staff, "failed"))[0][2] == "ForbiddenAddressError"


async def test_a_free_place_is_taken_from_its_notice(priya: Chat, staff: Staff, rasa: EdgeServer) -> None:
    staff.tell("demo-employee", "offered", {"title": "Fire Marshal", "reference": "TR-1"})
    notice = (await priya.told(2))[1]
    titles = [action["title"] for action in notice["attachments"][0]["content"]["actions"]]
    assert titles == ["Take the place", "Pass it on"]
    # It means the same whatever is said before it is pressed.
    await priya.deliver(priya.activity("hello", **as_person(priya)))
    await priya.told(3)
    answer = await priya.press(notice, "Take the place", **as_person(priya))
    assert "You chose: Take the place" in str(answer["value"])
    await priya.told(4)
    assert rasa.texts[-1] == "I'll take the place you offered on Fire Marshal"
    again = await priya.press(notice, "Pass it on", **as_person(priya))
    assert again["value"] in PreparedReplies.load()._prepared[Cause.TEAMS_USED_BUTTON].wordings


@pytest.mark.parametrize("kind", [str(kind) for kind in Kind])
async def test_every_kind_can_be_said(kind: str, priya: Chat, staff: Staff) -> None:
    staff.tell("demo-employee", kind, {"title": "**Fire** [x](https://evil.example)", "person": "<b>Bo</b>"})
    await ended(staff, "sent")
    message = priya.edge.messages(priya.id)[-1]
    assert message["attachments"][0]["content"]["body"]
    assert markdown_texts(message["attachments"][0]["content"]) == []


CHOSEN = {
    "stop reminding me": "reminders",
    "Please stop reminding me about my courses": "reminders",
    "turn off place offers": "offers",
    "stop telling me about session changes": "changes",
    "mute approvals": "approvals",
    "turn off appointment messages": "private",
    "dont tell me about bookings": "bookings",
}


@pytest.mark.parametrize(("said", "topic"), CHOSEN.items())
async def test_a_topic_is_switched_off_and_on_by_a_sentence(
    said: str, topic: str, priya: Chat, staff: Staff, rasa: EdgeServer
) -> None:
    await priya.deliver(priya.activity(said, **as_person(priya)))
    card = (await priya.told(2))[1]["attachments"][0]["content"]
    assert "Switched off" in str(card["body"])
    assert staff.refused("demo-employee") == [topic]
    back = card["actions"][0]["title"]
    await priya.press((await priya.told(2))[1], back, **as_person(priya), replyToId="sent-2")
    await asyncio.to_thread(priya.edge.wait_for_replacement, priya.id)
    assert staff.refused("demo-employee") == []
    assert rasa.texts == []


async def test_settings_are_a_card_with_a_button_for_each_topic(priya: Chat, staff: Staff) -> None:
    await priya.deliver(priya.activity("turn off offers", **as_person(priya)))
    await priya.told(2)
    await priya.deliver(priya.activity("settings", **as_person(priya)))
    card = (await priya.told(3))[2]["attachments"][0]["content"]
    assert len(card["actions"]) == len(Topic)
    assert "Turn on offers" in [action["title"] for action in card["actions"]]
    assert "Turn off reminders" in [action["title"] for action in card["actions"]]


@pytest.mark.parametrize("said", ["remind me about my booking", "cancel my booking", "stop", "what are offers?"])
async def test_what_is_something_else_goes_to_the_assistant(said: str, priya: Chat, rasa: EdgeServer) -> None:
    await priya.deliver(priya.activity(said, **as_person(priya)))
    await priya.told(2)
    assert rasa.texts == [said]
