"""The addresses of the outcome report."""

from fastapi import APIRouter, Response

from api.acts import Act, noting
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.referrals.cases.models import Referral
from api.referrals.cases.routes import READ_PROBLEMS, ReferralId, WhyOpened, answer_status
from api.referrals.cases.views import StatusView
from api.referrals.reports import service
from api.referrals.reports.views import ReportBody, ReportStepBody, ReportView, SightBody
from api.writes import WRITE_PROBLEMS, CurrentWrite

router = APIRouter(prefix="/v1/referrals/{referral_id}/report", tags=["referrals"])


@router.get("", summary="The report", responses=READ_PROBLEMS)
def show_report(
    context: CurrentContext, caller: CurrentCaller, referral_id: ReferralId, reason: WhyOpened = None
) -> ReportView:
    """Return what the caller may read: the person all that was offered, a manager the released part for them."""
    with noting(context, caller) as act:
        return service.read_report(act, referral_id, reason)


@router.put("", summary="Write the report", response_model=StatusView, responses=WRITE_PROBLEMS)
def write_report(referral_id: ReferralId, body: ReportBody, write: CurrentWrite) -> Response:
    """Write it, or a corrected one. Nobody reads it before it is offered."""

    def put(act: Act) -> Referral:
        return service.write_report(act, referral_id, body.report, body.manager_part)

    return write.act_sealed(body, 200, answer_status(put))


@router.post("/offer", summary="Offer the report", response_model=StatusView, responses=WRITE_PROBLEMS)
def offer_report(referral_id: ReferralId, body: ReportStepBody, write: CurrentWrite) -> Response:
    """Let the person read it, and ask for their agreement to its release."""
    return write.act_sealed(body, 200, answer_status(lambda act: service.offer_report(act, referral_id)))


@router.post("/release", summary="Release the report", response_model=StatusView, responses=WRITE_PROBLEMS)
def release_report(referral_id: ReferralId, body: ReportStepBody, write: CurrentWrite) -> Response:
    """Let the manager read their part, when the person has agreed."""
    return write.act_sealed(body, 200, answer_status(lambda act: service.release_report(act, referral_id)))


@router.post("/sight", summary="When to see it", response_model=StatusView, responses=WRITE_PROBLEMS)
def choose_sight(referral_id: ReferralId, body: SightBody, write: CurrentWrite) -> Response:
    """Choose whether to see the report before the manager, at the same time, or not."""
    return write.act_sealed(
        body, 200, answer_status(lambda act: service.choose_sight(act, referral_id, body.sees_report))
    )
