"""Finds courses, and lets the learning team change them."""

from api.acts import Act
from api.errors import NotFoundError
from api.paging import Paging
from api.people.relations import require_role
from api.training.courses import repository
from api.training.courses.models import Course, CourseKind
from api.training.courses.search import search_words, text_to_search
from api.training.courses.views import CourseBody, CoursesView, CourseView, NewCourseBody
from api.training.errors import CourseExistsError


def search_courses(act: Act, search: str, topic: str | None, kind: CourseKind | None, paging: Paging) -> CoursesView:
    """Return courses on offer that hold all words, or on the first page any when none holds all."""
    words = search_words(search)
    filters = {name: value for name, value in (("topic", topic), ("kind", kind)) if value}
    after = paging.after(2)
    found = repository.find_courses(act.session, words, filters, after, paging.limit + 1)
    page, cursor = paging.cut(found, lambda course: (course.title, course.id))
    if not page and not after:
        page = repository.find_courses_like(act.session, words, filters, paging.limit)
    return CoursesView(items=[show_course(course) for course in page], next_cursor=cursor)


def get_course(act: Act, course_id: str) -> CourseView:
    """Return one course. Raises NotFoundError."""
    return show_course(require_course(act, course_id))


def require_course(act: Act, course_id: str) -> Course:
    """Return a course that is on offer. Raises NotFoundError."""
    course = repository.find_course(act.session, course_id)
    if course is None or not course.is_active:
        raise NotFoundError
    return course


def add_course(act: Act, body: NewCourseBody) -> CourseView:
    """Add a course. Raises RoleNeededError, CourseExistsError."""
    require_role(act.me, act.may)
    if repository.find_course(act.session, body.id):
        raise CourseExistsError
    return _store(act, body.id, body)


def change_course(act: Act, course_id: str, body: CourseBody) -> CourseView:
    """Change a course. Raises RoleNeededError, NotFoundError."""
    require_role(act.me, act.may)
    if repository.find_course(act.session, course_id) is None:
        raise NotFoundError
    return _store(act, course_id, body)


def show_course(course: Course) -> CourseView:
    """Return a course as the API shows it."""
    return CourseView.model_validate(course, from_attributes=True)


def _store(act: Act, course_id: str, body: CourseBody) -> CourseView:
    values = {**body.model_dump(exclude={"id"}), "id": course_id}
    values["search_text"] = text_to_search(body.title, body.topic, body.summary, *body.names)
    repository.store_course(act.session, values)
    act.session.expire_all()
    return CourseView(**{name: value for name, value in values.items() if name != "search_text"})
