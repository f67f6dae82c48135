"""The ways to write a day, from what says most to what says least, and which day each of them is."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from reading.calendar_words import COUNT, FEAST, MONTH, UNIT, WEEKDAY, feast_of, month_of, span_of, weekday_of
from reading.nearest import Both, behind, coming, day_of, exists, monday_of, same

Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], Both]]


def _iso(match: re.Match[str], _: date) -> Both:
    return same(date.fromisoformat(match[0]))


def _numbers(match: re.Match[str], today: date) -> Both:
    parts = [int(part) for part in re.split(r"[./-]", match[0].split()[-1])]
    year = parts[2] if len(parts) > 2 else None
    if year is not None and year < 100:
        # 78 is 1978; 26 is the year that has begun or comes next.
        year += 2000 if year <= today.year % 100 + 1 else 1900
    return day_of(parts[0], parts[1], year, today)


def _in_words(match: re.Match[str], today: date) -> Both:
    year = match["year"]
    return day_of(int(match["day"]), month_of(match["month"]), int(year) if year else None, today)


def _in_range(match: re.Match[str], today: date) -> Both:
    """ "The 2nd" of "the 2nd to the 30th of November" is one of November."""
    return day_of(int(match["day"]), month_of(match["month"]), int(match["year"]) if match["year"] else None, today)


def _of_month(match: re.Match[str], today: date) -> Both:
    step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    return same((today.replace(day=1) + relativedelta(months=step)).replace(day=int(match["day"])))


def _alone(match: re.Match[str], today: date) -> Both:
    day, start = int(match["day"]), today.replace(day=1)

    def nearest(way: int) -> date | None:
        for step in range(12):
            month = start + relativedelta(months=way * step)
            if exists(month.year, month.month, day):
                found = month.replace(day=day)
                if (found - today).days * way >= 0:
                    return found
        return None

    return nearest(-1), nearest(1)


def _ago(match: re.Match[str], today: date) -> Both:
    day = today - span_of(match["count"], match["unit"])
    if match["weekday"]:
        # "Two weeks ago on Monday" is the Monday of that week.
        day = monday_of(day) + timedelta(days=weekday_of(match["weekday"]))
    return same(day)


def _in_time(match: re.Match[str], today: date) -> Both:
    start = today + timedelta(days=1 if match["from"] == "tomorrow" else 0)
    return None, start + span_of(match["count"], match["unit"])


def _near(match: re.Match[str], today: date) -> Both:
    said = match[0].lower()
    if "before" in said or "after" in said:
        return same(today + timedelta(days=-2 if "before" in said else 2))
    if "tomorrow" in said:
        return None, today + timedelta(days=1)
    return same(today - timedelta(days=1 if said.startswith(("yesterday", "last")) else 0))


def _weeks_from_weekday(match: re.Match[str], today: date) -> Both:
    """ "A fortnight last Monday" lies behind, "a week on Monday" ahead."""
    weeks, name = span_of(match["count"], match["unit"]), match["weekday"]
    if match["way"].startswith("last"):
        return same(behind(name, today, today_counts=False) - weeks)
    return None, coming(name, today) + weeks


def _weekday_week(match: re.Match[str], today: date) -> Both:
    if match["ago"]:
        return same(behind(match["weekday"], today - timedelta(weeks=1), today_counts=True))
    return None, coming(match["weekday"], today) + timedelta(weeks=1)


def _of_week(match: re.Match[str], today: date) -> Both:
    """ "Next Tuesday" and "Tuesday next week": that of the next calendar week."""
    steps = -1 if "last" in match[0].lower() else 0 if "this" in match[0].lower() else 1
    return same(monday_of(today) + timedelta(weeks=steps, days=weekday_of(match["weekday"])))


def _before_last(match: re.Match[str], today: date) -> Both:
    return same(behind(match["weekday"], today, today_counts=False) - timedelta(weeks=1))


def _weekday(match: re.Match[str], today: date) -> Both:
    name, before = match["weekday"], (match["before"] or "").strip().lower()
    # "Last Tuesday" is not yesterday.
    past = behind(name, today - timedelta(days=before == "last"), today_counts=before != "last")
    return past, past if before == "last" else coming(name, today)


def _end_of(match: re.Match[str], today: date) -> Both:
    what = match["what"].lower()
    if "week" in what:
        day = monday_of(today) + timedelta(weeks=_step(what), days=4)
        return same(day)
    if "month" in what:
        return same(today.replace(day=1) + relativedelta(months=1 + _step(what), days=-1))
    if "year" in what:
        return None, date(today.year, 12, 31)
    start = day_of(1, month_of(what), int(match["year"]) if match["year"] else None, today.replace(day=1))
    past, ahead = (day + relativedelta(months=1, days=-1) if day else None for day in start)
    return past if past and past <= today else None, ahead


def _start_of(match: re.Match[str], today: date) -> Both:
    what = match["what"].lower()
    if "week" in what:
        return same(monday_of(today) + timedelta(weeks=_step(what)))
    if "month" in what:
        return same(today.replace(day=1) + relativedelta(months=_step(what)))
    if "year" in what:
        return date(today.year, 1, 1), date(today.year + 1, 1, 1)
    return day_of(1, month_of(what), int(match["year"]) if match["year"] else None, today)


def _feast(match: re.Match[str], today: date) -> Both:
    day, month = feast_of(match["feast"])
    return day_of(day, month, int(match["year"]) if match["year"] else None, today)


def _step(what: str) -> int:
    return -1 if "last" in what else 1 if "next" in what else 0


def _rule(pattern: str, read: Callable[[re.Match[str], date], Both]) -> Rule:
    return re.compile(pattern, re.IGNORECASE), read


DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)"
NAMED_MONTH = rf"(?P<month>{MONTH})\b\.?"
YEAR = r"(?:,? ?(?P<year>(?:19|20)\d\d)\b)?"
NAME = rf"(?P<weekday>{WEEKDAY})"
# A weekday that stands before a date says nothing more.
WITH_NAME = rf"(?:\b{WEEKDAY},? (?:the )?)?"
SPAN = rf"(?P<count>{COUNT}) ?(?P<unit>{UNIT})(?:'s|s')?"
PART = rf"(?P<what>(?:this |next |last |the )?(?:week|month|year)|{MONTH}\b)"
# The first that fits some words has them.
RULES: tuple[Rule, ...] = (
    _rule(r"\b\d{4}-\d{2}-\d{2}\b", _iso),
    _rule(rf"{WITH_NAME}\b\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})\b", _numbers),
    _rule(
        rf"\b{DAY}(?=(?: of)? ?(?:to|until|till|til|and|-|–|—) ?(?:the )?\d{{1,2}}(?:st|nd|rd|th)?"
        rf"(?: of)? {NAMED_MONTH}{YEAR})",
        _in_range,
    ),
    _rule(rf"{WITH_NAME}\b{DAY}(?: of)? ?{NAMED_MONTH}{YEAR}", _in_words),
    _rule(rf"{WITH_NAME}\b{NAMED_MONTH} (?:the )?{DAY}\b(?! ?(?:days|weeks|months|hours))(?!:\d){YEAR}", _in_words),
    _rule(
        r"(?<![\d./:-])(?!24/7|50/50)\d{1,2}[./]\d{1,2}\b(?![:\d]|[./]\d)"
        r"(?! ?(?:days?|weeks?|wks?|months?|hours?|hrs?|years?|times?|fte|%))",
        _numbers,
    ),
    _rule(rf"{WITH_NAME}\b{ORDINAL} (?:of )?(?P<which>last|this|next) month\b", _of_month),
    _rule(rf"\b{SPAN} ago(?: (?:on |last )?{NAME}\b)?", _ago),
    _rule(rf"\b{SPAN} back\b(?=[,.;]|$)(?P<weekday>)", _ago),
    _rule(r"\b(?:the )?day (?:before yesterday|after tomorrow)\b", _near),
    _rule(rf"\bin (?:about |around )?{SPAN}(?: time)?(?P<from>)\b(?! (?:a|the|ago|of)\b)", _in_time),
    _rule(rf"\b{SPAN} (?:from )?(?P<from>today|tomorrow)\b", _in_time),
    _rule(rf"\b{SPAN} (?P<way>last|on|from|this) {NAME}\b(?! (?:just )?gone)", _weeks_from_weekday),
    _rule(rf"\b{NAME} before last\b", _before_last),
    _rule(rf"\b{NAME} (?P<ago>(?:a )?week ago)\b", _weekday_week),
    _rule(rf"\b{NAME} week\b(?P<ago>)", _weekday_week),
    _rule(rf"\b{NAME},? (?:of )?(?:last|this|next) week\b", _of_week),
    _rule(rf"\b(?:last|this|next) week,? (?:on )?{NAME}\b", _of_week),
    _rule(rf"\bnext {NAME}\b", _of_week),
    _rule(
        rf"{WITH_NAME}\b(?<![:/])(?:the )?{ORDINAL}\b(?! (?:time|spell|absence|stage|floor|one|option|choice|note))",
        _alone,
    ),
    _rule(rf"\b(?P<before>last |this )?{NAME}\b(?! (?:morning|afternoon|evening|night)s)(?!-)", _weekday),
    _rule(r"\b(?:yesterday|tomorrow|today|tonight|last night|this (?:morning|afternoon|evening))\b", _near),
    _rule(rf"\b(?:end|last day) of {PART}{YEAR}", _end_of),
    _rule(rf"\b(?:start|beginning|first) of {PART}{YEAR}", _start_of),
    _rule(rf"\b(?P<feast>{FEAST})\b{YEAR}", _feast),
)
