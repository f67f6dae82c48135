"""A meeting is called off, and what was noted by mistake is taken back: each judged by what is stored."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.pdr.meaning import CALLS_OFF, MOVES, says_not_held, takes_back
from api.pdr.models import Pdr
from api.training.bookings.models import Booking
from tests.actions.pdr.conftest import Begin, Talk
from tests.actions.pdr.test_team import invited, stored
from tests.api.courses import add_course, add_session, now, told
from tests.api.pdr.subjects import add_pdr, year_of
from tests.api.world import EMPLOYEE, World


def state_of(world: World) -> str | None:
    pdr = stored(world)
    return pdr.state if pdr else None


async def book(talk: Talk, when: str = "next tuesday at two") -> None:
    await talk.say(f"book Priya's PDR for {when}", "book_pdr")
    await talk.say("yes", "affirm")


async def record(talk: Talk) -> None:
    await talk.say("mark Priya's PDR as done", "record_pdr")
    await talk.say("no training", "deny")
    await talk.say("record it", "affirm")


async def test_a_booked_meeting_is_cancelled_after_a_yes_and_both_are_told(world: World, begin: Begin) -> None:
    talk = begin()
    await book(talk)
    asked = await talk.say("cancel Priya's PDR", "book_pdr")
    assert asked.responses == ["utter_confirm_cancel"]
    assert "14:00" in asked.messages[0]["booking"]
    assert state_of(world) == "booked"
    done = await talk.say("yes, cancel it", "stop")
    assert "is cancelled" in done.messages[0]["question"]
    assert state_of(world) == "due"
    assert invited(world)[1::2] == [("demo-employee", "REQUEST"), ("demo-manager", "REQUEST")]
    assert ("demo-employee", "CANCEL") in invited(world)


@pytest.mark.parametrize("answer", ["no, keep it", "not yet"])
async def test_without_a_yes_it_stays(world: World, begin: Begin, answer: str) -> None:
    talk = begin()
    await book(talk)
    await talk.say("call off her PDR", "record_pdr")
    assert (await talk.say(answer, "deny")).responses == ["utter_kept"]
    assert state_of(world) == "booked"


async def test_what_is_not_booked_cannot_be_cancelled(world: World, begin: Begin) -> None:
    refused = await begin().say("cancel Priya's PDR", "book_pdr")
    assert refused.outcomes == ["refused"]
    assert "No meeting is booked" in refused.messages[0]["question"]


async def test_without_a_name_it_is_asked_whose(world: World, begin: Begin) -> None:
    add_pdr(world, "demo-employee", "booked")
    add_pdr(world, "demo-new-starter", "booked", starts_at=now(world) + timedelta(days=5))
    talk = begin()
    assert (await talk.say("I need to cancel a PDR", "book_pdr")).responses == ["utter_which_person"]
    assert (await talk.say("Priya")).responses == ["utter_confirm_cancel"]
    await talk.say("yes", "affirm")
    assert state_of(world) == "due"
    other = stored(world, "demo-new-starter")
    assert other is not None
    assert other.state == "booked"


async def test_an_employee_cancels_and_takes_back_nothing(world: World, begin: Begin) -> None:
    add_pdr(world, "demo-employee", "booked")
    talk = begin(EMPLOYEE)
    for text, intent in (("cancel Priya's PDR", "book_pdr"), ("Priya's PDR was not held after all", "record_pdr")):
        assert (await talk.say(text, intent)).responses == ["utter_managers_only"]
    assert state_of(world) == "booked"


async def test_undo_after_booking_cancels_and_undo_after_that_books_again(world: World, begin: Begin) -> None:
    talk = begin()
    await book(talk)
    assert (await talk.say("undo that", "undo_booking")).responses == ["utter_confirm_cancel"]
    await talk.say("yes", "affirm")
    assert state_of(world) == "due"
    again = await talk.say("undo that", "undo_booking")
    assert again.responses == ["utter_confirm_pdr"]
    assert "14:00" in again.messages[0]["when"]
    await talk.say("yes", "affirm")
    assert state_of(world) == "booked"


async def test_undo_after_a_move_moves_it_back(world: World, begin: Begin) -> None:
    talk = begin()
    await book(talk)
    await book(talk, "next friday at nine")
    asked = await talk.say("undo that", "undo_booking")
    assert asked.responses == ["utter_confirm_pdr_move"]
    assert "14:00" in asked.messages[0]["when"]


async def test_undo_after_recording_leaves_it_as_it_was_before(world: World, begin: Begin) -> None:
    add_pdr(world, "demo-employee", "held")
    talk = begin()
    await record(talk)
    asked = await talk.say("undo that", "undo_booking")
    assert "record it again" in asked.messages[0]["question"]
    assert state_of(world) == "recorded"
    done = await talk.say("yes", "affirm")
    assert done.responses == ["utter_step_open_again"]
    assert state_of(world) == "held"
    assert told(world, "demo-employee") == ["pdr_recorded", "pdr_taken_back"]
    assert (await talk.say("undo that", "undo_booking")).responses == ["utter_nothing_to_undo"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [("no, we didn't hold it after all", "undo_booking"), ("it was not held after all", "record_pdr")],
)
async def test_not_held_after_all_right_after_recording(world: World, begin: Begin, text: str, intent: str) -> None:
    add_pdr(world, "demo-employee", "held")
    talk = begin()
    await record(talk)
    asked = await talk.say(text, intent)
    assert "that it was held" in asked.messages[0]["question"]
    await talk.say("yes", "affirm")
    pdr = stored(world)
    assert pdr is not None
    assert (pdr.state, pdr.held_on) == ("due", None)


async def test_the_training_of_the_record_goes_back_and_that_is_said_before(world: World, begin: Begin) -> None:
    add_course(world, "excel", title="Excel Basics")
    add_session(world, "excel")
    add_pdr(world, "demo-employee", "held")
    talk = begin()
    await talk.say("mark Priya's done; she asked for Excel training", "record_pdr")
    await talk.say("record it", "affirm")
    asked = await talk.say("I marked Priya's PDR done by mistake, take it back", "record_pdr")
    assert "go back too" in asked.messages[0]["question"]
    await talk.say("yes", "affirm")
    assert state_of(world) == "due"
    with world.context.database.read() as session:
        assert list(session.scalars(select(Booking.state))) == ["cancelled"]


async def test_no_leaves_the_record(world: World, begin: Begin) -> None:
    add_pdr(world, "demo-employee", "recorded")
    talk = begin()
    await talk.say("take the record of Priya's PDR back", "record_pdr")
    await talk.say("no, leave it", "deny")
    assert state_of(world) == "recorded"


async def test_what_was_agreed_to_is_closed_and_a_person_is_offered(world: World, begin: Begin) -> None:
    add_pdr(world, "demo-employee", "agreed")
    refused = await begin().say("Priya's PDR was not held after all", "record_pdr")
    assert refused.outcomes == ["refused"]
    assert "Talk to a person" in [one["title"] for one in refused.messages[0]["buttons"]]


async def test_a_record_of_the_year_before_is_taken_back_and_the_next_meeting_stays(world: World, begin: Begin) -> None:
    year = year_of(world)
    add_pdr(world, "demo-employee", "recorded", year=year - 1)
    add_pdr(world, "demo-employee", "booked", year=year)
    talk = begin()
    asked = await talk.say("take the record of Priya's PDR back", "record_pdr")
    assert "Shall I take back what was recorded of" in asked.messages[0]["question"]
    await talk.say("yes", "affirm")
    with world.context.database.read() as session:
        assert {row.year: row.state for row in session.scalars(select(Pdr))} == {year - 1: "held", year: "booked"}


async def test_a_booked_meeting_that_never_took_place_is_called_off(world: World, begin: Begin) -> None:
    add_pdr(world, "demo-employee", "booked", starts_at=now(world) - timedelta(days=1))
    talk = begin()
    assert (await talk.say("we never held Priya's PDR", "record_pdr")).responses == ["utter_confirm_cancel"]
    await talk.say("yes", "affirm")
    assert state_of(world) == "due"


@pytest.mark.parametrize(
    "text",
    [
        "cancel her pdr",
        "call off priya's pdr tomorrow, i've got to be in court",
        "sanjit's off sick so call his pdr off for now",
        "take priya's pdr out of the diary",
    ],
)
def test_it_is_called_off(text: str) -> None:
    assert CALLS_OFF.search(text)
    assert not MOVES.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "i've had to cancel twice on bartosz so let's get his review in for thursday at ten, no excuses",
        "priya cancelled on me so book her for friday at nine",
    ],
)
def test_it_is_not_called_off(text: str) -> None:
    assert not CALLS_OFF.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "it didn't happen, rukhsana's pdr, unmark it",
        "i marked adaeze's pdr done by mistake, take it back",
        "it turns out we never held ahmed's review, so take it off as done",
        "priya's pdr never took place",
    ],
)
def test_there_was_no_meeting(text: str) -> None:
    assert takes_back(text)
    assert says_not_held(text)


@pytest.mark.parametrize(
    "text",
    [
        "emmanuel didn't ask for any training",
        "it wasn't the monday, we did rohit's on the wednesday",
        "marked it wrong, margaret's pdr was on the 4th not the 5th",
        "derek's not after any training, his review's done",
        "we have not held it yet",
        "mark priya's pdr as done, she wants to take first aid",
    ],
)
def test_nothing_is_taken_back(text: str) -> None:
    assert not takes_back(text)
