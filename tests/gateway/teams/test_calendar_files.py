"""A calendar file reaches people in Teams by an address that holds it: sealed, for a day, and stored nowhere."""

from datetime import UTC, datetime
from typing import Any

import pytest

from api.calendar.invites import Invite, Method, write_invite
from bot.gateway.errors import NotFoundError
from bot.gateway.teams.calendar_files import LABEL, NO_ADDRESS, CalendarFiles
from bot.gateway.teams.cards import make_task_card
from contracts.replies import Choice, File, Link
from tests.gateway.edge_servers import EdgeServer, replies, spoken
from tests.gateway.teams.conftest import Chat, OpenTeams

PLACE = "https://assistant.example"
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
INVITE = Invite(
    uid="9c0c7d9e2b7a4a0f9d3e1c2b4a6f8e10@staff-assistant",
    sequence=0,
    starts_at=NOW,
    ends_at=NOW,
    summary="Safeguarding Children and Adults: Recognise, Respond and Record (half a day)",
    place="Southport Town Hall, Ballroom, Lord Street, Southport PR8 1DA",
    description='Reference TR-7K3M9QXA. If you cannot come, tell the Staff Assistant "cancel TR-7K3M9QXA".',
    organiser="learning@sefton.example",
    attendee="priya.nair@sefton.example",
    attendee_name="Priya Nair",
)
TEXT = write_invite(INVITE, Method.REQUEST, NOW)
FILE = {"name": "training.ics", "media_type": "text/calendar", "text": TEXT}


def booked(*files: dict[str, str]) -> Any:
    return lambda _: replies(spoken("**Booked.**", "done", files=list(files), links=[]))


async def card_of(chat: Chat) -> dict[str, Any]:
    await chat.say("book it")
    return (await chat.told())[0]["attachments"][0]["content"]  # type: ignore[no-any-return]


async def test_a_booking_can_be_put_into_the_calendar(open_teams: OpenTeams, rasa: EdgeServer) -> None:
    chat = await open_teams(gateway_url=PLACE)
    rasa.answer = booked(FILE)
    (action,) = (await card_of(chat))["actions"]
    assert (action["type"], action["title"]) == ("Action.OpenUrl", LABEL)
    answer = await chat.client.get(action["url"].removeprefix(PLACE))
    assert (answer.status_code, answer.text) == (200, TEXT)
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.headers["content-disposition"] == 'attachment; filename="invitation.ics"'
    assert answer.headers["cache-control"] == "no-store"


async def test_each_day_has_its_own_button(open_teams: OpenTeams, rasa: EdgeServer) -> None:
    chat = await open_teams(gateway_url=PLACE)
    rasa.answer = booked(FILE, FILE)
    titles = [action["title"] for action in (await card_of(chat))["actions"]]
    assert titles == [f"{LABEL}: day 1", f"{LABEL}: day 2"]


async def test_where_people_cannot_reach_an_address_the_card_says_so(open_teams: OpenTeams, rasa: EdgeServer) -> None:
    chat = await open_teams(gateway_url="http://127.0.0.1:8000")
    rasa.answer = booked(FILE)
    card = await card_of(chat)
    assert card["actions"] == []
    assert NO_ADDRESS in str(card["body"])


def test_nobody_on_the_way_can_read_an_address(signing_key: str) -> None:
    (link,) = CalendarFiles(PLACE, signing_key).links((File(**FILE),))
    assert len(link.url) < 2000
    assert not any(word in link.url for word in ("Priya", "UHJpeWE", "Southport"))


def test_an_address_is_good_for_a_day_at_whichever_gateway(signing_key: str) -> None:
    now = [1_800_000_000.0]
    seal = CalendarFiles(PLACE, signing_key, lambda: now[0]).seal(TEXT)
    other = CalendarFiles(PLACE, signing_key, lambda: now[0])
    now[0] += 24 * 3600 - 1
    assert other.open(seal) == TEXT
    now[0] += 2
    with pytest.raises(NotFoundError):
        other.open(seal)


@pytest.mark.parametrize("seal", ["x", "gAAAAA", "a" * 3000, "%00", "é", "changed"])
async def test_what_we_did_not_seal_is_not_found(seal: str, open_teams: OpenTeams, signing_key: str) -> None:
    chat = await open_teams(gateway_url=PLACE)
    own = CalendarFiles(PLACE, signing_key).seal(TEXT)
    wrong = own[:-6] + ("A" if own[-6] != "A" else "B") + own[-5:] if seal == "changed" else seal
    assert (await chat.client.get(f"/calendar-files/{wrong}")).status_code == 404


def test_a_file_that_no_address_could_hold_is_not_cut_off(signing_key: str) -> None:
    long = File("training.ics", "text/calendar", "".join(f"{number:x}" for number in range(9000)))
    assert CalendarFiles(PLACE, signing_key).links((long,)) == ()


@pytest.mark.parametrize(("links", "choices"), [(1, 0), (2, 6), (3, 2), (9, 0), (9, 6)])
def test_every_link_of_a_reply_is_a_button_or_a_line_that_opens_it(links: int, choices: int) -> None:
    given = [Link(f"Course {number}", f"https://learning.example/{number}") for number in range(links)]
    card = make_task_card("To do:", [Choice(f"c{number}", f"c{number}") for number in range(choices)], given)
    assert len(card["actions"]) <= 6
    assert all(f"'{link.url}'" in str(card["actions"]) + str(card["body"]) for link in given)
    assert all(f"{link.label}: {link.url}" in card["fallbackText"] for link in given)
    shown = str(card["actions"]) + str(card["body"])
    assert all(f"'c{number}'" in shown or f"c{number}" in shown for number in range(choices))
