"""The addresses of courses."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.acts import reading
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.fields import Id, Words
from api.paging import CurrentPaging
from api.problems import document_problems
from api.training.courses import service
from api.training.courses.models import CourseKind
from api.training.courses.views import CourseBody, CoursesView, CourseView, NewCourseBody
from api.writes import WRITE_PROBLEMS, CurrentWrite

router = APIRouter(prefix="/v1/courses", tags=["courses"])

CourseId = Annotated[Id, Path()]


@router.get("", summary="Courses on offer", responses=document_problems(401, 403, 408, 422, 503))
def search_courses(
    context: CurrentContext,
    caller: CurrentCaller,
    paging: CurrentPaging,
    search: Annotated[Words, Query()] = "",
    topic: Annotated[Id | None, Query()] = None,
    kind: Annotated[CourseKind | None, Query()] = None,
) -> CoursesView:
    """Return the courses that hold all words; when none does, those that hold any, the best first."""
    with reading(context, caller) as act:
        return service.search_courses(act, search, topic, kind, paging)


@router.get("/{course_id}", summary="One course", responses=document_problems(401, 403, 404, 408, 422, 503))
def show_course(context: CurrentContext, caller: CurrentCaller, course_id: CourseId) -> CourseView:
    """Return the course."""
    with reading(context, caller) as act:
        return service.get_course(act, course_id)


@router.post("", summary="Add a course", status_code=201, response_model=CourseView, responses=WRITE_PROBLEMS)
def add_course(body: NewCourseBody, write: CurrentWrite) -> Response:
    """Add a course to what is on offer; for the learning team."""
    return write.act(body, 201, lambda act: service.add_course(act, body))


@router.put("/{course_id}", summary="Change a course", response_model=CourseView, responses=WRITE_PROBLEMS)
def change_course(course_id: CourseId, body: CourseBody, write: CurrentWrite) -> Response:
    """Change a course, or take it off; for the learning team. Sessions stay as they are."""
    return write.act(body, 200, lambda act: service.change_course(act, course_id, body))
