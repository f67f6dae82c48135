"""For each route that touches a person's things: fresh things of somebody, and a request that touches them."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from api.notifications.models import Notification, NotificationState
from api.notifications.teams.models import NoticeState, TeamsNotice
from api.people.models import Person
from api.people.repository import store_people
from api.rights import RULES
from api.settings import DEVELOPMENT_TENANT
from api.training.applications.models import Application
from api.training.bookings.models import Booking
from api.training.sessions.models import TrainingSession
from contracts.app_roles import GRANTED
from tests.api.courses import add_course, add_session, now
from tests.api.induction.subjects import INDUCTION_REQUESTS
from tests.api.pdr.subjects import PDR_REQUESTS
from tests.api.referrals.requests import REFERRAL_REQUESTS
from tests.api.world import QUESTION, VERDICT, World

Request = tuple[str, object]


@dataclass
class Subjects:
    """Makes things that no other request has touched. `world` must be empty of bookings."""

    world: World
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def person(self, manager_id: str | None) -> str:
        """Add somebody who reports to a manager, and return their id."""
        name = f"subject-{next(self.numbers)}"
        with self.world.context.database.write() as session:
            template = session.get(Person, "demo-editor")
            assert template is not None
            columns = {column.name: getattr(template, column.name) for column in Person.__table__.c}
            own = {"id": name, "object_id": name, "payroll_number": None, "email": None, "tenant": DEVELOPMENT_TENANT}
            store_people(session, [columns | own | {"manager_id": manager_id, "roles": ["employee"]}])
        return name

    def course(self, **changes: Any) -> str:
        return add_course(self.world, f"course-{next(self.numbers)}", **changes)

    def session(self, course_id: str | None = None, **changes: Any) -> str:
        number = next(self.numbers)
        return add_session(self.world, course_id or self.course(), **({"days": 10 + number, "capacity": 5} | changes))

    def booking(self, person_id: str, state: str = "booked", **changes: Any) -> str:
        booking_id, session_id, moment = f"booking-{next(self.numbers)}", self.session(**changes), now(self.world)
        with self.world.context.database.write() as session:
            found = session.get(TrainingSession, session_id)
            assert found is not None
            found.booked = 1
            booking = Booking(
                id=booking_id,
                reference=f"TR-{next(self.numbers):08d}",
                session=found,
                course_id=found.course_id,
                person=session.get(Person, person_id),
                booked_by=person_id,
                state=state,
                sequence=0,
                created_at=moment,
                offered_until=moment + timedelta(days=2) if state == "offered" else None,
                is_late=False,
            )
            session.add(booking)
        return booking_id

    def application(self, person_id: str) -> str:
        number = next(self.numbers)
        with self.world.context.database.write() as session:
            session.add(
                Application(
                    id=f"application-{number}",
                    reference=f"TR-{number:08d}",
                    kind="external",
                    state="sent",
                    person=session.get(Person, person_id),
                    title=f"Course {number}",
                    provider="Somebody",
                    cost_pence=0,
                    reason="Because",
                    sent_at=now(self.world),
                )
            )
        return f"application-{number}"

    def dead_letter(self, person_id: str) -> str:
        message_id, moment = f"message-{next(self.numbers)}", now(self.world)
        with self.world.context.database.write() as session:
            session.add(
                Notification(
                    id=message_id,
                    kind="booked",
                    person_id=person_id,
                    subject="A subject",
                    text="A text",
                    state=NotificationState.DEAD,
                    attempts=8,
                    created_at=moment,
                    due_at=moment,
                    expires_on=moment.date(),
                )
            )
        return message_id

    def notice(self, person_id: str, state: NoticeState = NoticeState.SENDING, **changes: Any) -> str:
        notice_id = str(changes.get("id") or f"notice-{next(self.numbers)}")
        moment = now(self.world)
        values = {
            "id": notice_id,
            "kind": "booked",
            "person_id": person_id,
            "about": "",
            "subject": "A subject",
            "text": "Hello,\n\nA text",
            "named": {},
            "mails": False,
            "state": state,
            "created_at": moment,
            "due_at": moment,
            "claimed_at": moment if state is NoticeState.SENDING else None,
            "expires_on": moment.date() + timedelta(days=90),
        }
        with self.world.context.database.write() as session:
            session.add(TeamsNotice(**values | changes))
        return notice_id


CHAT = {"conversation": "a:1", "service_address": "https://smba.trafficmanager.net/emea"}
SESSION = {"place": "Bootle", "trainer": "Somebody", "capacity": 9}
DAYS = [{"starts_at": "2080-03-02T09:30:00Z", "ends_at": "2080-03-02T16:30:00Z"}]
COURSE = {"title": "A course", "summary": "What it is", "topic": "a-topic", "kind": "dated"}
EXTERNAL = {"title": "A title", "provider": "Somebody", "cost_pence": 5, "reason": "Because"}
Maker = Callable[[Subjects, str], Request]

# Every route with an app role, and how to ask it for a person's things. None of them may be missing.
REQUESTS: dict[tuple[str, str], Maker] = {
    ("GET", "/v1/people"): lambda s, p: ("/v1/people", None),
    ("GET", "/v1/people/me"): lambda s, p: ("/v1/people/me", None),
    ("GET", "/v1/people/me/team"): lambda s, p: ("/v1/people/me/team", None),
    ("POST", "/v1/unanswered-questions"): lambda s, p: ("/v1/unanswered-questions", QUESTION),
    ("PUT", "/v1/feedback/{reply_id}"): lambda s, p: ("/v1/feedback/reply-0001", VERDICT),
    ("GET", "/v1/people/me/team/training"): lambda s, p: ("/v1/people/me/team/training", None),
    ("GET", "/v1/people/{person_id}/training"): lambda s, p: (f"/v1/people/{p}/training", None),
    ("GET", "/v1/people/{person_id}/plan"): lambda s, p: (f"/v1/people/{p}/plan?by=2080-01-01", None),
    ("POST", "/v1/people/{person_id}/plan"): lambda s, p: (f"/v1/people/{p}/plan", {"session_ids": [s.session()]}),
    ("GET", "/v1/courses"): lambda s, p: ("/v1/courses", None),
    ("POST", "/v1/courses"): lambda s, p: ("/v1/courses", {**COURSE, "id": f"new-{next(s.numbers)}"}),
    ("GET", "/v1/courses/{course_id}"): lambda s, p: (f"/v1/courses/{s.course()}", None),
    ("PUT", "/v1/courses/{course_id}"): lambda s, p: (f"/v1/courses/{s.course()}", COURSE),
    ("GET", "/v1/sessions"): lambda s, p: ("/v1/sessions", None),
    ("POST", "/v1/sessions"): lambda s, p: ("/v1/sessions", {**SESSION, "days": DAYS, "course_id": s.course()}),
    ("GET", "/v1/sessions/{session_id}"): lambda s, p: (f"/v1/sessions/{s.session()}", None),
    ("PUT", "/v1/sessions/{session_id}"): lambda s, p: (f"/v1/sessions/{s.session()}", {**SESSION, "days": DAYS}),
    ("POST", "/v1/sessions/{session_id}/cancel"): lambda s, p: (f"/v1/sessions/{s.session()}/cancel", {}),
    ("GET", "/v1/sessions/{session_id}/attendees"): lambda s, p: (f"/v1/sessions/{s.session()}/attendees", None),
    ("PUT", "/v1/sessions/{session_id}/attendance"): lambda s, p: _attendance(s, p),
    ("GET", "/v1/bookings"): lambda s, p: (f"/v1/bookings?person_id={p}", None),
    ("POST", "/v1/bookings"): lambda s, p: ("/v1/bookings", {"session_id": s.session(), "person_id": p}),
    ("GET", "/v1/bookings/{booking_id}"): lambda s, p: (f"/v1/bookings/{s.booking(p)}", None),
    ("GET", "/v1/bookings/{booking_id}/invites/{number}"): lambda s, p: (
        f"/v1/bookings/{s.booking(p)}/invites/1",
        None,
    ),
    ("POST", "/v1/bookings/{booking_id}/cancel"): lambda s, p: (f"/v1/bookings/{s.booking(p)}/cancel", {}),
    ("POST", "/v1/bookings/{booking_id}/move"): lambda s, p: _move(s, p),
    ("POST", "/v1/bookings/{booking_id}/offer"): lambda s, p: (
        f"/v1/bookings/{s.booking(p, 'offered')}/offer",
        {"accept": True},
    ),
    ("POST", "/v1/bookings/{booking_id}/decision"): lambda s, p: (
        f"/v1/bookings/{s.booking(p, 'requested')}/decision",
        {"decision": "approve"},
    ),
    ("GET", "/v1/approvals"): lambda s, p: ("/v1/approvals", None),
    ("POST", "/v1/interests"): lambda s, p: (
        "/v1/interests",
        {"course_id": s.course(kind="interest", title=f"Interest {next(s.numbers)}"), "reason": "Because"},
    ),
    ("POST", "/v1/external-training"): lambda s, p: (
        "/v1/external-training",
        {**EXTERNAL, "title": f"External {next(s.numbers)}"},
    ),
    ("GET", "/v1/applications"): lambda s, p: (f"/v1/applications?person_id={p}", None),
    ("GET", "/v1/applications/{application_id}"): lambda s, p: (f"/v1/applications/{s.application(p)}", None),
    ("POST", "/v1/applications/{application_id}/decision"): lambda s, p: (
        f"/v1/applications/{s.application(p)}/decision",
        {"decision": "approve"},
    ),
    ("POST", "/v1/applications/{application_id}/withdraw"): lambda s, p: (
        f"/v1/applications/{s.application(p)}/withdraw",
        {},
    ),
    ("POST", "/v1/completions"): lambda s, p: (
        "/v1/completions",
        {"course_id": s.course(kind="elearning", is_self_certified=True), "person_id": p},
    ),
    ("GET", "/v1/compliance"): lambda s, p: ("/v1/compliance", None),
    ("GET", "/v1/notifications"): lambda s, p: ("/v1/notifications", None),
    ("POST", "/v1/notifications/{message_id}/retry"): lambda s, p: (
        f"/v1/notifications/{s.dead_letter(p)}/retry",
        {},
    ),
    ("GET", "/v1/teams-notices"): lambda s, p: ("/v1/teams-notices", None),
    ("PUT", "/v1/teams-chat"): lambda s, p: ("/v1/teams-chat", CHAT),
    ("POST", "/v1/teams-chat/forget"): lambda s, p: ("/v1/teams-chat/forget", {}),
    ("GET", "/v1/notice-topics"): lambda s, p: ("/v1/notice-topics", None),
    ("PUT", "/v1/notice-topics/{topic}"): lambda s, p: ("/v1/notice-topics/reminders", {"is_wanted": False}),
    ("POST", "/v1/teams-notices/claim"): lambda s, p: ("/v1/teams-notices/claim", {"limit": 1}),
    ("POST", "/v1/teams-notices/{notice_id}/result"): lambda s, p: (
        f"/v1/teams-notices/{s.notice(p)}/result",
        {"state": "sent"},
    ),
    **REFERRAL_REQUESTS,
    **INDUCTION_REQUESTS,
    **PDR_REQUESTS,
}


def _move(subjects: Subjects, person_id: str) -> Request:
    course_id = subjects.course()
    booking_id = subjects.booking(person_id, course_id=course_id)
    return f"/v1/bookings/{booking_id}/move", {"session_id": subjects.session(course_id)}


def _attendance(subjects: Subjects, person_id: str) -> Request:
    booking_id = subjects.booking(person_id, days=-2)
    with subjects.world.context.database.read() as session:
        booking = session.get(Booking, booking_id)
        assert booking is not None
        path = f"/v1/sessions/{booking.session_id}/attendance"
    return path, {"marks": [{"booking_id": booking_id, "was_there": True}]}


def application_for(route: tuple[str, str]) -> str:
    """Return one of our applications that may call a route."""
    role = RULES[route].role
    return next(name for name, roles in GRANTED.items() if role in roles)
