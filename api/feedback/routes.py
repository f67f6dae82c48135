"""The addresses of feedback."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from sqlalchemy.orm import Session

from api.feedback import service
from api.feedback.views import FeedbackBody, FeedbackView
from api.problems import document_problems
from api.writes import Counted, CurrentWrite

router = APIRouter(prefix="/v1/feedback", tags=["feedback"])

ReplyId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{8,64}$", examples=["0f8fad5bd9cb469f"])]


@router.put(
    "/{reply_id}",
    summary="Say whether a reply helped",
    response_model=FeedbackView,
    responses=document_problems(400, 401, 403, 408, 409, 413, 422, 503),
)
def give_feedback(reply_id: ReplyId, body: FeedbackBody, write: CurrentWrite) -> Response:
    """Store the verdict without the person; a later one on the same reply takes its place."""
    context = write.context

    def store(session: Session) -> Counted:
        view = service.give_feedback(session, reply_id, body, context.today())
        return view, lambda: context.metrics.count_feedback(helpful=view.helpful)

    return write.once(body, 200, store)
