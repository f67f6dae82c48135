"""Why somebody opened which case: kept for a while in a sealed cookie, so that it is chosen once. Shows nothing."""

from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import Response

from api.console.errors import ReasonNeededError
from api.console.parts import OPENED_SECONDS, CurrentParts, Parts
from api.console.visitors import CurrentVisitor, Visitor
from api.fields import Id
from api.referrals.audit.models import Purpose

# So many cases fit the cookie.
MOST = 12


def find_reason(request: Request, parts: Parts, visitor: Visitor, referral_id: str) -> Purpose | None:
    """Return why this person opened the case, as they said a while ago in this sign-in."""
    kept = _read(request, parts, visitor).get(referral_id)
    return Purpose(kept[0]) if kept else None


def keep_reason(
    request: Request, parts: Parts, visitor: Visitor, referral_id: str, reason: Purpose, answer: Response
) -> None:
    """Send the reason along with an answer, beside those of the cases that were opened before."""
    cases = {name: kept for name, kept in _read(request, parts, visitor).items() if name != referral_id}
    cases[referral_id] = [reason, parts.context.clock()]
    newest = dict(list(cases.items())[-MOST:])
    parts.opened.put(answer, {"token": visitor.token, "cases": newest})


def read_reason(request: Request, parts: CurrentParts, visitor: CurrentVisitor, referral_id: Id) -> Purpose:
    """Return why the case is open. Raises ReasonNeededError, which leads to the page that asks."""
    reason = find_reason(request, parts, visitor, referral_id)
    if reason is None:
        raise ReasonNeededError
    return reason


CurrentReason = Annotated[Purpose, Depends(read_reason)]


def _read(request: Request, parts: Parts, visitor: Visitor) -> dict[str, list[Any]]:
    """Return the cases that are open; those of another sign-in are not."""
    kept = parts.opened.read(request) or {}
    if kept.get("token") != visitor.token:
        return {}
    since = parts.context.clock() - OPENED_SECONDS
    return {name: case for name, case in kept["cases"].items() if case[1] > since}
