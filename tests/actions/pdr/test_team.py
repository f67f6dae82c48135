"""What a manager does about the PDRs of the team, each conversation judged by what is stored."""

from datetime import timedelta

from sqlalchemy import select

from api.acts import LONDON
from api.notifications.models import Notification
from api.pdr.models import Pdr, PdrTraining
from tests.actions.pdr.conftest import Begin
from tests.api.courses import add_course, add_session, now
from tests.api.pdr.subjects import add_pdr, make_new
from tests.api.world import EMPLOYEE, World


def stored(world: World, person_id: str = "demo-employee") -> Pdr | None:
    with world.context.database.read() as session:
        return session.scalar(select(Pdr).where(Pdr.person_id == person_id))


def invited(world: World) -> list[tuple[str, str | None]]:
    with world.context.database.read() as session:
        rows = session.scalars(select(Notification).where(Notification.calendar.is_not(None)))
        return sorted((row.person_id, row.method) for row in rows)


async def test_a_manager_lists_books_and_both_are_invited(world: World, begin: Begin) -> None:
    talk = begin()
    listed = await talk.say("who still needs a PDR?", "see_team_pdrs")
    assert "Priya Nair" in listed.messages[0]["people"]
    asked = await talk.say("book Priya's for next Tuesday at two", "book_pdr")
    assert asked.responses == ["utter_confirm_pdr"]
    assert stored(world) is None
    done = await talk.say("yes", "affirm")
    assert done.responses == ["utter_pdr_booked"]
    pdr = stored(world)
    assert pdr is not None
    assert pdr.starts_at is not None
    local = pdr.starts_at.astimezone(LONDON)
    assert (pdr.state, local.strftime("%A"), local.hour) == ("booked", "Tuesday", 14)
    assert invited(world) == [("demo-employee", "REQUEST"), ("demo-manager", "REQUEST")]


async def test_what_is_missing_is_asked_and_a_correction_is_taken(world: World, begin: Begin) -> None:
    talk = begin()
    assert (await talk.say("book a PDR", "book_pdr")).responses == ["utter_which_person"]
    assert (await talk.say("Priya")).responses == ["utter_pdr_when"]
    assert (await talk.say("next thursday")).responses == ["utter_pdr_when"]
    assert (await talk.say("at ten")).responses == ["utter_confirm_pdr"]
    corrected = await talk.say("no, at half past eleven", "deny")
    assert corrected.responses == ["utter_confirm_pdr"]
    assert "11:30" in corrected.messages[0]["when"]
    await talk.say("yes please", "affirm")
    pdr = stored(world)
    assert pdr is not None
    assert pdr.starts_at is not None
    assert pdr.starts_at.astimezone(LONDON).strftime("%A %H:%M") == "Thursday 11:30"


async def test_a_booked_one_is_moved_and_hers_is_who_was_spoken_of(world: World, begin: Begin) -> None:
    talk = begin()
    await talk.say("book Priya's PDR for next tuesday at two", "book_pdr")
    await talk.say("yes", "affirm")
    asked = await talk.say("move hers to next friday at nine", "book_pdr")
    assert asked.responses == ["utter_confirm_pdr_move"]
    await talk.say("yes", "affirm")
    pdr = stored(world)
    assert pdr is not None
    assert pdr.starts_at is not None
    assert pdr.starts_at.astimezone(LONDON).strftime("%A %H:%M") == "Friday 09:00"


async def test_not_yet_books_nothing(world: World, begin: Begin) -> None:
    talk = begin()
    await talk.say("book Priya's PDR for next tuesday at two", "book_pdr")
    assert (await talk.say("not yet", "deny")).responses == ["utter_pdr_not_booked"]
    assert stored(world) is None


async def test_who_has_none_to_do_is_no_part_of_the_number(world: World, begin: Begin) -> None:
    assert (await begin().say("who still needs a PDR?", "see_team_pdrs")).messages[0]["number"] == "0 of 2"
    make_new(world)
    listed = (await begin().say("who still needs a PDR?", "see_team_pdrs")).messages[0]
    assert listed["number"] == "0 of 1"
    assert "none is due in this year" in listed["people"]


