"""The ways to say a span of days to come, from what says most to what says least. Single days have their own rules."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from reading.calendar_words import COUNT, MONTHS, WEEKDAYS, span_of
from reading.days import find_mentions
from reading.nearest import coming, exists, monday_of
from reading.when import When

DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
MONTH = rf"({'|'.join(MONTHS)})"
WEEKDAY = rf"({'|'.join(WEEKDAYS)})"
YEAR = r"(?:,? (20\d\d))?"
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], When | None]]


def _single(match: re.Match[str], today: date) -> When | None:
    """One day, as near as it can lie ahead; a day that has its year is that day."""
    found = find_mentions(match[0], today)
    day = found[0].ahead if found else None
    if day is None:
        return None
    return this_day(day if day >= today or _has_year(match[0]) else _next(day, today))


def _has_year(text: str) -> bool:
    return bool(re.search(r"\b20\d\d\b|[./-]\d{1,2}[./-]\d\d\b", text))


def _next(day: date, today: date) -> date:
    # The 29th of February is there within eight years.
    years = (today.year + ahead for ahead in range(9))
    return next(
        found
        for year in years
        if exists(year, day.month, day.day) and (found := date(year, day.month, day.day)) >= today
    )


def _between(match: re.Match[str], today: date) -> When:
    first, last, month = int(match[1]), int(match[2]), MONTHS.index(match[3]) + 1
    start = _next_month(month, today)
    return When(start.replace(day=first), start.replace(day=last))


def _easter(_: re.Match[str], today: date) -> When:
    day = easter(today.year)
    day = day if day >= today else easter(today.year + 1)
    return When(day, day + timedelta(days=1))


def _christmas(_: re.Match[str], today: date) -> When:
    day = date(today.year, 12, 25)
    return When(day, day + timedelta(days=1))


def _new_year(_: re.Match[str], today: date) -> When:
    return When(date(today.year + 1, 1, 1), date(today.year + 1, 1, 31))


def _part_of_month(match: re.Match[str], today: date) -> When:
    start = _month_start(match[2], today)
    end = start + relativedelta(months=1, days=-1)
    if match[1] in ("early", "beginning of", "start of"):
        return When(start, start.replace(day=10))
    if match[1].startswith("mid"):
        return When(start.replace(day=10), start.replace(day=20))
    return When(start.replace(day=20), end)


def _month(match: re.Match[str], today: date) -> When:
    year = match[2] if match.re.groups > 1 else None
    start = _next_month(MONTHS.index(match[1]) + 1, today)
    start = start.replace(year=int(year)) if year else start
    return When(start, start + relativedelta(months=1, days=-1))


def _season(match: re.Match[str], today: date) -> When:
    first, last = SEASONS[match[1]]
    year = today.year if today.month <= last else today.year + 1
    return When(date(year, first, 1), date(year, last, 1) + relativedelta(months=1, days=-1))


def _coming_weekday(match: re.Match[str], today: date) -> When:
    return When(None, None, (WEEKDAYS.index(match[1]),))


def _this_weekday(match: re.Match[str], today: date) -> When:
    day = coming(match[1], today - timedelta(days=1))
    return this_day(day)


def _week(match: re.Match[str], today: date) -> When:
    ahead = {"this": 0, "next": 1}.get(match[1], 2)
    start = monday_of(today) + timedelta(weeks=ahead)
    return When(max(start, today), start + timedelta(days=6))


def _calendar_month(match: re.Match[str], today: date) -> When:
    start = today.replace(day=1) + relativedelta(months={"this": 0, "next": 1}.get(match[1], 2))
    return When(max(start, today), start + relativedelta(months=1, days=-1))


def _within(match: re.Match[str], today: date) -> When:
    return When(today, today + span_of(match[1] or "one", match[2]))


def _this_year(match: re.Match[str], today: date) -> When:
    year = today.year + (match[1] == "next")
    return When(max(date(year, 1, 1), today), date(year, 12, 31))


def _soon(_: re.Match[str], today: date) -> When:
    return When(today, today + timedelta(days=42))


def _next_month(month: int, today: date) -> date:
    return date(today.year + (month < today.month), month, 1)


def _month_start(name: str, today: date) -> date:
    if name in MONTHS:
        return _next_month(MONTHS.index(name) + 1, today)
    return today.replace(day=1) + relativedelta(months=int(name == "next month"))


def this_day(day: date) -> When:
    """Return one day."""
    return When(day, day)


def _compiled(*rules: tuple[str, Callable[[re.Match[str], date], When | None]]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern), read) for pattern, read in rules)


# The first that fits is taken: from what says most to what says least. Between the two come "by", "before", "after".
FIRST_RULES: tuple[Rule, ...] = _compiled(
    (rf"between (?:the )?{DAY} and (?:the )?{DAY} (?:of )?{MONTH}", _between),
    (rf"(?:from )?(?:the )?{DAY} (?:to|until|till|-) (?:the )?{DAY} (?:of )?{MONTH}", _between),
    (r"\b(day after )?tomorrow\b", lambda m, t: this_day(t + timedelta(days=2 if m[1] else 1))),
)
RULES: tuple[Rule, ...] = _compiled(
    (rf"(?:the )?{DAY} (?:of )?{MONTH}{YEAR}", _single),
    (rf"{MONTH} (?:the )?{DAY}\b(?! ?days?){YEAR}", _single),
    (r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\b", _single),
    (r"\btoday\b", lambda _, t: this_day(t)),
    (r"\bin the fortnight\b", lambda _, t: this_day(t + timedelta(days=14))),
    (rf"\b(?:with)?in the next ({COUNT})? ?(days?|weeks?|months?)\b", _within),
    (rf"\bover the next ({COUNT})? ?(days?|weeks?|months?)\b", _within),
    (rf"\bwithin ({COUNT}) (days?|weeks?|months?)\b", _within),
    (rf"\bin (?:{COUNT}) (?:day|week|month|fortnight)s?\b", _single),
    (r"\b(\d{1,2})(?:st|nd|rd|th)\b(?! one| option| choice)", _single),
    (rf"\b(?:(a|two) weeks? (?:on|from|this)) {WEEKDAY}\b", _single),
    (rf"\b{WEEKDAY} week\b", _single),
    (rf"\bnext {WEEKDAY}\b", _single),
    (rf"\b{WEEKDAY} (?:of )?next week\b", _single),
    (rf"\bthis (?:coming )?{WEEKDAY}\b", _this_weekday),
    (rf"\b(?:coming|on) {WEEKDAY}\b(?! ?(?:morning|afternoon)?s\b)", _coming_weekday),
    (rf"\b{WEEKDAY}s?\b", _coming_weekday),
    (
        r"\b(early|beginning of|start of|mid|middle of|late|end of) (?:the )?"
        rf"({'|'.join(MONTHS)}|this month|next month|the month|month)\b",
        _part_of_month,
    ),
    (r"\b(this|next) month\b|\bthe month after next\b", _calendar_month),
    (r"\b(this|next) week\b|\bthe week after next\b", _week),
    (r"\b(this|next) year\b", _this_year),
    (rf"\b(?!may (?:i|we|be|not|have)\b){MONTH}{YEAR}\b", _month),
    (r"\b(spring|summer|autumn)\b", _season),
    (r"\beaster\b", _easter),
    (r"\b(?:christmas|xmas)\b", _christmas),
    (r"\bnew year\b", _new_year),
    (r"\b(?:soon|asap|as soon as possible|coming weeks)\b", _soon),
)
