"""Takes applications to the line manager, and the manager's word back."""

from collections.abc import Sequence

from api.acts import Act
from api.errors import NotFoundError
from api.notifications.writing import Kind, notify
from api.people import repository as people
from api.people.models import Person
from api.people.relations import Relation, relations_of, require_relation, roles_of
from api.people.service import require_person
from api.training.applications import repository
from api.training.applications.models import Application, ApplicationKind, ApplicationState
from api.training.applications.views import ApplicationView, ExternalBody, InterestBody
from api.training.bookings.views import Decision
from api.training.courses.models import Course, CourseKind
from api.training.courses.service import require_course
from api.training.errors import AlreadyDecidedError, NotBookableError, ReasonNeededError
from api.training.references import make_reference


def express_interest(act: Act, body: InterestBody) -> Application:
    """Send interest in a course of that kind. Raises NotFoundError, NotBookableError, AlreadyAppliedError."""
    course = require_course(act, body.course_id)
    if course.kind != CourseKind.INTEREST:
        raise NotBookableError
    return _send(act, _make(act, ApplicationKind.INTEREST, act.me, course.title, body.reason, course_id=course.id))


def support_interest(act: Act, person: Person, course: Course, reason: str) -> Application:
    """Note the interest of somebody in one's team, which one supports; what they sent already is decided by it."""
    found = next((one for one in repository.list_applications(act.session, person.id) if _is_alive(one, course)), None)
    if found is not None and found.state == ApplicationState.SUPPORTED:
        return found
    application = found or _make(act, ApplicationKind.INTEREST, person, course.title, reason, course_id=course.id)
    application.state = ApplicationState.SUPPORTED
    application.decided_by, application.decided_at = act.me.id, act.now
    repository.add_application(act.session, application)
    _tell(act, person, Kind.APPLICATION_SUPPORTED, application, reason="")
    return application


def take_support_back(application: Application) -> None:
    """Take back what `support_interest` noted: what the person had sent waits again, anything else is withdrawn."""
    was_sent = application.sent_at != application.decided_at
    application.state = ApplicationState.SENT if was_sent else ApplicationState.WITHDRAWN
    if was_sent:
        application.decided_by = application.decided_at = None


def apply_for_external(act: Act, body: ExternalBody) -> Application:
    """Send an application for training by others. Raises AlreadyAppliedError."""
    application = _make(act, ApplicationKind.EXTERNAL, act.me, body.title, body.reason)
    application.provider, application.cost_pence, application.starts_on = (
        body.provider,
        body.cost_pence,
        body.starts_on,
    )
    return _send(act, application)


def decide_application(act: Act, application_id: str, decision: Decision, reason: str | None) -> Application:
    """Support or decline. Nobody decides on their own. Raises NotFoundError or a TrainingError."""
    application = _require_sent(act, application_id)
    if Relation.SELF in relations_of(act.me, application.person):
        raise NotFoundError
    if decision is Decision.DECLINE and not reason:
        raise ReasonNeededError
    declines = decision is Decision.DECLINE
    application.state = ApplicationState.DECLINED if declines else ApplicationState.SUPPORTED
    application.decided_by, application.decided_at, application.decision_reason = act.me.id, act.now, reason
    kind = Kind.APPLICATION_DECLINED if declines else Kind.APPLICATION_SUPPORTED
    _tell(act, application.person, kind, application, reason=reason or "")
    return application


def withdraw_application(act: Act, application_id: str) -> Application:
    """Take an application back. Raises NotFoundError, AlreadyDecidedError."""
    application = _require_sent(act, application_id)
    application.state = ApplicationState.WITHDRAWN
    return application


def get_application(act: Act, application_id: str) -> Application:
    """Return one application. Raises NotFoundError."""
    application = repository.get_application(act.session, application_id)
    if application is None:
        raise NotFoundError
    require_relation(act.me, application.person, act.may)
    return application


def list_applications(act: Act, person_id: str | None) -> Sequence[Application]:
    """Return the applications of a person. Raises NotFoundError."""
    person = require_person(act.session, act.me, person_id, act.may)
    return repository.list_applications(act.session, person.id)


def list_requests(act: Act) -> Sequence[Application]:
    """Return what waits for the person's word."""
    found = list(repository.list_sent_of_reports(act.session, act.me.id, of_nobody=False))
    if Relation.LEARNING in roles_of(act.me):
        found += repository.list_sent_of_reports(act.session, act.me.id, of_nobody=True)
    return found


def show_application(application: Application) -> ApplicationView:
    """Return an application as the API shows it."""
    return ApplicationView.model_validate(application, from_attributes=True)


def _require_sent(act: Act, application_id: str) -> Application:
    get_application(act, application_id)
    application = repository.find_application(act.session, application_id)
    if application is None or application.state != ApplicationState.SENT:
        raise AlreadyDecidedError
    return application


def _is_alive(application: Application, course: Course) -> bool:
    is_open = application.state in (ApplicationState.SENT, ApplicationState.SUPPORTED)
    return is_open and application.kind == ApplicationKind.INTEREST and application.course_id == course.id


def _make(
    act: Act, kind: ApplicationKind, person: Person, title: str, reason: str, course_id: str | None = None
) -> Application:
    application_id = act.new_id()
    return Application(
        id=application_id,
        reference=make_reference(application_id),
        kind=kind,
        state=ApplicationState.SENT,
        person=person,
        course_id=course_id,
        title=title,
        reason=reason,
        sent_at=act.now,
    )


def _send(act: Act, application: Application) -> Application:
    repository.add_application(act.session, application)
    manager = people.get_person(act.session, act.me.manager_id) if act.me.manager_id else None
    if manager:
        _tell(act, manager, Kind.APPLICATION_WANTED, application, reason=application.reason)
    return application


def _tell(act: Act, person: Person, kind: Kind, application: Application, *, reason: str) -> None:
    values = {
        "title": application.title,
        "reference": application.reference,
        "person": application.person.name,
        "by": act.me.name,
        "reason": reason,
    }
    notify(act, person, kind, values, about=application.id)