async def test_an_employee_books_nothing(world: World, begin: Begin) -> None:
    talk = begin(EMPLOYEE)
    for intent in ("book_pdr", "record_pdr", "see_team_pdrs", "see_team_standing"):
        assert (await talk.say("book Callum's for next tuesday at two", intent)).outcomes == ["refused"]
    assert stored(world, "demo-new-starter") is None


async def test_what_was_asked_for_is_booked_with_the_record(world: World, begin: Begin) -> None:
    add_course(world, "excel", title="Excel Basics")
    session_id = add_session(world, "excel")
    add_pdr(world, "demo-employee", "held")
    talk = begin()
    asked = await talk.say("mark Priya's done; she asked for Excel training", "record_pdr")
    assert asked.responses == ["utter_confirm_record_pdr"]
    assert "Excel Basics: I book" in asked.messages[0]["training"]
    await talk.say("Speaking in public")
    pdr = stored(world)
    assert pdr is not None
    assert (pdr.state, pdr.needs) == ("recorded", ["Speaking in public"])
    with world.context.database.read() as session:
        (training,) = session.scalars(select(PdrTraining))
    assert (training.course_id, training.outcome) == ("excel", "booked")
    assert world.get("/v1/bookings").json()["items"][0]["session"]["id"] == session_id


async def test_without_training_it_is_asked_for_and_nothing_is_added(world: World, begin: Begin) -> None:
    add_pdr(world, "demo-employee", "held")
    talk = begin()
    assert (await talk.say("mark it done", "record_pdr")).responses == ["utter_pdr_which_training"]
    assert (await talk.say("no training", "deny")).responses == ["utter_confirm_record_pdr"]
    assert (await talk.say("record it", "affirm")).responses == ["utter_pdr_recorded_by_you"]
    pdr = stored(world)
    assert pdr is not None
    assert (pdr.state, pdr.needs) == ("recorded", [])


async def test_not_yet_records_nothing(world: World, begin: Begin) -> None:
    add_pdr(world, "demo-employee", "held")
    talk = begin()
    await talk.say("mark Priya's PDR as done", "record_pdr")
    await talk.say("no training", "deny")
    assert (await talk.say("not yet", "deny")).responses == ["utter_pdr_not_recorded"]
    pdr = stored(world)
    assert pdr is not None
    assert pdr.state == "held"


async def test_a_meeting_to_come_is_not_recorded(world: World, begin: Begin) -> None:
    add_pdr(world, "demo-employee", "booked", starts_at=now(world) + timedelta(days=3))
    talk = begin()
    await talk.say("mark Priya's PDR as done", "record_pdr")
    await talk.say("no training", "deny")
    assert (await talk.say("record it", "affirm")).outcomes == ["refused"]
    pdr = stored(world)
    assert pdr is not None
    assert pdr.state == "booked"


async def test_somebody_who_is_named_is_shown_alone_with_what_was_recorded(world: World, begin: Begin) -> None:
    add_course(world, "excel", title="Excel Basics")
    add_session(world, "excel")
    talk = begin()
    await talk.say("mark Priya's PDR as done, she asked for Excel training", "record_pdr")
    await talk.say("Speaking in public")
    shown = (await talk.say("What's happening with Priya Nair's PDR", "see_team_pdrs")).messages[0]
    assert shown["name"] == "Priya Nair"
    for words in ("Recorded, waiting for their word", "To learn: Speaking in public", "Excel Basics", "Go back to"):
        assert words in shown["question"]
    assert "Callum" not in str(shown)


async def test_where_the_team_stands_and_what_needs_me(world: World, begin: Begin) -> None:
    add_course(world, "climate", title="Climate Change", kind="elearning", mandatory_for="everyone", due_days=90)
    add_pdr(world, "demo-employee", "held")
    talk = begin()
    standing = await talk.say("how is my team doing?", "see_team_standing")
    assert "0 of 2" in standing.messages[0]["pdrs"]
    assert "Climate Change" in standing.messages[0]["gaps"]
    needs = await talk.say("what needs me?", "see_what_needs_me")
    assert "Priya Nair's PDR is to be recorded" in needs.messages[0]["needs"]
    assert {button["payload"] for button in needs.messages[0]["buttons"]} >= {"Mark Priya Nair's PDR as done"}
