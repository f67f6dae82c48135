"""The addresses of cases, as those see them whom they are about, who referred, and the Health Unit."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.acts import Act, noting
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.fields import Id
from api.paging import CurrentPaging
from api.problems import document_problems
from api.referrals.audit.models import Reason
from api.referrals.cases import attending, service, showing
from api.referrals.cases.attending_views import AttendanceBody, CorrectionBody
from api.referrals.cases.models import Referral
from api.referrals.cases.showing import show_status
from api.referrals.cases.states import State
from api.referrals.cases.views import (
    AnswersView,
    EndBody,
    InboxView,
    RecordView,
    StatusesView,
    StatusView,
    TextBody,
    TriageBody,
)
from api.referrals.rights import role_in
from api.writes import WRITE_PROBLEMS, CurrentWrite

router = APIRouter(prefix="/v1/referrals", tags=["referrals"])
inbox = APIRouter(prefix="/v1/health-unit", tags=["referrals"])

ReferralId = Annotated[Id, Path()]
WhyOpened = Annotated[Reason | None, Query(description="why the Health Unit opens it; the person need not say why")]
READ_PROBLEMS = document_problems(401, 403, 404, 408, 422, 503)


def answer_status(change: Callable[[Act], Referral]) -> Callable[[Act], StatusView]:
    """Return what makes a change and shows where the case is then."""

    def run(act: Act) -> StatusView:
        referral = change(act)
        return show_status(act, referral, role_in(act, referral.kind, referral.person))

    return run


@router.get("", summary="Referrals about oneself and one's team", responses=document_problems(401, 403, 408, 422, 503))
def list_referrals(
    context: CurrentContext, caller: CurrentCaller, person_id: Annotated[Id | None, Query()] = None
) -> StatusesView:
    """Return where they are; of a self-referral only the person knows."""
    with noting(context, caller) as act:
        return showing.list_mine(act, person_id)


@inbox.get("/referrals", summary="The inbox", responses=document_problems(401, 403, 408, 422, 503))
def list_inbox(
    context: CurrentContext,
    caller: CurrentCaller,
    paging: CurrentPaging,
    state: Annotated[State | None, Query(description="none: all that are open")] = None,
) -> InboxView:
    """Return cases for the Health Unit, the one that waits longest first."""
    with noting(context, caller) as act:
        return showing.list_inbox(act, state, paging)


@router.get("/{referral_id}", summary="Where a referral is", responses=READ_PROBLEMS)
def show_referral(context: CurrentContext, caller: CurrentCaller, referral_id: ReferralId) -> StatusView:
    """Return the state of the case, to each as much as they may know."""
    with noting(context, caller) as act:
        return showing.get_status(act, referral_id)


@router.get("/{referral_id}/answers", summary="What was written", responses=READ_PROBLEMS)
def show_answers(
    context: CurrentContext, caller: CurrentCaller, referral_id: ReferralId, reason: WhyOpened = None
) -> AnswersView:
    """Return the form as it was sent, to the person and the Health Unit."""
    with noting(context, caller) as act:
        return showing.show_answers(act, referral_id, reason)


@router.get("/{referral_id}/record", summary="The whole record", responses=READ_PROBLEMS)
def show_record(
    context: CurrentContext, caller: CurrentCaller, referral_id: ReferralId, reason: Annotated[Reason, Query()]
) -> RecordView:
    """Return everything that was written, said and done, to the Health Unit."""
    with noting(context, caller) as act:
        return showing.show_record(act, referral_id, reason)


@router.post("/{referral_id}/withdraw", summary="Withdraw", response_model=StatusView, responses=WRITE_PROBLEMS)
def withdraw_referral(referral_id: ReferralId, body: EndBody, write: CurrentWrite) -> Response:
    """End a referral that one made, before the person was seen. The person withdraws by their agreement."""
    return write.act_sealed(body, 200, answer_status(lambda act: service.withdraw(act, referral_id)))


@router.post("/{referral_id}/comments", summary="Comment", response_model=StatusView, responses=WRITE_PROBLEMS)
def add_comment(referral_id: ReferralId, body: TextBody, write: CurrentWrite) -> Response:
    """Add what the person says to it."""
    return write.act_sealed(body, 200, answer_status(lambda act: service.add_comment(act, referral_id, body.text)))


@router.post("/{referral_id}/triage", summary="Triage", response_model=StatusView, responses=WRITE_PROBLEMS)
def triage_referral(referral_id: ReferralId, body: TriageBody, write: CurrentWrite) -> Response:
    """Note who should see the person, how, and how soon."""
    return write.act_sealed(body, 200, answer_status(lambda act: service.triage(act, referral_id, body)))


@router.post("/{referral_id}/attendance", summary="Attendance", response_model=StatusView, responses=WRITE_PROBLEMS)
def record_attendance(referral_id: ReferralId, body: AttendanceBody, write: CurrentWrite) -> Response:
    """Note whether the person came."""

    def record(act: Act) -> Referral:
        return attending.record_attendance(act, referral_id, was_there=body.was_there)

    return write.act_sealed(body, 200, answer_status(record))


@router.post(
    "/{referral_id}/attendance/correction",
    summary="Correct attendance",
    response_model=StatusView,
    responses=WRITE_PROBLEMS,
)
def correct_attendance(referral_id: ReferralId, body: CorrectionBody, write: CurrentWrite) -> Response:
    """Note the opposite of what was noted, for some days and until a report is written."""

    def correct(act: Act) -> Referral:
        return attending.correct_attendance(act, referral_id, body)

    return write.act_sealed(body, 200, answer_status(correct))


@router.post("/{referral_id}/notes", summary="Note", response_model=StatusView, responses=WRITE_PROBLEMS)
def add_note(referral_id: ReferralId, body: TextBody, write: CurrentWrite) -> Response:
    """Add a clinical note."""
    return write.act_sealed(body, 200, answer_status(lambda act: service.add_note(act, referral_id, body.text)))


@router.post("/{referral_id}/close", summary="Close", response_model=StatusView, responses=WRITE_PROBLEMS)
def close_referral(referral_id: ReferralId, body: EndBody, write: CurrentWrite) -> Response:
    """End the case."""
    return write.act_sealed(body, 200, answer_status(lambda act: service.close(act, referral_id)))
