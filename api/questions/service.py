"""Keeps what may be kept of an unanswered question. Is not told who asked."""

from datetime import date

from sqlalchemy.orm import Session

from api.questions import repository
from api.questions.models import UnansweredQuestion
from api.questions.privacy import PrivacyCheck
from api.questions.views import QuestionBody, QuestionView
from api.retention.classes import Retention


def record_question(
    session: Session, privacy: PrivacyCheck, body: QuestionBody, *, question_id: str, today: date
) -> QuestionView:
    """Count the question by its topic, and keep its words when they hold nothing personal."""
    counts_until = Retention.QUESTION_COUNTS.expires_on(today)
    repository.count_question(session, today, body.article_id or "", body.topic or "", counts_until)
    text = privacy.clean(body.text) if body.text else None
    if text is None:
        return QuestionView(kept="count")
    question = UnansweredQuestion(
        id=question_id,
        article_id=body.article_id,
        topic=body.topic,
        text=text,
        asked_on=today,
        expires_on=Retention.QUESTION_TEXTS.expires_on(today),
    )
    repository.add_question(session, question)
    return QuestionView(kept="text")
