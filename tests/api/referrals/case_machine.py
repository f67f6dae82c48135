"""Everything that can happen to cases, in any order: a state machine whose invariants hold after every step."""

from itertools import pairwise

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from sqlalchemy import select

from api.acts import begin_work
from api.people.relations import Relation
from api.referrals.agreements.models import Agreement, AgreementKind
from api.referrals.agreements.service import answer_agreement
from api.referrals.agreements.views import Choice
from api.referrals.appointments import service as appointments
from api.referrals.appointments.models import HOLDING, LIVE, Appointment, Slot
from api.referrals.audit.verification import verify
from api.referrals.cases import attending, service
from api.referrals.cases.attending_views import Correction, CorrectionBody
from api.referrals.cases.models import Referral, ReferralStep, SeesReport
from api.referrals.cases.states import OVER, STEPS, State
from api.referrals.cases.views import TriageBody
from api.referrals.reports import service as reports
from tests.api.histories import HistoryMachine
from tests.api.referrals.subjects import add_case, add_free_slot
from tests.api.subjects import Subjects
from tests.api.world import EMPLOYEE, HEALTH_UNIT, MANAGER, World

EVERYTHING = frozenset(Relation)
CASES = 3
# The refusals that these steps may meet; any other error is a fault.
EXPECTED = {
    "agreement_needed",
    "appointment_over",
    "not_found",
    "nothing_agreed",
    "report_missing",
    "report_released",
    "slot_taken",
    "slot_unsuitable",
    "step_not_possible",
}

number = st.integers(0, 30)
person = st.sampled_from([EMPLOYEE, MANAGER, HEALTH_UNIT])
TRIAGE = TriageBody.model_validate({"clinician": "nurse", "mode": "phone", "priority": "routine"})


