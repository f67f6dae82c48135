"""Whether somebody is at work or off, and what the fit note says."""

from datetime import date
from typing import Any

from actions.referrals.forms import SELF
from actions.referrals.openings.days_said import Days, read_days
from actions.referrals.openings.phrases import has, named, phrases, without
from actions.referrals.openings.said import plain


def read_absence(said: str, form: str, days: Days) -> dict[str, Any]:
    """Return what a plain text says about absence, as far as the form asks for it."""
    now = without("another_time", said)
    state = _state(without("not_back", now, " still off "), days, form)
    if state is None:
        return {}
    found: dict[str, Any] = {"at_work": state}
    if state == "off":
        first = days.absence_from
        field = "off_since" if form == SELF else "absence_from"
        found |= {field: first.isoformat()} if first else {}
    if form == SELF:
        return found
    if state == "off" and days.expected_return:
        found["expected_return"] = days.expected_return.isoformat()
    return found | (_note(said, days) if state in ("off", "partly") else {})


def absence_told(text: str, today: date) -> date | None:
    """Return since when somebody is off, where a text tells that and nothing of a fit note."""
    said = plain(text)
    is_of_note = has("note", said) or has("no_note", said)
    return read_days(said, today).absence_from if has("off", said) and not is_of_note else None


def _state(said: str, days: Days, form: str) -> str | None:
    found = named(phrases()["at_work"], said)
    if "redeployed" in found:
        return "redeployed"
    if "partly" in found and not days.expected_return and not has("wants_back", said):
        return "partly"
    if _is_in(said, days, found):
        return "fully"
    return "off" if _is_off(said, days, found, form) else None


def _is_in(said: str, days: Days, found: list[str]) -> bool:
    if "fully" in found and has("not_off", said):
        return True
    is_to_come = bool(days.expected_return) or has("back_to_come", said)
    if "returned" in found and not has("off_now", said) and not is_to_come:
        return True
    return "fully" in found and ("off" not in found or (has("still_in", said) and not days.absence_from))


def _is_off(said: str, days: Days, found: list[str], form: str) -> bool:
    if "fully" in found and not days.absence_from:
        # Both were said: which of them is now, only the person knows.
        return False
    if "off" in found or "away" in found or days.expected_return or days.went_off:
        return True
    # Who has a fit note and is not said to be at work is off.
    is_running = days.fit_note_to or has("signed", said) or "may_be_fit" in named(phrases()["fit_note_says"], said)
    return form != SELF and bool(is_running) and has("has_note", said) and not has("no_note", said)


def _note(said: str, days: Days) -> dict[str, Any]:
    if has("no_note", said) and not days.fit_note_to:
        return {"has_fit_note": False}
    if not has("has_note", said):
        return {}
    found: dict[str, Any] = {"has_fit_note": True}
    if days.fit_note_from and days.fit_note_to and days.fit_note_from > days.fit_note_to:
        days.fit_note_from = None
    for field in ("fit_note_from", "fit_note_to"):
        day = getattr(days, field)
        found |= {field: day.isoformat()} if day else {}
    says = named(phrases()["fit_note_says"], said)
    if says:
        found["fit_note_says"] = says[0]
    if says[:1] == ["may_be_fit"] and (options := named(phrases()["fit_note_options"], said)):
        found["fit_note_options"] = options
    return found
