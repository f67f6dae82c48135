"""What people are told unasked: from a booking at the real API to the chat of who is booked, once."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.settings import DEVELOPMENT_TENANT
from contracts.app_tokens import AppTokens
from tests.api.courses import add_course, add_session, book
from tests.api.world import EMPLOYEE, MANAGER
from tests.gateway.teams.conftest import Chat, OpenTeams
from tests.gateway.teams.staff import Staff, as_person, open_staff


@pytest.fixture
def staff(tmp_path: Path, keys_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Staff]:
    with open_staff(tmp_path, keys_dir) as staff:
        monkeypatch.setattr(AppTokens, "fetch", lambda _: staff.app_token())
        yield staff


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
    assert message["text"] == "Angela Whitfield booked you: Fire Marshal"
    card = message["attachments"][0]["content"]
    assert booking["reference"] in str(card["body"])
    assert "Bootle Town Hall" in str(card["body"])
    assert await ended(staff, "sent") == [("booked_for_you", "sent", None)]
    # The invitation goes by mail, whence Outlook takes it.
    assert staff.mails() == ["booked_for_you"]
