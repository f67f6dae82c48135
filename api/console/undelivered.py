"""What was to be said in Teams and did not arrive, or nobody knows: whom, about what and why, not its words."""

import re
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.acts import reading
from api.console.parts import CurrentParts
from api.console.visitors import CurrentVisitor
from api.notifications.teams import service
from api.notifications.teams.models import NoticeState
from api.notifications.topics import TOPICS, Topic
from api.paging import CurrentPaging

router = APIRouter()


class Fate(StrEnum):
    """What became of a notice that is shown here."""

    UNKNOWN = NoticeState.UNKNOWN.value
    FAILED = NoticeState.FAILED.value


FATES = {Fate.UNKNOWN: "It may have arrived", Fate.FAILED: "It did not arrive"}
ABOUT = {
    Topic.BOOKINGS: "A booking",
    Topic.REMINDERS: "A reminder",
    Topic.CHANGES: "A changed session",
    Topic.OFFERS: "A free place or the waiting list",
    Topic.APPROVALS: "A request to decide",
    Topic.PRIVATE: "Private news",
}
# By what the API and the gateway keep as the cause: a word of ours, or the name of an error.
CAUSES = {
    "gone": "The person took the app away, or blocked it",
    "no_word": "The gateway stopped before it said what became of it",
    "not_fetched": "No gateway fetched it within an hour: is Teams set up, and may the gateway ask?",
    "429": "Teams asked the assistant to wait longer than it does",
    "BotTokenError": "Microsoft gave the bot no token: is its certificate or secret still good?",
    "ForbiddenAddressError": "The address that was kept is none of Microsoft's",
    "ConnectError": "Teams could not be reached",
    "ConnectTimeout": "Teams could not be reached in time",
    "TooFastError": "There was more to say in that chat than Microsoft allows at once",
    "PoolTimeout": "Too much was being sent at the same time",
    "InvalidURL": "The address that was kept is none",
    "ReadTimeout": "Teams did not answer in time",
    "WriteTimeout": "Teams did not take it in time",
    "TimeoutError": "Teams did not answer in time",
}
STATUS = re.compile(r"[1-5]\d\d", re.ASCII)
OTHER_CAUSE = "The line to Teams broke"


@router.get("/undelivered")
def list_undelivered(
    request: Request,
    parts: CurrentParts,
    visitor: CurrentVisitor,
    paging: CurrentPaging,
    state: Annotated[Fate, Query()] = Fate.UNKNOWN,
) -> Response:
    """Show the notices of one fate, the newest first, and how many there are of each."""
    with reading(parts.context, visitor.caller) as act:
        page = service.list_notices(act, NoticeState(state), paging)
        counts = service.count_notices(act)
    rows = [(one, ABOUT[TOPICS[one.kind]], explain(one.cause)) for one in page.items]
    values = {"rows": rows, "cursor": page.next_cursor, "state": state, "fates": FATES, "counts": counts}
    return parts.pages.render(request, "undelivered.html", values)


def explain(cause: str | None) -> str:
    """Return a cause in words; a status that Teams answered stays in them, for whoever asks Microsoft."""
    if cause and cause not in CAUSES and STATUS.fullmatch(cause):
        return f"Teams refused it (status {cause})" if cause.startswith("4") else f"Teams had a fault (status {cause})"
    return CAUSES.get(cause or "", OTHER_CAUSE)
