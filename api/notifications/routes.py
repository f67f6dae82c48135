"""The addresses of the outbox, for the learning team."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.acts import reading
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.fields import Id
from api.notifications import service
from api.notifications.models import NotificationState
from api.notifications.views import NotificationsView, NotificationView, RetryBody
from api.paging import CurrentPaging
from api.problems import document_problems
from api.writes import WRITE_PROBLEMS, CurrentWrite

router = APIRouter(prefix="/v1/notifications", tags=["notifications"])


@router.get("", summary="Messages of the outbox", responses=document_problems(401, 403, 408, 422, 503))
def list_notifications(
    context: CurrentContext,
    caller: CurrentCaller,
    paging: CurrentPaging,
    state: Annotated[NotificationState | None, Query()] = None,
) -> NotificationsView:
    """Return messages, the newest first; `dead` are those that could not be sent."""
    with reading(context, caller) as act:
        return service.list_notifications(act, state, paging)


@router.post(
    "/{message_id}/retry", summary="Send a dead letter again", response_model=NotificationView, responses=WRITE_PROBLEMS
)
def retry_notification(message_id: Annotated[Id, Path()], body: RetryBody, write: CurrentWrite) -> Response:
    """Let a dead letter be tried again from the beginning."""
    return write.act(body, 200, lambda act: service.retry_notification(act, message_id))
