"""Reads typed values out of what a form sent, with a message beside each that is wrong. Knows no subject."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time

from api.acts import LONDON
from api.console.forms import Submitted

TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?([ap]m)?", re.IGNORECASE | re.ASCII)
UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


@dataclass
class Form:
    """What the page shows again: the words as they were typed, and what is wrong with them.

    `anchors`: for a field of several inputs, the id of the first.
    """

    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, submitted: Submitted) -> "Form":
        """Return the form as it was sent."""
        return cls({name: values[0] for name, values in submitted.values.items() if values})

    def value(self, name: str) -> str:
        """Return what stands in a field."""
        return self.values.get(name, "")

    def error(self, name: str) -> str:
        """Return what is wrong with a field, or nothing."""
        return self.errors.get(name, "")

    @property
    def summary(self) -> list[tuple[str, str]]:
        """The id to jump to and the message of everything that is wrong, in the order of the page."""
        return [(self.anchors.get(name, name), message) for name, message in self.errors.items()]

    def refuse(self, name: str, message: str, anchor: str = "") -> None:
        """Say what is wrong with a field; what was said first stays."""
        self.errors.setdefault(name, message)
        if anchor:
            self.anchors[name] = anchor

    def text(self, name: str, message: str, most: int = 200) -> str:
        """Return a text; when there is none the message stands beside the field."""
        value = self.value(name).replace("\r\n", "\n").strip()
        if not value:
            self.refuse(name, message)
        return self._check_text(name, value, most)

    def optional_text(self, name: str, most: int = 200) -> str | None:
        """Return a text, or None when nothing was typed."""
        value = self.value(name).replace("\r\n", "\n").strip()
        return self._check_text(name, value, most) or None

    def whole(self, name: str, what: str, least: int, most: int) -> int:
        """Return a whole number within limits; `what` names it at the beginning of a sentence."""
        value = self.value(name).strip().replace(",", "")
        if not value.isascii() or not value.isdigit() or not least <= int(value[:9]) <= most:
            self.refuse(name, f"{what} must be a whole number from {least} to {most:,}")
            return least
        return int(value)

    def optional_whole(self, name: str, what: str, least: int, most: int) -> int | None:
        """Return a whole number within limits, or None when nothing was typed."""
        return self.whole(name, what, least, most) if self.value(name).strip() else None

    def choice(self, name: str, message: str, options: Collection[str]) -> str:
        """Return one of the options."""
        value = self.value(name)
        if value not in options:
            self.refuse(name, message)
        return value

    def day(self, name: str, what: str) -> date | None:
        """Return a day from three inputs; `what` names it at the beginning of a sentence."""
        parts = [self.value(f"{name}-{part}").strip() for part in ("day", "month", "year")]
        if not any(parts):
            self.refuse(name, f"{what} is missing: enter a day, a month and a year", f"{name}-day")
            return None
        try:
            found = date(*(int(part) for part in reversed(parts)))
        except (ValueError, OverflowError):
            found = date.min
        if not 2000 <= found.year <= 2099:
            self.refuse(name, f"{what} must be a real date, such as 2 3 2027", f"{name}-day")
            return None
        return found

    def time(self, name: str, what: str) -> time | None:
        """Return a time of the day as people write it: 9:30, 09.30, 2pm."""
        found = TIME.fullmatch(self.value(name).strip())
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        half = (found[3] or "").lower() if found else ""
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else 99
        if hour > 23 or minute > 59:
            self.refuse(name, f"{what} must be a time, such as 09:30 or 2pm")
            return None
        return time(hour, minute)

    def _check_text(self, name: str, value: str, most: int) -> str:
        if len(value) > most:
            self.refuse(name, f"Use {most} characters or fewer; there are {len(value)}")
        if UNPRINTABLE.search(value):
            self.refuse(name, "Take out the characters that cannot be seen")
        return value


def moment_of(day: date | None, hour: time | None) -> datetime | None:
    """Return the instant of a day and a time in the council's own time, when both are there."""
    return datetime.combine(day, hour, LONDON) if day is not None and hour is not None else None
