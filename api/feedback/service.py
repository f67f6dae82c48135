"""Takes feedback on replies. Is not told who gives it."""

from datetime import date

from sqlalchemy.orm import Session

from api.feedback import repository
from api.feedback.views import FeedbackBody, FeedbackView
from api.retention.classes import Retention


def give_feedback(session: Session, reply_id: str, body: FeedbackBody, today: date) -> FeedbackView:
    """Store the verdict, in place of an earlier one on the same reply."""
    view = FeedbackView(reply_id=reply_id, article_id=body.article_id, helpful=body.helpful)
    expires_on = Retention.FEEDBACK.expires_on(today)
    repository.store_feedback(session, {**view.model_dump(), "given_on": today, "expires_on": expires_on})
    return view
