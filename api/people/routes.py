"""The addresses of the staff directory."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.fields import Words
from api.paging import CurrentPaging
from api.people import service
from api.people.views import PeopleView, PersonView
from api.problems import document_problems

router = APIRouter(prefix="/v1/people", tags=["people"])


@router.get("", summary="People whom the person may see", responses=document_problems(401, 403, 408, 422, 503))
def search_people(
    context: CurrentContext, caller: CurrentCaller, paging: CurrentPaging, search: Annotated[Words, Query()] = ""
) -> PeopleView:
    """Return people whose name, job, team or service hold all words: oneself and one's team, or all by role."""
    with context.database.read() as session:
        return service.search_people(session, caller, context.today(), search, paging)


@router.get("/me", summary="Who is asking", responses=document_problems(401, 403, 408, 503))
def show_me(context: CurrentContext, caller: CurrentCaller) -> PersonView:
    """Return what the directory says of the person in the assertion."""
    with context.database.read() as session:
        return service.describe_me(session, caller, context.today())


@router.get("/me/team", summary="Who reports to the person", responses=document_problems(401, 403, 408, 503))
def show_team(context: CurrentContext, caller: CurrentCaller) -> PeopleView:
    """Return everybody whose line manager the person is today."""
    with context.database.read() as session:
        return service.list_team(session, caller, context.today())
