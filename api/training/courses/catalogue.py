"""Fills an empty catalogue from a file, with sessions from today on. Run again, it adds only what is missing."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter
from sqlalchemy.orm import Session

from api.acts import LONDON
from api.people.models import WEEKDAYS
from api.training.courses import repository
from api.training.courses.models import Course
from api.training.courses.search import text_to_search
from api.training.courses.views import NewCourseBody
from api.training.sessions import repository as sessions
from api.training.sessions.models import SessionDay, SessionState, TrainingSession
from contracts.yaml_files import read_yaml

WEEKS_AHEAD = 30
FIRST_MONDAY = date(2026, 1, 5)
TRAINER = "Workforce Learning and Development"


class Pattern(BaseModel):
    """When sessions of a course are held: every so many weeks, on one weekday and the days after it."""

    model_config = ConfigDict(extra="forbid")

    every_weeks: int
    weekday: Literal["mon", "tue", "wed", "thu", "fri"]
    start: time
    end: time
    days: int
    places: list[str]
    capacity: int


class CatalogueEntry(NewCourseBody):
    """One course of `demo/courses.yml`."""

    sessions: Pattern | None = None


def read_catalogue(path: Path) -> list[CatalogueEntry]:
    """Return the courses of a file. Raises OSError, yaml.YAMLError or ValidationError."""
    return TypeAdapter(list[CatalogueEntry]).validate_python(read_yaml(path))


def seed_catalogue(session: Session, entries: list[CatalogueEntry], today: date) -> None:
    """Add the courses and the sessions that are not there; what the learning team changed stays."""
    for number, entry in enumerate(entries):
        course = repository.find_course(session, entry.id) or _add_course(session, entry)
        if entry.sessions:
            for occurrence, day in _dates(entry.sessions, number, today):
                session_id = f"{entry.id}-{day:%Y%m%d}"
                if sessions.find_session(session, session_id) is None:
                    sessions.add_session(session, _make_session(session_id, course, entry.sessions, occurrence, day))


def _add_course(session: Session, entry: CatalogueEntry) -> Course:
    search_text = text_to_search(entry.title, entry.topic, entry.summary, *entry.names)
    repository.store_course(session, {**entry.model_dump(exclude={"sessions"}), "search_text": search_text})
    course = repository.find_course(session, entry.id)
    if course is None:
        raise LookupError(entry.id)
    return course


def _dates(pattern: Pattern, number: int, today: date) -> Iterator[tuple[int, date]]:
    # Each course begins in another week, so that not all are held in the same one.
    week = (today - FIRST_MONDAY).days // 7
    for ahead in range(1, WEEKS_AHEAD):
        occurrence, rest = divmod(week + ahead + number, pattern.every_weeks)
        day = FIRST_MONDAY + timedelta(weeks=week + ahead, days=WEEKDAYS.index(pattern.weekday))
        is_christmas = (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2)
        if rest == 0 and not is_christmas:
            yield occurrence, day


def _make_session(session_id: str, course: Course, pattern: Pattern, occurrence: int, day: date) -> TrainingSession:
    place = pattern.places[occurrence % len(pattern.places)]
    days = [
        SessionDay(
            number=number + 1,
            starts_at=datetime.combine(day + timedelta(days=number), pattern.start, LONDON),
            ends_at=datetime.combine(day + timedelta(days=number), pattern.end, LONDON),
        )
        for number in range(pattern.days)
    ]
    return TrainingSession(
        id=session_id,
        course=course,
        state=SessionState.OPEN,
        place=place,
        is_online=place == "Online",
        link=f"https://learning.sefton.example/join/{session_id}" if place == "Online" else None,
        trainer=TRAINER,
        capacity=pattern.capacity,
        booked=0,
        queued=0,
        starts_at=days[0].starts_at,
        ends_at=days[-1].ends_at,
        cut_off_at=days[0].starts_at - timedelta(days=course.cut_off_days),
        days=days,
    )