class CaseMachine(HistoryMachine):
    """The steps."""

    may = EVERYTHING
    expected = frozenset(EXPECTED)

    @initialize()
    def begin(self) -> None:
        self.leave_people_alone()
        subjects = Subjects(self.world)
        states = ("with_employee", "submitted", "booked")
        self.cases = [add_case(subjects, "demo-employee", state, days=3) for state in states]
        self.slots = [add_free_slot(subjects) for _ in range(3)]

    def case(self, at: int) -> str:
        return self.cases[at % CASES]

    def referral(self, at: int) -> Referral:
        with self.world.context.database.read() as session:
            found = session.get(Referral, self.case(at))
        assert found is not None
        return found

    @rule(at=number, kind=st.sampled_from(AgreementKind), choice=st.sampled_from(Choice), who=person)
    def answer(self, at: int, kind: AgreementKind, choice: Choice, who: str) -> None:
        done = self.act(who, lambda act: answer_agreement(act, self.case(at), kind, choice, None))
        assert who == EMPLOYEE or not done

    @rule(at=number, who=person)
    def triage(self, at: int, who: str) -> None:
        done = self.act(who, lambda act: service.triage(act, self.case(at), TRIAGE))
        assert who == HEALTH_UNIT or not done

    @rule(at=number, slot=number)
    def offer(self, at: int, slot: int) -> None:
        self.act(HEALTH_UNIT, lambda act: appointments.offer_slot(act, self.case(at), self.slots[slot % 3]))

    @rule(at=number, who=person, what=st.sampled_from(["accept_offer", "decline_offer", "cancel_appointment"]))
    def take_or_leave(self, at: int, who: str, what: str) -> None:
        done = self.act(who, lambda act: getattr(appointments, what)(act, self.case(at)))
        assert who != MANAGER or not done

    @rule(at=number, slot=number, who=person)
    def move(self, at: int, slot: int, who: str) -> None:
        before = self.referral(at).state
        done = self.act(who, lambda act: appointments.move_appointment(act, self.case(at), self.slots[slot % 3]))
        assert who != MANAGER or not done
        # Only the person can turn an offer into a booking.
        assert not done or self.referral(at).state == ("booked" if who == EMPLOYEE else before)

    @rule(at=number, was_there=st.booleans())
    def attend(self, at: int, was_there: bool) -> None:
        self.act(HEALTH_UNIT, lambda act: attending.record_attendance(act, self.case(at), was_there=was_there))

    @rule(at=number, was_there=st.booleans(), because=st.sampled_from(Correction), who=person)
    def correct(self, at: int, was_there: bool, because: Correction, who: str) -> None:
        before = self.referral(at).state
        body = CorrectionBody(was_there=was_there, because=because)
        if self.act(who, lambda act: attending.correct_attendance(act, self.case(at), body)):
            assert who == HEALTH_UNIT
            assert {before, self.referral(at).state} == {"attended", "missed"}

    @rule(at=number, who=person)
    def write_report(self, at: int, who: str) -> None:
        done = self.act(who, lambda act: reports.write_report(act, self.case(at), "All of it.", "A part."))
        assert who == HEALTH_UNIT or not done

    @rule(at=number)
    def offer_report(self, at: int) -> None:
        self.act(HEALTH_UNIT, lambda act: reports.offer_report(act, self.case(at)))

    @rule(at=number, who=person)
    def release_report(self, at: int, who: str) -> None:
        before = self.referral(at)
        with self.world.context.database.read() as session:
            last = self.last_release(session.scalars(select(Agreement)).all(), before.id)
        done = self.act(who, lambda act: reports.release_report(act, self.case(at)))
        if done:
            assert who == HEALTH_UNIT
            assert last is not None
            assert last.answer == "agreed"
            assert before.sees_report in ("same_time", "no_wish") or last.revision == before.offered_revision

    @rule(at=number, sees=st.sampled_from(SeesReport))
    def choose(self, at: int, sees: SeesReport) -> None:
        self.act(EMPLOYEE, lambda act: reports.choose_sight(act, self.case(at), sees))

    @rule(at=number, who=person)
    def end(self, at: int, who: str) -> None:
        self.act(who, lambda act: (service.close if who == HEALTH_UNIT else service.withdraw)(act, self.case(at)))

    @rule(days=st.integers(1, 12))
    def let_days_pass(self, days: int) -> None:
        self.world.clock.ahead += 86_400 * days
        with self.world.context.database.write() as session:
            appointments.end_over_offers(begin_work(self.world.context, session))

    @invariant()
    def everything_fits_together(self) -> None:
        with self.world.context.database.read() as session:
            cases = session.scalars(select(Referral)).all()
            held = session.scalars(select(Appointment)).all()
            steps = session.scalars(select(ReferralStep).order_by(ReferralStep.number)).all()
            taken = set(session.scalars(select(Slot.id).where(Slot.is_taken)))
            assert verify(session, self.world.context.vault.audit_key, []).findings == []
        assert taken == {one.slot_id for one in held if one.state in HOLDING}
        assert len([one for one in held if one.state in HOLDING]) == len(taken)
        for case in cases:
            live = [one.state for one in held if one.referral_id == case.id and one.state in LIVE]
            expected = {"appointment_offered": ["offered"], "booked": ["booked"]}.get(case.state, [])
            assert live == expected
            assert (case.closed_at is not None) == (case.state in OVER)
            assert case.released_revision is None or case.released_revision <= (case.offered_revision or 0)
            way = [step.state for step in steps if step.referral_id == case.id]
            assert all(State(to) in STEPS[State(at)] for at, to in pairwise(way))
            assert not way or way[-1] == case.state

    @staticmethod
    def last_release(agreements: object, case_id: str) -> Agreement | None:
        found = [one for one in agreements if one.referral_id == case_id and one.kind == "release"]  # type: ignore[attr-defined]
        return max(found, key=lambda one: one.number, default=None)


def make_machine(world: World) -> type[CaseMachine]:
    """Return the machine on the world's database."""
    return type("MachineOnADatabase", (CaseMachine,), {"world": world})
