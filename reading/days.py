"""Finds the days that a text names, in UK order, each as it lies behind and as it lies ahead. Knows no form."""

from dataclasses import dataclass
from datetime import date

from reading.day_rules import RULES


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names a day. `past`: that day if it is over, `ahead`: if it is near or to come."""

    start: int
    end: int
    past: date | None
    ahead: date | None


def find_mentions(text: str, today: date) -> list[Mention]:
    """Return every day that a text names, in order; of two readings of the same words the one that says more."""
    said = text.replace("’", "'")
    found: list[Mention] = []
    for pattern, read in RULES:
        for match in pattern.finditer(said):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            try:
                past, ahead = read(match, today)
            except (ValueError, OverflowError):
                continue
            if past or ahead:
                found.append(Mention(match.start(), match.end(), past, ahead))
    return sorted(found, key=lambda mention: mention.start)


def find_days(text: str, today: date, *, ahead: bool = False) -> list[date]:
    """Return the days that a text names, in order. What has no year lies before today; `ahead`: near or after it."""
    found = ((mention.ahead if ahead else mention.past) for mention in find_mentions(text, today))
    return [day for day in found if day]
