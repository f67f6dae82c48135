"""The address at which a person says where they want to be told of their own case."""

from fastapi import APIRouter, Response

from api.referrals.cases.routes import ReferralId, answer_status
from api.referrals.cases.views import StatusView
from api.referrals.contacts import service
from api.referrals.contacts.views import PrivateAddressBody
from api.writes import WRITE_PROBLEMS, CurrentWrite

router = APIRouter(prefix="/v1/referrals", tags=["referrals"])


@router.put(
    "/{referral_id}/private-address", summary="Private address", response_model=StatusView, responses=WRITE_PROBLEMS
)
def change_address(referral_id: ReferralId, body: PrivateAddressBody, write: CurrentWrite) -> Response:
    """Let messages about one's own case also go to a private address, to another one, or to none any more."""
    return write.act_sealed(
        body, 200, answer_status(lambda act: service.change_address(act, referral_id, body.address))
    )
