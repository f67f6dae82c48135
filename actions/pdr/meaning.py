"""Tells by its words that a meeting is called off, or what was noted of it is taken back. Knows no API.

Booking, moving and cancelling a meeting begin with one intent, and so do recording it and taking that back.
"""

import re

from actions.tasks.task import Task
from actions.tasks.work import Work

CANCEL, TAKE_BACK = "cancel_pdr", "take_back_pdr"
# "I've had to cancel twice, so let's get it in for Thursday" calls nothing off.
CALLS_OFF = re.compile(
    r"(?<!had to )\b(?:cancel|scrap|unbook)\b|\bcall(?:ed|ing)? (?:[\w']+ ){0,4}off\b"
    r"|\b(?:take|get) .+ (?:out of|off) (?:the|my|our) (?:diary|calendar)\b"
)
# There was no meeting, whatever was noted.
NOT_HELD = re.compile(
    r"\b(?:not|never) (?:been )?held\b|\b(?:wasn't|weren't|never got) held\b"
    r"|\b(?:didn't|did not|never) (?:happen(?:ed)?|t(?:ake|ook) place|go ahead|went ahead)\b"
    r"|\b(?:didn't|did not|never) (?:hold|held|meet|met|had|have it)\b"
    r"|\b(?:unmark|un-mark)\b|\bmarked\b.*\b(?:mistake|error|wrong (?:person|one))\b"
)
TAKEN_BACK = re.compile(
    r"\b(?:take|took|taken) (?:[\w']+ ){1,5}(?:back|off)\b|\btake back\b|\b(?:undo|reverse|revert)\b"
    r"|\b(?:by mistake|in error)\b|\bwrong person\b"
)
# "Cancel Tuesday's and make it Thursday instead" is a move.
MOVES = re.compile(r"\b(?:instead|move|re-?book|rearrange)\b")
NOT_YET = re.compile(r"\byet\b")


def meant_instead(work: Work) -> Task | None:
    """Return the task that a message means which sounds like booking or recording; None: it means that."""
    text = work.heard.text
    if takes_back(text):
        return Task(TAKE_BACK)
    if CALLS_OFF.search(text) and not MOVES.search(text) and not work.turn.negated:
        return Task(CANCEL)
    return None


def takes_back(text: str) -> bool:
    """Say whether a message takes back what was noted: "not held yet" takes nothing back."""
    return bool(TAKEN_BACK.search(text)) or says_not_held(text)


def says_not_held(text: str) -> bool:
    """Say whether a message says that there was no meeting."""
    return bool(NOT_HELD.search(text)) and not NOT_YET.search(text)
