"""Reads days as people write them, in UK order, when they look back: absences, notes, birthdays. Knows no form."""

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NUMBERS = {
    **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8},
    **{"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "couple of": 2, "a couple of": 2},
}
COUNT = rf"(\d{{1,2}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
WEEKDAY = r"(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rsday|rs|urday)?"
DAY = re.compile(
    r"(?P<iso>\b\d{4}-\d{2}-\d{2}\b)"
    r"|\b(?P<numbers>\d{1,2}[./-]\d{1,2}(?:[./-](?:\d{4}|\d{2}))?)\b"
    rf"|\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTH})(?:,? (?P<year>(?:19|20)\d\d)\b)?"
    rf"|\b(?P<month2>{MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year2>(?:19|20)\d\d)\b)?"
    rf"|\b{COUNT} (?P<unit>day|week|month|year)s? ago\b"
    r"|\b(?P<near>today|yesterday|tomorrow|day before yesterday)\b"
    rf"|\b(?P<last>last |this |on |since |next |until |till |til |to )?(?P<weekday>{WEEKDAY})\b"
    r"|\b(?P<only>\d{1,2})(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
LASTING = re.compile(
    rf"\b(?:for |about |nearly |over |past |last |almost |roughly )*{COUNT} (?P<unit>day|week|month|wk)s?\b(?! ago)"
    r"|\b(?P<fortnight>a fortnight|fortnight)\b",
    re.IGNORECASE,
)


def find_days(text: str, today: date, *, ahead: bool = False) -> list[date]:
    """Return the days that a text names, in order. What has no year lies before today; `ahead`: near or after it."""
    found = []
    for match in DAY.finditer(text.replace("’", "'")):
        try:
            day = _read(match, today, ahead=ahead)
        except (ValueError, OverflowError):
            continue
        if day:
            found.append(day)
    return found


def first_of_lasting(text: str, today: date) -> date | None:
    """Return the first day of what has lasted "three weeks"; None where no length is given."""
    match = LASTING.search(text)
    if match is None:
        return None
    if match["fortnight"]:
        return today - timedelta(days=14)
    return today - _span(match[1], match["unit"].lower())


def _read(match: re.Match[str], today: date, *, ahead: bool) -> date | None:
    if match["iso"]:
        return date.fromisoformat(match["iso"])
    if match["numbers"]:
        return _of_numbers(match["numbers"], today, ahead=ahead)
    if match["day"] or match["day2"]:
        month = MONTHS.index((match["month"] or match["month2"])[:3].lower()) + 1
        year = match["year"] or match["year2"]
        return _of(int(match["day"] or match["day2"]), month, int(year) if year else None, today, ahead=ahead)
    if match["unit"]:
        return today - _span(match[match.re.groupindex["unit"] - 1], match["unit"].lower())
    if match["near"]:
        days = {"today": 0, "yesterday": -1, "tomorrow": 1}.get(match["near"].lower(), -2)
        return today + timedelta(days=days)
    if match["weekday"]:
        return _weekday(match["weekday"][:3].lower(), (match["last"] or "").strip().lower(), today, ahead=ahead)
    return _day_alone(int(match["only"]), today, ahead=ahead)


def _of_numbers(text: str, today: date, *, ahead: bool) -> date:
    parts = [int(part) for part in re.split(r"[./-]", text)]
    year = parts[2] if len(parts) > 2 else None
    if year is not None and year < 100:
        # 78 is 1978; 26 is the year that has begun or comes next.
        year += 2000 if year <= today.year % 100 + 1 else 1900
    return _of(parts[0], parts[1], year, today, ahead=ahead)


def _of(day: int, month: int, year: int | None, today: date, *, ahead: bool) -> date:
    if year is not None:
        return date(year, month, day)
    years = [date(today.year + step, month, day) for step in (-1, 0, 1) if _exists(today.year + step, month, day)]
    if ahead:
        return min(years, key=lambda found: abs((found - today).days))
    return max(found for found in years if found <= today)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _weekday(name: str, before: str, today: date, *, ahead: bool) -> date:
    back = (today.weekday() - WEEKDAYS.index(name)) % 7
    if ahead and before in ("next", "until", "till", "til", "to", "on", "this", ""):
        return today + timedelta(days=(7 - back) % 7 or 7)
    return today - timedelta(days=back or (7 if before == "last" else 0))


def _day_alone(day: int, today: date, *, ahead: bool) -> date | None:
    start = today.replace(day=1)
    for step in range(12):
        month = start + relativedelta(months=step if ahead else -step)
        if not _exists(month.year, month.month, day):
            continue
        found = month.replace(day=day)
        if (found >= today) if ahead else (found <= today):
            return found
    return None


def _span(count: str, unit: str) -> relativedelta:
    number = NUMBERS.get(count.lower()) or int(count)
    if unit in ("day", "month", "year"):
        return relativedelta(**{f"{unit}s": number})  # type: ignore[arg-type]
    return relativedelta(weeks=number)
