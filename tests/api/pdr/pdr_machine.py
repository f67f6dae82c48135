"""Everything that can happen to PDRs, in any order: a state machine whose invariants hold after every step."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from sqlalchemy import select

from api.notifications.models import Notification
from api.pdr import service
from api.pdr.models import Pdr
from api.pdr.states import STEPS, State
from api.pdr.views import BookingBody, RecordBody
from api.people.relations import Relation
from tests.api.courses import now, set_manager
from tests.api.histories import HistoryMachine
from tests.api.world import EMPLOYEE, HR, MANAGER, World

EVERYTHING = frozenset({Relation.SELF, Relation.MANAGER})
# The refusals that these steps may meet; any other error is a fault.
EXPECTED = {"not_found", "pdr_step_not_possible", "pdr_not_held_yet", "pdr_in_the_past", "pdr_time_clash"}
manager = st.sampled_from([MANAGER, HR])
PRIYA, MANAGERS = "demo-employee", {MANAGER: "demo-manager", HR: "demo-hr"}


class PdrMachine(HistoryMachine):
    """The steps."""

    may = EVERYTHING
    expected = frozenset(EXPECTED)

    @initialize()
    def begin(self) -> None:
        self.leave_people_alone()
        set_manager(self.world, PRIYA, "demo-manager")
        self.manager, self.states = MANAGER, dict[int, str]()

    @rule(person=manager, days=st.integers(-2, 200), hour=st.integers(0, 3))
    def book(self, person: str, days: int, hour: int) -> None:
        body = BookingBody(starts_at=now(self.world) + timedelta(days=days, hours=hour))
        done = self.act(person, lambda act: service.book_meeting(act, PRIYA, body))
        assert not done or (person == self.manager and days >= 0)

    @rule(person=manager)
    def cancel(self, person: str) -> None:
        done = self.act(person, lambda act: service.cancel_meeting(act, PRIYA))
        assert not done or person == self.manager

    @rule(person=manager, ago=st.one_of(st.none(), st.integers(-3, 30)))
    def hold(self, person: str, ago: int | None) -> None:
        day = None if ago is None else now(self.world).date() - timedelta(days=ago)
        done = self.act(person, lambda act: service.hold_meeting(act, PRIYA, day))
        assert not done or (person == self.manager and (ago is None or ago >= 0))

    @rule(person=manager, needs=st.sampled_from([[], ["Excel"]]))
    def record(self, person: str, needs: list[str]) -> None:
        done = self.act(person, lambda act: service.record_pdr(act, PRIYA, RecordBody(needs=needs)))
        assert not done or person == self.manager

    @rule(person=manager, was_held=st.booleans())
    def take_back(self, person: str, was_held: bool) -> None:
        before = {row.state for row in self.rows()}
        done = self.act(person, lambda act: service.take_back(act, PRIYA, was_held=was_held))
        assert not done or (person == self.manager and before & {State.HELD, State.RECORDED})

    @rule(agrees=st.booleans())
    def answer(self, agrees: bool) -> None:
        before = [row.state for row in self.rows()]
        done = self.act(EMPLOYEE, lambda act: service.answer_record(act, PRIYA, agrees=agrees))
        assert not done or State.RECORDED in before

    @rule()
    def change_manager(self) -> None:
        self.manager = HR if self.manager == MANAGER else MANAGER
        set_manager(self.world, PRIYA, MANAGERS[self.manager])

    @rule(days=st.integers(1, 150))
    def let_days_pass(self, days: int) -> None:
        self.world.clock.ahead += 86_400 * days

    def rows(self) -> list[Pdr]:
        with self.world.context.database.read() as session:
            return list(session.scalars(select(Pdr)))

    @invariant()
    def everything_fits_together(self) -> None:
        rows = self.rows()
        assert len({row.year for row in rows}) == len(rows)
        assert len([row for row in rows if row.state == State.BOOKED]) <= 1
        for row in rows:
            assert (row.state == State.AGREED) == (row.agreed_at is not None)
            assert row.state not in (State.RECORDED, State.AGREED) or row.recorded_at is not None
            assert row.recorded_at is not None or row.needs == []
            assert row.state != State.DUE or (row.starts_at is None and row.held_on is None)
            self.require_way(row)

    def require_way(self, row: Pdr) -> None:
        """Require that it came by allowed steps from where it was: one, or in recording two or three at once."""
        before = State(self.states.get(id_of(row), State.DUE))
        reached, frontier = {before}, {before}
        for _ in range(3):
            frontier = {to for at in frontier for to in STEPS[at]}
            reached |= frontier
        assert State(row.state) in reached
        self.states[id_of(row)] = row.state

    @invariant()
    def nobody_is_told_of_a_calendar_without_a_method(self) -> None:
        with self.world.context.database.read() as session:
            mails = session.scalars(select(Notification)).all()
        assert all((mail.calendar is None) == (mail.method is None) for mail in mails)


def id_of(row: Pdr) -> int:
    return hash(row.id)


def make_machine(world: World) -> type[PdrMachine]:
    """Return the machine on the world's database."""
    return type("MachineOnADatabase", (PdrMachine,), {"world": world})
