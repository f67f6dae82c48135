"""What is remembered of a running task between two messages: ids, closed words and dates. Never what somebody typed."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from reading.when import When

# A task that waited longer is not gone on with unasked: "yes" would mean something else by then.
WAITS_SECONDS = 2 * 3600.0


@dataclass(frozen=True, slots=True)
class Task:
    """One task. `kind` is what is done, `asks` the open question, `options` the ids that were shown, in order.

    `course`, `session`, `booking`, `person`, `step` are ids, `other` is that of a second step, or of who is named as
    `role`; `first`, `last` ISO days, `clock` the time of the day; `key` makes the write of a confirmed task one write,
    however often it is confirmed; `at` is when the question was asked, in seconds since the epoch. `stopped`: the
    person ended it, so it comes back only when they say so. A form has its `draft` at the API, of which `version` was
    shown; `form` is its kind, `fields` are those that are asked now, `skipped` those that were left out.
    """

    kind: str
    asks: str = ""
    options: tuple[str, ...] = ()
    course: str | None = None
    session: str | None = None
    booking: str | None = None
    person: str | None = None
    step: str | None = None
    other: str | None = None
    role: str | None = None
    courses: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    weekdays: tuple[int, ...] = ()
    clock: str = ""
    place: str | None = None
    online: bool | None = None
    waits: bool = False
    late: bool = False
    draft: str | None = None
    form: str | None = None
    fields: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    version: int = 0
    stopped: bool = False
    misses: int = 0
    key: str = ""
    at: float = 0.0

    @property
    def when(self) -> When | None:
        """The days that were asked for."""
        if not (self.first or self.last or self.weekdays):
            return None
        return When(_day(self.first), _day(self.last), self.weekdays)

    def within(self, when: When | None) -> "Task":
        """Return the task with other days."""
        if when is None:
            return self
        first, last = (day.isoformat() if day else None for day in (when.first, when.last))
        return replace(self, first=first, last=last, weekdays=when.weekdays)

    def to_slot(self) -> dict[str, Any]:
        """Return what the slot holds: only what is set."""
        return {name: value for name, value in asdict(self).items() if value not in (None, "", (), False, 0)}

    @classmethod
    def from_slot(cls, value: Any) -> "Task | None":
        """Read a slot; None when it is empty, or of another version."""
        if not isinstance(value, dict) or "kind" not in value:
            return None
        known = {field.name for field in fields(cls)}
        if not set(value) <= known:
            return None
        read: dict[str, Any] = {name: tuple(item) if isinstance(item, list) else item for name, item in value.items()}
        try:
            return cls(**read)
        except TypeError:
            return None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
