"""Reads days and spans of days as people say them, in UK order: "a week on Tuesday", "by the end of June"."""

import re
from datetime import date, timedelta

from reading.calendar_words import MONTHS, WEEKDAYS
from reading.nearest import coming
from reading.span_rules import FIRST_RULES, RULES, SEASONS, Rule, this_day
from reading.when import When, plain_words

# These mean different days to different people, so the person is asked.
VAGUE = re.compile(
    r"\b(half[ -]?terms?|school holidays?|the holidays|term[ -]?time|when i(?:'| a)?m back|my leave|annual leave"
    r"|some ?time|sometime|ramadan|eid|pay ?day)\b"
)
# What "by" and "after" are followed by when they are about time.
DATE_BEGINS = (
    rf"(?:\d|{'|'.join((*MONTHS, *WEEKDAYS, *SEASONS))}|end|early|mid|start|beginning|next|this|a week|tomorrow|today"
    r"|easter|christmas|xmas|new year)"
)
AROUND = re.compile(
    rf"\b(by|until|till|no later than|before|after|from|since) (?:about |around )?(?:the )?({DATE_BEGINS}.*)"
)


def is_vague(text: str) -> bool:
    """Say whether the message names a time that only the person can pin down."""
    return bool(VAGUE.search(text.casefold()))


def read_when(text: str, today: date) -> When | None:
    """Return the days that a message names, those to come before those that are over; None when it names none."""
    said = plain_words(text)
    return _read(said, today, FIRST_RULES) or _read(said, today, ((AROUND, _around),)) or _read(said, today, RULES)


def _read(said: str, today: date, rules: tuple[Rule, ...]) -> When | None:
    for pattern, read in rules:
        for match in pattern.finditer(said):
            try:
                found = read(match, today)
            except (ValueError, OverflowError):
                continue
            if found:
                return found
    return None


def _around(match: re.Match[str], today: date) -> When | None:
    """ "By", "before", "after" and "from" something that is itself a day or a span."""
    inner = read_when(match[2], today)
    if inner is None:
        return None
    if inner.weekdays:
        inner = this_day(coming(WEEKDAYS[inner.weekdays[0]], today))
    first, last = inner.first or today, inner.last or inner.first or today
    if match[1] in ("by", "until", "till", "no later than"):
        return When(today, last)
    if match[1] == "before":
        return When(today, first - timedelta(days=1))
    if match[1] == "after":
        return When(last + timedelta(days=1), None)
    return When(first, None)
