"""Stores and counts unanswered questions."""

from datetime import date

from sqlalchemy.orm import Session

from api.database import upsert
from api.questions.models import QuestionCount, UnansweredQuestion


def add_question(session: Session, question: UnansweredQuestion) -> None:
    """Add the words of a question."""
    session.add(question)


def count_question(session: Session, asked_on: date, article_id: str, topic: str, expires_on: date) -> None:
    """Count one more question of the day."""
    values = {
        "asked_on": asked_on,
        "article_id": article_id,
        "topic": topic,
        "times": 1,
        "expires_on": expires_on,
    }
    keys = ["asked_on", "article_id", "topic"]
    change = {"times": QuestionCount.times + 1}
    session.execute(upsert(session, QuestionCount, values, keys=keys, change=change))
