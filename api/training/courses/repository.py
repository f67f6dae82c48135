"""Reads and stores courses."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, case, select, tuple_
from sqlalchemy.orm import Session

from api.database import upsert
from api.training.courses.models import Audience, Course


def find_course(session: Session, course_id: str) -> Course | None:
    """Return a course, also one that is off."""
    return session.get(Course, course_id)


def get_courses(session: Session, course_ids: Sequence[str]) -> dict[str, Course]:
    """Return several courses by their ids, also those that are off."""
    found = session.scalars(select(Course).where(Course.id.in_(course_ids))).all()
    return {course.id: course for course in found}


def list_all(session: Session) -> Sequence[Course]:
    """Return every course by title, also those that are off."""
    return session.scalars(select(Course).order_by(Course.title, Course.id)).all()


def find_courses(
    session: Session, words: Sequence[str], filters: dict[str, str], after: list[str] | None, limit: int
) -> Sequence[Course]:
    """Return courses on offer by title: those that hold all words and have the values of the filters."""
    wanted = select(Course).where(Course.is_active).filter_by(**filters)
    wanted = wanted.where(*holds(words))
    if after:
        wanted = wanted.where(tuple_(Course.title, Course.id) > tuple_(*after))
    return session.scalars(wanted.order_by(Course.title, Course.id).limit(limit)).all()


def find_courses_like(session: Session, words: Sequence[str], filters: dict[str, str], limit: int) -> Sequence[Course]:
    """Return courses on offer that hold any of the words: those with most of them first."""
    hits = sum((case((condition, 1), else_=0) for condition in holds(words)), start=case((Course.is_active, 0)))
    wanted = select(Course).where(Course.is_active, hits > 0).filter_by(**filters)
    return session.scalars(wanted.order_by(hits.desc(), Course.title, Course.id).limit(limit)).all()


def holds(words: Sequence[str]) -> list[ColumnElement[bool]]:
    """Return for each word the condition that a word of the course begins with it."""
    return [Course.search_text.contains(f" {word}", autoescape=True) for word in words]


def list_mandatory(session: Session) -> Sequence[Course]:
    """Return the courses that somebody must take, by title."""
    wanted = select(Course).where(Course.is_active, Course.mandatory_for != Audience.NOBODY)
    return session.scalars(wanted.order_by(Course.title)).all()


def store_course(session: Session, values: dict[str, Any]) -> None:
    """Add a course, or change it."""
    change = {name: value for name, value in values.items() if name != "id"}
    session.execute(upsert(session, Course, values, keys=["id"], change=change))
