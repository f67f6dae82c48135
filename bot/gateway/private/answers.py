"""Brings the answer to a private question into the form in which the API takes it. Keeps nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from reading.choices import find_choices
from reading.days import find_days

YES = re.compile(r"^(?:yes|yeah|yep|yup|aye|y|it did|it was|i have|i would|please do|true|correct)\b")
NO = re.compile(r"^(?:no|nope|nah|n|it didnt|it didn't|it wasnt|it wasn't|i havent|i haven't|false)\b")
NOTHING = re.compile(
    r"^(?:no|nope|none|nothing|no thanks|no thank you|not really|n/?a|nothing to add|no comment)[.! ]*$", re.I
)
NO_ABSENCE = re.compile(
    r"^(?:none|no|nothing|no absences?|never|none at all|no other absences?|not one)\b[^0-9]*$", re.IGNORECASE
)
# Absences stand one a line, or with a semicolon between.
BETWEEN = re.compile(r"[\n;]+")
SAME_MONTH = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?\s*(?:to|until|till|til|-|–)\s*"
    r"(?=\d{1,2}(?:st|nd|rd|th)? +([A-Za-z]{3,9})((?: \d{4})?))"
)
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
OF_DATES = re.compile(
    rf"^(?:to|until|till|til|from|since|on|the|of|a|and|,|-|–|:|\(|\)|\d[\d./-]*(?:st|nd|rd|th)?|(?:{MONTHS})[a-z]*)$",
    re.I,
)
# Where an own question may be typed in place of a choice.
OWN = {"oh_questions": ("own", "own_question")}


class NotReadError(Exception):
    """The words are no answer to this question; `rule` names the message of the form that says why."""

    def __init__(self, rule: str) -> None:
        """Keep the rule, never the words."""
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Skipped:
    """The person has nothing to say to an optional question."""


Answers = list[tuple[str, Any]]


def read_answer(field: dict[str, Any], text: str, today: date) -> Answers | Skipped:
    """Return what to store, as field and value: one pair, or two for a question of one's own. Raises NotReadError."""
    if field["need"] == "optional" and NOTHING.match(text) and field["kind"] != "yes_no":
        return Skipped()
    read = READERS.get(field["kind"])
    return [(field["id"], read(field, text, today))] if read else _choices_or_own(field, text)


def _choices_or_own(field: dict[str, Any], text: str) -> Answers:
    found = find_choices(text, field["choices"])
    if found:
        return [(field["id"], found)]
    if field["id"] in OWN:
        choice, other = OWN[field["id"]]
        return [(field["id"], [choice]), (other, text)]
    raise NotReadError("not_a_choice")


def _choice(field: dict[str, Any], text: str, _today: date) -> Any:
    found = find_choices(text, field["choices"])
    if len(found) != 1:
        raise NotReadError("not_a_choice")
    return found[0]


def _yes_no(_field: dict[str, Any], text: str, _today: date) -> Any:
    said = text.casefold().strip(" .!")
    if YES.match(said):
        return True
    if NO.match(said):
        return False
    raise NotReadError("not_yes_or_no")


def _text(_field: dict[str, Any], text: str, _today: date) -> Any:
    return text


def _spells(_field: dict[str, Any], text: str, today: date) -> Any:
    if NO_ABSENCE.match(text.strip()):
        return []
    return [_spell(part, today) for line in BETWEEN.split(text) if (part := line.strip(" -•.,"))]


def _spell(text: str, today: date) -> dict[str, str]:
    """Read "3 to 14 March 2026, flu": the dates, and what is said beside them."""
    filled = SAME_MONTH.sub(lambda match: f"{match[1]} {match[2]}{match[3]} to ", text)
    days = find_days(filled, today)
    words = [word for word in text.split() if not OF_DATES.match(word.strip(",.;:"))]
    reason = " ".join(words).strip(" ,.;:-–()")
    if not 1 <= len(days) <= 2 or not reason:
        raise NotReadError("not_spells")
    if days[0] > days[-1] and _has_year(text):
        # "1 to 5 September 2025", with the year said once.
        days[0] = days[0].replace(year=days[-1].year)
    return {"first_day": days[0].isoformat(), "last_day": days[-1].isoformat(), "reason": reason}


def _has_year(text: str) -> bool:
    return bool(re.search(r"\b20\d\d\b", text))


READERS: dict[str, Callable[[dict[str, Any], str, date], Any]] = {
    "text": _text,
    "line": _text,
    "choice": _choice,
    "yes_no": _yes_no,
    "spells": _spells,
}
