"""The queue of messages to people: what waits, what was sent, and what could not be."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.acts import Act, reading
from api.console.forms import CurrentSubmitted
from api.console.parts import CurrentParts
from api.console.visitors import CurrentVisitor
from api.console.writing import write_once
from api.fields import Id
from api.notifications import service
from api.notifications.models import NotificationState
from api.paging import CurrentPaging

router = APIRouter()

STATES = {
    "dead": "Could not be sent",
    "pending": "Waiting to be sent",
    "no_address": "No e-mail address",
    "sent": "Sent",
}
# Why the last try failed, by the name of the error that the outbox kept.
CAUSES = {
    "SMTPRecipientsRefused": "the mail server does not know the address",
    "NoMailError": "the address is not one",
    "SMTPResponseException": "the mail server refused it",
    "SMTPServerDisconnected": "the mail server broke off",
    "ConnectionRefusedError": "the mail server was not there",
    "TimeoutError": "the mail server did not answer in time",
}
OTHER_CAUSE = "the mail server could not take it"


@router.get("/messages")
def list_messages(
    request: Request,
    parts: CurrentParts,
    visitor: CurrentVisitor,
    paging: CurrentPaging,
    state: Annotated[NotificationState, Query()] = NotificationState.DEAD,
) -> Response:
    """Show the messages of one state, the newest first, and how many there are of each."""
    with reading(parts.context, visitor.caller) as act:
        page = service.list_notifications(act, state, paging)
        counts = service.count_notifications(act)
    values = {"messages": page.items, "cursor": page.next_cursor, "state": state, "states": STATES, "counts": counts}
    values |= {"causes": CAUSES, "other_cause": OTHER_CAUSE}
    return parts.pages.render(request, "messages.html", values)


@router.post("/messages/{message_id}/retry")
def retry(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted, message_id: Id
) -> Response:
    """Let a dead letter be tried again."""

    def effect(act: Act) -> str:
        service.retry_notification(act, message_id)
        return "/messages?done=message-again"

    return write_once(parts, visitor, request, submitted, effect)
