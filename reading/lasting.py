"""Finds how long something has lasted, "three weeks", and when it began by that. Knows no form."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from reading.calendar_words import COUNT, UNIT, WEEKDAY, span_of
from reading.days import find_mentions

# "Two weeks last Friday" and "two weeks tomorrow" are counted from that day.
LASTING = re.compile(
    rf"(?<!days )(?<!times )(?<!day )(?<!once )(?<!twice )"
    rf"\b(?P<count>{COUNT}) ?(?P<unit>(?!yr|year){UNIT})\b(?:(?: and|,)? (?P<more>{COUNT}) (?P<rest>days?))?"
    rf"(?: (?:(?P<from>(?:last|on|this) {WEEKDAY}|today|tomorrow|yesterday)\b))?"
    r"(?! (?:ago|(?:a|per|each|every|out of) (?:week|month|day|fortnight|year)|old|pregnant|gone|back\b))"
    r"|\b(?P<fortnight>(?:a )?fortnight)\b(?! (?:ago|last|on|today|tomorrow))"
    r"|\b(?P<half>(?:a )?(?:week|month) and a half)\b(?! ago)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Lasting:
    """Where a text says how long. `first`: the day it began if it goes on; `span`: the length alone."""

    start: int
    end: int
    first: date
    span: relativedelta


def find_lasting(text: str, today: date) -> list[Lasting]:
    """Return every length of time that a text says, in order."""
    found = []
    for match in LASTING.finditer(text):
        try:
            span = _span(match)
            found.append(Lasting(match.start(), match.end(), _counted_from(match, today) - span, span))
        except (ValueError, OverflowError):
            continue
    return found


def first_of_lasting(text: str, today: date) -> date | None:
    """Return the first day of what has lasted "three weeks"; None where no length is given."""
    found = find_lasting(text, today)
    return found[0].first if found else None


def _span(match: re.Match[str]) -> relativedelta:
    if match["fortnight"]:
        return relativedelta(weeks=2)
    if match["half"]:
        return relativedelta(days=10) if "week" in match["half"].lower() else relativedelta(days=45)
    span = span_of(match["count"], match["unit"])
    return span + span_of(match["more"], match["rest"]) if match["more"] else span


def _counted_from(match: re.Match[str], today: date) -> date:
    said = match["from"]
    if not said:
        return today
    mention = find_mentions(said, today)[0]
    ahead = mention.ahead if said.lower().startswith(("on", "this", "tomorrow")) else mention.past
    return ahead or today + timedelta(days=0)
