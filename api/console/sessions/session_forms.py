"""The form of a session: from what is stored to inputs, and from inputs to what the service takes."""

import re
from datetime import datetime, timedelta

from pydantic import ValidationError

from api.acts import LONDON
from api.console.fields import Form, moment_of
from api.training.sessions.models import TrainingSession
from api.training.sessions.views import DayBody, NewSessionBody, SessionBody

MOST_DAYS = 10
LINK = re.compile(r"https://[A-Za-z0-9./?=&_%~#:-]+")


def fill(session: TrainingSession) -> Form:
    """Return the form of a session as it is stored."""
    values = {
        "place": session.place,
        "is_online": "yes" if session.is_online else "",
        "link": session.link or "",
        "trainer": session.trainer,
        "capacity": str(session.capacity),
        "days": str(len(session.days)),
    }
    for day in session.days:
        values |= _day_values(f"day-{day.number}", day.starts_at)
        values[f"day-{day.number}-start"] = f"{day.starts_at.astimezone(LONDON):%H:%M}"
        values[f"day-{day.number}-end"] = f"{day.ends_at.astimezone(LONDON):%H:%M}"
    if session.cut_off_at != session.starts_at - timedelta(days=session.course.cut_off_days):
        values |= _day_values("cut-off", session.cut_off_at)
        values["cut-off-time"] = f"{session.cut_off_at.astimezone(LONDON):%H:%M}"
    return Form(values)


def count_days(form: Form) -> int:
    """Return how many days the form shows."""
    value = form.value("days")
    return min(max(int(value), 1), MOST_DAYS) if value.isascii() and value.isdigit() and len(value) < 4 else 1


def read_new(form: Form) -> NewSessionBody | None:
    """Return a new session, or None when something is wrong, which then stands in the form."""
    course_id = form.text("course_id", "Choose a course", 64)
    body = read_session(form)
    if body is None or form.errors:
        return None
    try:
        return NewSessionBody(**dict(body), course_id=course_id)
    except ValidationError:
        form.refuse("course_id", "Choose a course of the list")
        return None


def read_session(form: Form) -> SessionBody | None:
    """Return the session, or None when something is wrong, which then stands in the form."""
    days = _read_days(form)
    place = form.text("place", "Enter where the session is held, or “Online”")
    link = form.optional_text("link", 300)
    if link and not LINK.fullmatch(link):
        form.refuse("link", "The link must begin with https:// and hold no spaces")
    trainer = form.text("trainer", "Enter who holds the session")
    capacity = form.whole("capacity", "Places", 1, 1000)
    cut_off_at = _read_cut_off(form, days)
    if form.errors:
        return None
    return SessionBody(
        place=place,
        is_online=form.value("is_online") == "yes",
        link=link,
        trainer=trainer,
        capacity=capacity,
        cut_off_at=cut_off_at,
        days=days,
    )


def _read_days(form: Form) -> list[DayBody]:
    days: list[DayBody] = []
    count = count_days(form)
    for number in range(1, count + 1):
        name, of_day = f"day-{number}", f" of day {number}" if count > 1 else ""
        day = form.day(name, f"The date{of_day}")
        starts_at = moment_of(day, form.time(f"{name}-start", f"The start{of_day}"))
        ends_at = moment_of(day, form.time(f"{name}-end", f"The end{of_day}"))
        if starts_at is None or ends_at is None:
            continue
        if ends_at <= starts_at:
            form.refuse(f"{name}-end", f"The end{of_day} must be after its start")
        elif days and starts_at < days[-1].ends_at:
            form.refuse(name, f"Day {number} must come after the day before it", f"{name}-day")
        else:
            days.append(DayBody(starts_at=starts_at, ends_at=ends_at))
    return days


def _read_cut_off(form: Form, days: list[DayBody]) -> datetime | None:
    if not any(form.value(f"cut-off-{part}").strip() for part in ("day", "month", "year", "time")):
        return None
    cut_off_at = moment_of(
        form.day("cut-off", "The last day to book"), form.time("cut-off-time", "The last time to book")
    )
    if cut_off_at and days and cut_off_at > days[0].starts_at:
        form.refuse("cut-off", "Booking must close before the session starts", "cut-off-day")
    return cut_off_at


def _day_values(name: str, moment: datetime) -> dict[str, str]:
    local = moment.astimezone(LONDON)
    return {f"{name}-day": str(local.day), f"{name}-month": str(local.month), f"{name}-year": str(local.year)}
