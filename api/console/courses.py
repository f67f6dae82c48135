"""Pages of the courses: the list, adding one, changing one."""

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from api.acts import Act, reading
from api.console.fields import Form
from api.console.forms import CurrentSubmitted
from api.console.parts import CurrentParts
from api.console.visitors import CurrentVisitor
from api.console.writing import write_once
from api.errors import NotFoundError
from api.fields import Id
from api.training.courses import repository, service
from api.training.courses.models import Audience, Course, CourseKind
from api.training.courses.views import CourseBody, NewCourseBody
from api.training.errors import TrainingError

router = APIRouter()

KINDS = {
    "dated": "Sessions on a date",
    "elearning": "eLearning, in one's own time",
    "interest": "Expression of interest, which goes to the line manager",
}
AUDIENCES = {"nobody": "Nobody must take it", "everyone": "Everyone must take it", "managers": "Managers must take it"}
WORDS = {"kinds": KINDS, "audiences": AUDIENCES}
FORM = "courses/form.html"


@router.get("/courses")
def list_courses(request: Request, parts: CurrentParts, visitor: CurrentVisitor) -> Response:
    """Show every course, also those that are off."""
    with reading(parts.context, visitor.caller) as act:
        return parts.pages.render(request, "courses/list.html", {"courses": repository.list_all(act.session), **WORDS})


@router.get("/courses/new")
def show_new(request: Request, parts: CurrentParts) -> Response:
    """Show an empty form."""
    form = Form({"kind": "dated", "mandatory_for": "nobody", "cut_off_days": "2", "late_days": "5", "is_active": "yes"})
    return parts.pages.render(request, FORM, {"form": form, "course": None, **WORDS})


@router.post("/courses/new")
def add(request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted) -> Response:
    """Add the course, or show the form again with what is wrong."""
    form = Form.of(submitted)
    course_id, body = form.text("id", "Enter a short name for addresses, such as fire-marshal", 64), read_course(form)

    def effect(act: Act) -> str:
        service.add_course(act, NewCourseBody(**dict(body or {}), id=course_id))
        return "/courses?done=course-added"

    if body is not None and not form.errors:
        try:
            return write_once(parts, visitor, request, submitted, effect)
        except TrainingError as error:
            form.refuse("id", error.detail)
        except ValidationError:
            form.refuse("id", "Use small letters, digits and hyphens only, such as fire-marshal")
    return parts.pages.render(request, FORM, {"form": form, "course": None, **WORDS}, 422)


@router.get("/courses/{course_id}/edit")
def show_edit(request: Request, parts: CurrentParts, visitor: CurrentVisitor, course_id: Id) -> Response:
    """Show the form of a course as it is."""
    with reading(parts.context, visitor.caller) as act:
        course = _require(act, course_id)
        return parts.pages.render(request, FORM, {"form": _fill(course), "course": course, **WORDS})


@router.post("/courses/{course_id}/edit")
def change(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted, course_id: Id
) -> Response:
    """Change the course, or show the form again with what is wrong."""
    form = Form.of(submitted)
    body = read_course(form)
    if body is not None:

        def effect(act: Act) -> str:
            service.change_course(act, course_id, body)
            return "/courses?done=course-changed"

        return write_once(parts, visitor, request, submitted, effect)
    with reading(parts.context, visitor.caller) as act:
        course = _require(act, course_id)
        return parts.pages.render(request, FORM, {"form": form, "course": course, **WORDS}, 422)


def read_course(form: Form) -> CourseBody | None:
    """Return the course of a form, or None when something is wrong, which then stands in the form."""
    values = {
        "title": form.text("title", "Enter the title of the course"),
        "summary": form.text("summary", "Enter what people learn, in a sentence or two", 500),
        "topic": form.text("topic", "Enter a topic, such as health-and-safety", 64),
        "kind": form.choice("kind", "Choose how the course is taken", tuple(CourseKind)),
        "mandatory_for": form.choice("mandatory_for", "Choose who must take the course", tuple(Audience)),
        "names": [name.strip() for name in form.value("names").splitlines() if name.strip()],
        "link": form.optional_text("link", 300),
        "due_days": form.optional_whole("due_days", "Days until it is due", 0, 3650),
        "valid_months": form.optional_whole("valid_months", "Months that it counts", 1, 120),
        "cut_off_days": form.whole("cut_off_days", "Days before a session", 0, 60),
        "late_days": form.whole("late_days", "Days of late cancellation", 0, 60),
    }
    values |= {name: form.value(name) == "yes" for name in ("needs_approval", "is_self_certified", "is_active")}
    if form.errors:
        return None
    try:
        return CourseBody.model_validate(values)
    except ValidationError as error:
        for problem in error.errors():
            name = str(problem["loc"][0])
            form.refuse(name, WRONG.get(name, "This cannot be read"))
        return None


WRONG = {
    "topic": "Use small letters, digits and hyphens only, such as health-and-safety",
    "link": "The link must begin with https:// and hold no spaces",
    "names": "Enter up to 20 other names, one on a line",
}


def _require(act: Act, course_id: str) -> Course:
    course = repository.find_course(act.session, course_id)
    if course is None:
        raise NotFoundError
    return course


def _fill(course: Course) -> Form:
    numbers = ("due_days", "valid_months", "cut_off_days", "late_days")
    flags = ("needs_approval", "is_self_certified", "is_active")
    values = {
        name: getattr(course, name) or "" for name in ("title", "summary", "topic", "kind", "mandatory_for", "link")
    }
    values |= {name: "" if getattr(course, name) is None else str(getattr(course, name)) for name in numbers}
    values |= {name: "yes" if getattr(course, name) else "" for name in flags}
    return Form({**values, "names": "\n".join(course.names)})
