"""Everything that can happen to bookings, in any order: a state machine whose invariants hold after every step."""

from collections import Counter
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from sqlalchemy import select

from api.acts import Act, begin_work
from api.people.models import Person
from api.people.relations import Relation
from api.training.bookings import approvals, service, waiting
from api.training.bookings.models import BUSY, HOLDING, LIVE, Booking, BookingState
from api.training.bookings.views import Decision
from api.training.sessions import attendance, running
from api.training.sessions.models import SessionState, TrainingSession
from api.training.sessions.views import AttendanceBody, DayBody, MarkBody, SessionBody
from tests.api.courses import add_course, add_people, add_session, now, object_id_of
from tests.api.histories import HistoryMachine
from tests.api.world import LEARNING, MANAGER, World

PEOPLE = 5
SESSIONS = ("a-1", "a-2", "b-1", "b-2")
EVERYTHING = frozenset(Relation)
# The refusals that these steps may meet; any other error is a fault.
EXPECTED = {
    "already_booked",
    "already_decided",
    "booking_closed",
    "booking_over",
    "capacity_too_small",
    "not_found",
    "nothing_offered",
    "other_course",
    "session_cancelled",
    "session_full",
    "session_not_started",
    "session_started",
    "time_clash",
}

person = st.integers(0, PEOPLE - 1)
session_id = st.sampled_from(SESSIONS)
number = st.integers(0, 30)


class BookingMachine(HistoryMachine):
    """The steps."""

    may = EVERYTHING
    expected = frozenset(EXPECTED)

    @initialize()
    def begin(self) -> None:
        self.leave_people_alone()
        add_people(self.world, PEOPLE, manager_id="demo-manager")
        add_course(self.world, "a", needs_approval=True)
        add_course(self.world, "b")
        # Those of the first dates of both courses overlap.
        add_session(self.world, "a", id="a-1", capacity=2, days=10)
        add_session(self.world, "b", id="b-1", capacity=1, days=10, hour=11)
        add_session(self.world, "a", id="a-2", capacity=1, days=20, length=2)
        add_session(self.world, "b", id="b-2", capacity=2, days=25)

    def pick(self, at: int) -> Booking | None:
        with self.world.context.database.read() as session:
            rows = session.scalars(select(Booking).order_by(Booking.created_at, Booking.id)).all()
        return rows[at % len(rows)] if rows else None

    @rule(who=person, where=session_id, wait=st.booleans())
    def book(self, who: int, where: str, wait: bool) -> None:
        self.act(object_id_of(who), lambda act: service.book_place(act, where, None, join_waiting_list=wait))

    @rule(at=number)
    def cancel(self, at: int) -> None:
        if booking := self.pick(at):
            is_over = booking.state not in LIVE
            has_begun = booking.session.starts_at <= now(self.world)
            done = self.act(
                booking.person.object_id, lambda act: service.cancel_booking(act, booking.id, accept_late=True)
            )
            assert done == (not is_over and (booking.state == BookingState.WAITING or not has_begun))

    @rule(at=number, where=session_id)
    def move(self, at: int, where: str) -> None:
        if booking := self.pick(at):
            who = booking.person.object_id
            self.act(who, lambda act: service.move_booking(act, booking.id, where, accept_late=True))

    @rule(at=number, accept=st.booleans())
    def answer(self, at: int, accept: bool) -> None:
        if booking := self.pick(at):
            who = booking.person.object_id
            self.act(who, lambda act: waiting.answer_offer(act, booking.id, accept=accept))

    @rule(at=number, decision=st.sampled_from(Decision))
    def decide(self, at: int, decision: Decision) -> None:
        if booking := self.pick(at):
            done = self.act(MANAGER, lambda act: approvals.decide_booking(act, booking.id, decision, "Because"))
            assert not done or booking.state == BookingState.REQUESTED

    @rule(where=session_id, capacity=st.integers(1, 4), later=st.integers(0, 2))
    def change(self, where: str, capacity: int, later: int) -> None:
        def resize(act: Act) -> None:
            found = act.session.get(TrainingSession, where)
            assert found is not None
            by = timedelta(hours=later)
            days = [DayBody(starts_at=day.starts_at + by, ends_at=day.ends_at + by) for day in found.days]
            body = SessionBody(place="Somewhere", trainer=found.trainer, capacity=capacity, days=days)
            running.change_session(act, where, body)

        self.act(LEARNING, resize)

    @rule(where=session_id, sure=st.integers(0, 5))
    def cancel_session(self, where: str, sure: int) -> None:
        if sure == 0:
            self.act(LEARNING, lambda act: running.cancel_session(act, where))

    @rule(hours=st.sampled_from((1, 30, 50, 24 * 4)))
    def wait(self, hours: int) -> None:
        self.world.clock.ahead += hours * 3600
        with self.world.context.database.write() as session:
            waiting.end_over_offers(begin_work(self.world.context, session))

    @rule(at=number, was_there=st.booleans())
    def mark(self, at: int, was_there: bool) -> None:
        if booking := self.pick(at):
            body = AttendanceBody(marks=[MarkBody(booking_id=booking.id, was_there=was_there)])
            self.act(LEARNING, lambda act: attendance.record_attendance(act, booking.session_id, body))

    @invariant()
    def everything_fits_together(self) -> None:
        with self.world.context.database.read() as session:
            sessions = session.scalars(select(TrainingSession)).all()
            bookings = session.scalars(select(Booking)).all()
            check_sessions(list(sessions), list(bookings), self.world)
            check_people(list(bookings))
            assert session.get(Person, "demo-manager") is not None


def make_machine(world: World) -> type[BookingMachine]:
    """Return the machine on the world's database."""
    return type("MachineOnADatabase", (BookingMachine,), {"world": world})


def check_sessions(sessions: list[TrainingSession], bookings: list[Booking], world: World) -> None:
    """Counters are true, no capacity is exceeded, nobody waits while a place is free, the queue keeps its order."""
    for found in sessions:
        own = [booking for booking in bookings if booking.session_id == found.id]
        holding = [booking for booking in own if booking.state in HOLDING]
        queue = [booking for booking in own if booking.state == BookingState.WAITING]
        if found.state == SessionState.CANCELLED:
            assert found.booked == 0
            assert not [booking for booking in own if booking.state in LIVE]
            continue
        assert found.booked == len(holding) <= found.capacity
        if now(world) < found.cut_off_at:
            assert not queue or found.booked == found.capacity
        numbers = [booking.queue_number for booking in own if booking.queue_number is not None]
        assert len(numbers) == len(set(numbers))


def check_people(bookings: list[Booking]) -> None:
    """Nobody has two live bookings for a course; every offer has an end."""
    live = Counter((booking.person_id, booking.course_id) for booking in bookings if booking.state in LIVE)
    assert max(live.values(), default=0) <= 1
    for booking in bookings:
        assert (booking.state != BookingState.OFFERED) or booking.offered_until is not None
        assert booking.state not in BUSY or booking.cancelled_at is None
    assert len({booking.reference for booking in bookings}) == len(bookings)
