"""The address of agreements."""

from fastapi import APIRouter, Response

from api.acts import Act
from api.referrals.agreements.service import answer_agreement
from api.referrals.agreements.views import AgreementBody
from api.referrals.cases.models import Referral
from api.referrals.cases.routes import ReferralId, answer_status
from api.referrals.cases.views import StatusView
from api.writes import WRITE_PROBLEMS, CurrentWrite

router = APIRouter(prefix="/v1/referrals", tags=["referrals"])


@router.post("/{referral_id}/agreements", summary="Agree or not", response_model=StatusView, responses=WRITE_PROBLEMS)
def answer(referral_id: ReferralId, body: AgreementBody, write: CurrentWrite) -> Response:
    """Say yes or no to the referral, the assessment or the release of the report, or take a yes back."""

    def say(act: Act) -> Referral:
        return answer_agreement(act, referral_id, body.kind, body.choice, body.comment)

    return write.act_sealed(body, 200, answer_status(say))
