"""The address of what waits for somebody."""

from fastapi import APIRouter

from api.acts import noting
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.needs.service import list_needs
from api.needs.views import NeedsView, NeedView
from api.problems import document_problems

router = APIRouter(prefix="/v1/needs", tags=["needs"])


@router.get("", summary="What waits for one", responses=document_problems(401, 403, 408, 503))
def show_needs(context: CurrentContext, caller: CurrentCaller) -> NeedsView:
    """Return what waits for the person, of every subject, in the order of time."""
    with noting(context, caller) as act:
        return NeedsView(items=[NeedView.model_validate(need, from_attributes=True) for need in list_needs(act)])
