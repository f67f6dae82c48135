"""The address of where one's team stands. The figures of the council are on the console."""

from fastapi import APIRouter

from api.acts import reading
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.problems import document_problems
from api.standing import service
from api.standing.views import TeamStandingView

router = APIRouter(prefix="/v1/people", tags=["standing"])


@router.get("/me/team/standing", summary="Where one's team stands", responses=document_problems(401, 403, 408, 503))
def show_team(context: CurrentContext, caller: CurrentCaller) -> TeamStandingView:
    """Return PDRs and mandatory training of one's team beside the target, and what is open."""
    with reading(context, caller) as act:
        return service.show_team(act)
