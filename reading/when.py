"""What a span of days is; and the words of a message that may be about time, with slips mended."""

import re
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process

from reading.calendar_words import MONTHS, WEEKDAYS

SHORT = {
    **{name[:3]: name for name in (*WEEKDAYS, *MONTHS)},
    **{"tues": "tuesday", "weds": "wednesday", "thur": "thursday", "thurs": "thursday", "sept": "september"},
}
# A slip is mended only in words of some length; shorter ones are too like each other.
LEAST_LETTERS, ALIKE = 5, 84
# What names a time, be it a day or not.
TIME_WORDS = frozenset((*WEEKDAYS, *MONTHS, "spring", "summer", "autumn", "easter", "soon", "after", "before"))


@dataclass(frozen=True, slots=True)
class When:
    """A span of days, both inclusive; open on a side that is None. `weekdays` (0 is Monday): only these."""

    first: date | None = None
    last: date | None = None
    weekdays: tuple[int, ...] = ()

    def holds(self, day: date) -> bool:
        """Say whether the day is meant."""
        after = self.first is None or day >= self.first
        before = self.last is None or day <= self.last
        return after and before and (not self.weekdays or day.weekday() in self.weekdays)

    @property
    def day(self) -> date | None:
        """The one day that is meant, or None when there are several."""
        return self.first if self.first == self.last else None


def plain_words(text: str) -> str:
    """Return the words of a message that may be about time, with slips in the names of days and months mended."""
    words = re.findall(r"\d+(?:st|nd|rd|th)\b|\d+(?:[./-]\d+)+|\d+|[a-z']+|,", text.casefold())
    return " ".join(_mended(word) for word in words)


def _mended(word: str) -> str:
    if word in SHORT:
        return SHORT[word]
    if len(word) < LEAST_LETTERS or word in ("today", "sunny", "match", "party"):
        return word
    found = process.extractOne(word, (*WEEKDAYS, *MONTHS), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return str(found[0]) if found else word
