"""The addresses of the staff directory."""

from fastapi import APIRouter

from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.people import service
from api.people.views import PersonView
from api.problems import document_problems

router = APIRouter(prefix="/v1/people", tags=["people"])


@router.get("/me", summary="Who is asking", responses=document_problems(401, 403, 408, 503))
def show_me(context: CurrentContext, caller: CurrentCaller) -> PersonView:
    """Return what the directory says of the person in the assertion."""
    with context.database.read() as session:
        return service.describe_me(session, caller)
