"""The address of figures, for the Health Unit and HR."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.acts import noting
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.problems import document_problems
from api.referrals.statistics.periods import Period
from api.referrals.statistics.service import show_statistics
from api.referrals.statistics.views import StatisticsView

router = APIRouter(prefix="/v1/referral-statistics", tags=["referrals"])


@router.get("", summary="Figures of two months", responses=document_problems(401, 403, 408, 409, 422, 503))
def statistics(
    context: CurrentContext,
    caller: CurrentCaller,
    year: Annotated[int, Query(ge=2021, le=2099)],
    number: Annotated[int, Query(ge=1, le=6, description="1 is January and February")],
) -> StatisticsView:
    """Return figures of a period that is over beside the same period of the year before, rounded."""
    with noting(context, caller) as act:
        return show_statistics(act, Period(year, number))
