"""Which steps of the Health Unit a case takes as it stands, by the rules of the services. Takes none itself."""

from collections.abc import Callable
from dataclasses import dataclass

from api.acts import Act
from api.console.cases.record import CaseFile
from api.referrals.agreements.models import AgreementKind
from api.referrals.agreements.service import require_agreed
from api.referrals.appointments.models import AppointmentState
from api.referrals.cases.attending import may_correct
from api.referrals.cases.service import TRIAGE_AGAIN
from api.referrals.cases.states import State, may_go
from api.referrals.errors import AgreementNeededError
from api.referrals.form.specification import FormKind
from api.referrals.reports.service import WITHOUT_ASKING_AGAIN, WRITTEN_IN

Applies = Callable[[Act, CaseFile], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """A step: the end of its page's address, and what its button says. `usual`: where it is the one that comes next."""

    path: str
    title: str
    applies: Applies
    usual: State | None = None


def list_steps(act: Act, case: CaseFile) -> list[Step]:
    """Return the steps that can be taken now, the usual next one first."""
    found = [step for step in STEPS if step.applies(act, case)]
    return sorted(found, key=lambda step: step.usual is not case.status.state)


def _is_triaged(_act: Act, case: CaseFile) -> bool:
    return State(case.status.state) in (State.SUBMITTED, *TRIAGE_AGAIN)


def _is_offered(_act: Act, case: CaseFile) -> bool:
    return bool(case.triages) and may_go(case.status.state, State.OFFERED)


def _was_held(act: Act, case: CaseFile) -> bool:
    held = case.status.appointment
    return case.status.state is State.BOOKED and held is not None and held.slot.starts_at <= act.now


def _is_ahead(act: Act, case: CaseFile) -> bool:
    held = case.status.appointment
    return held is not None and held.state is AppointmentState.BOOKED and held.slot.starts_at > act.now


def _is_movable(act: Act, case: CaseFile) -> bool:
    held = case.status.appointment
    # A new time is booked only for who agreed to be assessed; taking that back ends the appointment.
    return held is not None and min(held.offered_until or held.slot.starts_at, held.slot.starts_at) > act.now


def _is_correctable(act: Act, case: CaseFile) -> bool:
    return may_correct(act, case.referral)


def _is_written(_act: Act, case: CaseFile) -> bool:
    return case.status.state in WRITTEN_IN


def _is_new(_act: Act, case: CaseFile) -> bool:
    newest = case.reports[-1].revision if case.reports else None
    return case.status.state in WRITTEN_IN and newest is not None and newest != case.referral.offered_revision


def _is_released(act: Act, case: CaseFile) -> bool:
    if case.status.state is not State.REPORT_OFFERED:
        return False
    if case.status.kind is FormKind.SELF:
        return True
    referral = case.referral
    revision = None if referral.sees_report in WITHOUT_ASKING_AGAIN else referral.offered_revision
    try:
        require_agreed(act, referral, AgreementKind.RELEASE, revision)
    except AgreementNeededError:
        return False
    return True


def _may_close(_act: Act, case: CaseFile) -> bool:
    return may_go(case.status.state, State.CLOSED)


STEPS = (
    Step("triage", "Triage", _is_triaged, State.SUBMITTED),
    Step("attendance", "Say whether they came", _was_held, State.BOOKED),
    Step("steps/release-report", "Release the report", _is_released, State.REPORT_OFFERED),
    Step("steps/offer-report", "Offer the report", _is_new, State.ATTENDED),
    Step("report", "Write a report", _is_written),
    Step("offer", "Offer an appointment", _is_offered, State.TRIAGED),
    Step("move", "Move the appointment", _is_movable),
    Step("correction", "Correct whether they came", _is_correctable),
    Step("steps/cancel", "Cancel the appointment", _is_ahead),
    Step("note", "Write a note", lambda _act, _case: True),
    Step("steps/close", "Close the case", _may_close, State.RELEASED),
)
# For what the Health Unit waits where the next step is the employee's.
WAITS = {
    State.WITH_EMPLOYEE: "The employee has not said yet whether they agree to be referred.",
    State.OFFERED: "The employee has not answered the offer yet. It is held for them until the time below.",
    State.BOOKED: "After the appointment you can say whether they came.",
    State.REPORT_OFFERED: "The employee has not agreed to the release of this report.",
}
