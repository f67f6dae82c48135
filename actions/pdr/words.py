"""PDRs in words. Changes nothing."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from actions.tasks.work import LONDON, Json
from actions.training.courses import plain
from actions.training.sessions import long_day

OUTCOMES: Mapping[str, str] = {
    "booked": "a place is booked",
    "interest": "your manager supports it, and the learning team will be in touch",
    "elearning": "eLearning, whenever it suits you",
    "wanted": "a date is still to be found",
}
TEAM_OUTCOMES: Mapping[str, str] = {**OUTCOMES, "interest": "noted as an interest that you support"}


# "Not yet" is neither a yes nor a no: nothing is written.
NOT_YET = re.compile(
    r"^(?:oh |no |sorry |well |, )*(?:not (?:just |quite )?(?:yet|now)|later|hold on|wait)(?: please| thanks)?$"
    r"|\bnot\b.*\byet$"
)


def day_of(value: str | None) -> str:
    """Return an ISO day as people write it."""
    if value is None:
        return ""
    day = date.fromisoformat(value[:10])
    return f"{day.day} {day:%B %Y}"


def moment_of(value: str) -> datetime:
    """Return an instant of the API on the council's clocks."""
    return datetime.fromisoformat(value).astimezone(LONDON)


def meeting_of(pdr: Json) -> str:
    """Return when the meeting of a booked PDR is."""
    return when_in_words(moment_of(pdr["starts_at"]))


def due_sentence(pdr: Json) -> str:
    """Return by when a PDR is to be done, to go behind another sentence; nothing when none is due."""
    return f" It is to be done by {day_of(pdr['due_on'])}." if pdr["due_on"] else ""


def when_in_words(moment: datetime) -> str:
    """Return a meeting's day and time."""
    return f"{long_day(moment.date())}, {moment:%H:%M}"


def state_in_words(pdr: Json) -> str:
    """Return where a PDR is, as a manager is told."""
    if pdr["is_away"] and not pdr["is_complete"]:
        return "away on a long absence, so it waits"
    if pdr["state"] == "due":
        return _due(pdr)
    if pdr["state"] == "booked":
        return f"booked for {meeting_of(pdr)}"
    words = {"held": "held on {day}, not recorded yet", "recorded": "recorded, waiting for their word"}
    return words.get(pdr["state"], "done on {day}").format(day=day_of(pdr["held_on"]))


def _due(pdr: Json) -> str:
    if pdr["due_on"] is None:
        return "none is due in this year"
    return f"late since {day_of(pdr['due_on'])}" if pdr["is_late"] else f"to be done by {day_of(pdr['due_on'])}"


def training_in_words(pdr: Json, outcomes: Mapping[str, str] = OUTCOMES) -> str:
    """Return the training asked for as lines of a list."""
    lines = (f"- {plain(one['course']['title'])}: {outcomes[one['outcome']]}" for one in pdr["training"])
    return "\n".join(lines)
