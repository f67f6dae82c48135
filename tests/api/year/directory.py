"""Who works in the council, as both recounts know it. Imports nothing of the API."""

from dataclasses import dataclass, field
from datetime import date


@dataclass
class Person:
    """Somebody of the directory. `absences`: first and last day of each, by time; no last day while nobody knows it."""

    id: str
    name: str
    manager: str | None
    service: str
    job: str
    mailbox: bool
    weekdays: tuple[int, ...]
    started: date
    left: date | None = None
    role_since: date | None = None
    absences: list[tuple[date, date | None]] = field(default_factory=list)

    def is_gone(self, day: date) -> bool:
        return self.left is not None and self.left <= day
