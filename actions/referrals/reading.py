"""Reads what a message says to the open questions of a form that are not private. Knows no API."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from actions.referrals.forms import Question
from actions.referrals.openings.absence import absence_told
from actions.tasks.hearing import Heard
from reading.choices import find_choices
from reading.days import find_days
from reading.lasting import first_of_lasting

EMAIL = re.compile(r"[^@\s,;]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
PHONE = re.compile(r"(?<![\d/.])(?:\+|0)\d[\d ()-]{7,16}\d")
HOURS = re.compile(r"\b(\d{1,2}(?:[.,]\d{1,2})?|\d{1,2} ?(?:and a half|½))\b(?! ?(?:st|nd|rd|th|/|\.\d|:))")
YEAR = re.compile(r"\b(?:19|20)\d\d\b|[/.-]\d\d\b")
FIT_NOTE = "has_fit_note"
DATES = frozenset({"date", "past_date", "future_date", "birth_date"})
ONLY_ME = re.compile(r"^(?:just |only )*(?:me|myself|i do|i am|mine)\b")
AND = re.compile(r",|\band\b|;|&")
NOT_A_NAME = re.compile(r"\b(?:and|only|just|me|myself|please|it|goes|to|report|my)\b", re.IGNORECASE)


def read_values(questions: Sequence[Question], text: str, heard: Heard, today: date, me: str = "") -> dict[str, Any]:
    """Return what is said to each question, in the form that the API takes; nothing for what is not said."""
    if any(question.id == FIT_NOTE for question in questions) and absence_told(text, today):
        # That day is none of the note's.
        return {FIT_NOTE: heard.yes} if heard.yes or heard.no else {}
    rest = text
    found: dict[str, Any] = {}
    for kind, pattern in (("email", EMAIL), ("phone", PHONE)):
        asked = [question for question in questions if question.kind == kind]
        matches = [match[0].rstrip(".") for match in pattern.finditer(rest)] if asked else []
        found |= {question.id: value for question, value in zip(asked, matches, strict=False)}
        rest = pattern.sub(" ", rest) if asked else rest
    for question in questions:
        if question.choices and (value := _chosen(question, rest)):
            found[question.id] = value
    found |= _days(questions, rest, today)
    found |= _yes_or_no(questions, heard, found)
    for question in questions:
        value = _by_kind(question, text, heard, me, alone=len(questions) == 1)
        if value is not None:
            found[question.id] = value
    return found


def _chosen(question: Question, text: str) -> Any:
    chosen = find_choices(text, question.choices)
    if question.kind == "choices":
        return chosen
    return chosen[0] if len(chosen) == 1 else None


def _days(questions: Sequence[Question], text: str, today: date) -> dict[str, Any]:
    asked = [question for question in questions if question.kind in DATES]
    if not asked:
        return {}
    found = find_days(text, today, ahead=asked[-1].kind in ("date", "future_date"))
    if not found and asked[0].kind == "past_date" and (first := first_of_lasting(text, today)):
        found = [first]
    if asked[0].kind == "birth_date" and not YEAR.search(text):
        return {}
    if len(asked) > 1 and len(found) == 1:
        # "Till the 5th" says the end.
        asked = asked[-1:] if re.search(r"\b(?:until|till|til|ends?|to)\b", text.casefold()) else asked[:1]
    return {question.id: day.isoformat() for question, day in zip(asked, found, strict=False)}


def _yes_or_no(questions: Sequence[Question], heard: Heard, found: dict[str, Any]) -> dict[str, Any]:
    asked = [question for question in questions if question.kind in ("yes_no", "confirm")]
    if heard.yes or (found and not heard.no):
        return {question.id: True for question in asked}
    if heard.no:
        return {question.id: False for question in asked if question.kind == "yes_no"}
    return {}


def _by_kind(question: Question, text: str, heard: Heard, me: str, *, alone: bool) -> Any:
    if question.kind == "hours" and (match := HOURS.search(text)):
        number = re.sub(r" ?(?:and a half|½)", ".5", match[1]).replace(",", ".")
        return float(number)
    if question.kind == "people" and not heard.asks:
        return _people(text, heard, me)
    if question.kind == "line" and alone and not heard.asks:
        return text.strip()
    return None


def _people(text: str, heard: Heard, me: str) -> list[str] | None:
    names = [" ".join(NOT_A_NAME.sub(" ", part).split()).strip(" .") for part in AND.split(text)]
    named = [name for name in names if name and name[0].isupper()]
    if ONLY_ME.search(heard.text) or re.search(r"\b(?:me|myself)\b", heard.text) or (heard.yes and not named):
        named.insert(0, me)
    return named or None
