"""The addresses of unanswered questions."""

from fastapi import APIRouter, Response
from sqlalchemy.orm import Session

from api.problems import document_problems
from api.questions import service
from api.questions.views import QuestionBody, QuestionView
from api.writes import Counted, CurrentWrite

router = APIRouter(prefix="/v1/unanswered-questions", tags=["unanswered questions"])


@router.post(
    "",
    summary="Record a question that found no answer",
    status_code=201,
    response_model=QuestionView,
    responses=document_problems(400, 401, 403, 408, 409, 413, 422, 503),
)
def record_question(body: QuestionBody, write: CurrentWrite) -> Response:
    """Count the question, and keep its words for 90 days when they hold nothing personal."""
    context = write.context

    def record(session: Session) -> Counted:
        view = service.record_question(
            session, context.privacy, body, question_id=context.new_id(), today=context.today()
        )
        return view, lambda: context.metrics.count_question(view.kept)

    return write.once(body, 201, record)
