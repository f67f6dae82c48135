"""Reads a paragraph with which somebody begins: absence, fit note, reason, questions. Keeps nothing of the text."""

import re
import time
from collections.abc import Mapping
from datetime import date
from typing import Any

from contracts.choosing import find_choices
from contracts.past_days import find_days, first_of_lasting

# In the order in which the form takes them: each may depend on those before.
FIELDS = (
    "main_reason",
    "wanted_help",
    "at_work",
    "absence_from",
    "off_since",
    "has_fit_note",
    "fit_note_from",
    "fit_note_to",
    "oh_questions",
)
OFF = re.compile(
    r"\b(?:(?:been|is|was|gone|am|i'm|she's|he's|they're|'s) (?:signed |long[ -]term )?(?:off|absent)"
    r"|off (?:sick|work|since|for|with)|signed off|sick leave|on long[ -]term sick)\b"
)
OFF_FROM = re.compile(r"\b(?:off|absent|sick|leave)\b[^.;]*?\b(?:since|from)\b(?P<rest>[^.;,]*)")
SINCE = re.compile(r"\b(?:since|from)\b(?P<rest>[^.;,]*)")
AT_WORK = re.compile(r"\b(?:still at work|at work but|still working|still in work|is in work|in work but)\b")
NOTE = re.compile(r"\b(?:fit|sick|doctor'?s|gp) ?note\b|\bsigned off\b")
NOTE_TO = re.compile(
    r"(?:note|signed off)\b[^.;]*?\b(?:until|till|til|to|ends?(?: on)?|runs? (?:to|out)|up to|expires?)\b"
    r"(?P<rest>[^.;,]*)"
)
NOTE_FROM = re.compile(r"note\b[^.;]*?\bfrom\b(?P<rest>[^.;,]*?)(?:\bto\b|\buntil\b|\btill\b|$)")
# "Back" is a part of the body, and a way to come.
NOT_THE_BODY = re.compile(
    r"\b(?:com(?:e|es|ing)|came|be|get(?:s|ting)?|go(?:es|ing)?|is|are|was|been|return(?:s|ing)?|welcome|ring) back\b"
    r"|\bback (?:to|at|in|on|from|full|part|soon|by|next|before|after|and forth|office)\b|\bon the other hand\b"
)
REASONS = (
    "musculoskeletal",
    "mental_health",
    "stress",
    "pregnancy",
    "menopause",
    "neurodiversity",
    "accident",
    "short_absences",
    "wellbeing",
    "long_term",
)
ASKED = re.compile(
    r"\b(?:want(?:s)? to know|like to know|need to know|advice|advise|ask(?:ing)?|question"
    r"|whether|what|when|which|if|plan|about)\b(?P<rest>.*)"
)
# A form that nobody goes on with for this long is asked for as if nothing had been read.
SECONDS_TO_REMEMBER, MOST_REMEMBERED = 900.0, 1000


def read_opening(text: str, today: date, choices: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return what can be read, by field; `choices` of the form's fields: label by id."""
    said = " ".join(text.casefold().replace("’", "'").split())
    found: dict[str, Any] = {**_reason(said, choices), **_absence(said, today, choices)}
    if found.get("at_work") == "off" and NOTE.search(said):
        found |= _note(said, today)
    if "oh_questions" in choices and (asked := ASKED.search(said)):
        questions = [name for name in find_choices(asked["rest"], choices["oh_questions"]) if name != "own"]
        found |= {"oh_questions": questions} if questions else {}
    return {field: found[field] for field in FIELDS if field in found and field in choices}


def _reason(said: str, choices: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    words = NOT_THE_BODY.sub(" ", said)
    for field in ("main_reason", "wanted_help"):
        if field in choices:
            listed = {id_: label for id_, label in choices[field].items() if id_ in REASONS}
            named = find_choices(words, listed)
            return {field: named[0]} if len(named) == 1 else {}
    return {}


def _absence(said: str, today: date, choices: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    if AT_WORK.search(said):
        return {"at_work": "fully"}
    if not OFF.search(said):
        return {}
    field = "off_since" if "off_since" in choices else "absence_from"
    first = _since(said, today)
    return {"at_work": "off", field: first.isoformat()} if first else {"at_work": "off"}


def _since(said: str, today: date) -> date | None:
    before_note = re.split(r"\b(?:fit|sick) ?note\b", said)[0]
    for pattern in (OFF_FROM, SINCE):
        if (match := pattern.search(before_note)) and (days := find_days(match["rest"], today)):
            return days[0] if days[0] <= today else None
    return first_of_lasting(before_note, today) if "signed off for" not in said else None


def _note(said: str, today: date) -> dict[str, Any]:
    found: dict[str, Any] = {"has_fit_note": True}
    for field, pattern, ahead in (("fit_note_from", NOTE_FROM, False), ("fit_note_to", NOTE_TO, True)):
        match = pattern.search(said)
        days = find_days(match["rest"], today, ahead=ahead) if match else []
        if days:
            found[field] = days[0].isoformat()
    return found


class Openings:
    """What was read, in memory only, until it is known whom it is about; no slot and no store ever holds it."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._kept: dict[str, tuple[float, dict[str, Any]]] = {}

    def keep(self, conversation: str, found: dict[str, Any]) -> None:
        """Keep what was read for a quarter of an hour."""
        now = time.monotonic()
        self._kept = {key: kept for key, kept in self._kept.items() if kept[0] > now}
        if found and len(self._kept) < MOST_REMEMBERED:
            self._kept[conversation] = (now + SECONDS_TO_REMEMBER, found)

    def take(self, conversation: str) -> dict[str, Any]:
        """Return what was read, and forget it."""
        until, found = self._kept.pop(conversation, (0.0, {}))
        return found if until > time.monotonic() else {}
