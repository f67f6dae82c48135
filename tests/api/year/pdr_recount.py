"""PDRs worked out anew, day by day, from the decision and `rules.yml`. Imports nothing of the API."""

import calendar
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from tests.api.year.calendar import WORKING, is_working
from tests.api.year.directory import Person

ONE_DAY = timedelta(days=1)
# What was not said of a day to go back to the actions for so long is not said any more.
STALE = timedelta(days=14)
MORNING = time(8, 30)
# Day, who is told, the step, and of managers' messages the lines.
Message = tuple[date, str, str, tuple[str, ...]]
# Day, who is told, the step, whose PDR, and the day that it is about.
Reminder = tuple[date, str, str, str, date]
# To whom, of what, and of which day.
Due = tuple[str, str, date]


@dataclass
class Talk:
    """One PDR. `starts`: in the council's own time; `booked`: when it was put there."""

    state: str
    starts: datetime | None = None
    booked: date | None = None
    held: date | None = None
    recorded: date | None = None

    @property
    def day(self) -> date:
        """The day that says for which year it counts."""
        day = self.held or (self.starts.date() if self.starts else None)
        assert day is not None
        return day


@dataclass
class PdrRecount:
    """The reviews as they should be."""

    rules: dict[str, Any]
    people: dict[str, Person]
    talks: defaultdict[str, list[Talk]] = field(default_factory=lambda: defaultdict(list))
    told: set[tuple[str, Due]] = field(default_factory=set)
    reminders: list[Reminder] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    @classmethod
    def of_rules(cls, file: Path, people: dict[str, Person]) -> "PdrRecount":
        """Begin with the rules as their file has them."""
        return cls(yaml.safe_load(file.read_text("utf-8")), people)

    def begins(self, service: str, day: date) -> date:
        """Return the first day of the year that a day is in."""
        month = self._year_of(service)["month"]
        return date(day.year - (day.month < month), month, 1)

    def is_away(self, person: Person, day: date) -> bool:
        """Return whether somebody is on a long absence."""
        return any(first <= day <= (last or day) for first, last in self._long_absences(person, day))

    def due_on(self, person: Person, day: date) -> date | None:
        """Return the last day for somebody's PDR of the year that a day is in, if there is one in that year."""
        first = self.begins(person.service, day)
        due = later(first, self._year_of(person.service)["timeframe_months"]) - ONE_DAY
        due = max(due, later(person.started, self.rules["first_months"]))
        for begins, last in self._long_absences(person, day):
            if last and begins <= due:
                back = last + ONE_DAY
                due = max(due, back + timedelta(days=self.rules["after_absence_days"]))
        return due if due < later(first, 12) else None

    def morning(self, day: date) -> None:
        """Remind whoever is to be reminded."""
        if not is_working(day):
            return
        found = defaultdict[tuple[str, str], list[tuple[date, str]]](list)
        for person in self.people.values():
            if person.is_gone(day) or self.is_away(person, day):
                continue
            for one in self._dues(person, day):
                told, step, about = one
                if not self._can_hear(told, day) or (person.id, one) in self.told:
                    continue
                self.told.add((person.id, one))
                self.reminders.append((day, told, step, person.id, about))
                found[told, step].append((about, person.name))
        for (told, step), lines in found.items():
            is_list = step in ("book", "late", "record", "follow_up_team")
            texts = [f"{name}, {about.day} {about:%B %Y}" for about, name in sorted(lines)]
            self.messages.append((day, told, step, tuple(texts) if is_list else ()))

    def running(self, person: Person, day: date) -> Talk | None:
        """Return somebody's PDR of the year that a day is in."""
        first = self.begins(person.service, day)
        own = [talk for talk in self.talks[person.id] if self.begins(person.service, talk.day) == first]
        return own[0] if own else None

    def _can_hear(self, told: str, day: date) -> bool:
        person = self.people.get(told)
        return person is not None and not person.is_gone(day) and not self.is_away(person, day)

    def _dues(self, person: Person, day: date) -> Iterator[Due]:
        due, talk, manager = self.due_on(person, day), self.running(person, day), person.manager or ""
        complete = ("agreed",) if self.rules["complete_from"] == "agreed" else ("recorded", "agreed")
        if due is not None and (talk is None or talk.state not in complete):
            if talk is None and due - timedelta(days=self._when("book_days")) <= day <= due:
                yield manager, "book", due
            if due < day:
                yield manager, "late", due
        for talk in self.talks[person.id]:
            yield from self._of_talk(person.id, manager, talk, day)
        yield from self._follow_ups(person.id, manager, day)

    def _of_talk(self, person: str, manager: str, talk: Talk, day: date) -> Iterator[Due]:
        is_over = talk.starts is not None and talk.starts <= datetime.combine(day, MORNING)
        first = talk.day - timedelta(days=self._when("prepare_days"))
        if talk.state == "booked" and not is_over:
            if talk.booked is not None and talk.booked <= first <= day:
                yield person, "prepare", talk.day
        elif talk.state in ("booked", "held"):
            if working_days_after(talk.day, self._when("record_working_days")) <= day:
                yield manager, "record", talk.day
        elif talk.recorded is not None and talk.state == "recorded":
            waits_since = working_days_after(talk.recorded, self._when("agree_working_days"))
            if waits_since <= day:
                yield person, "agree", talk.recorded

    def _follow_ups(self, person: str, manager: str, day: date) -> Iterator[Due]:
        """Yield the last day to go back to the actions of the newest PDR; those of one before are over with it."""
        held = [talk for talk in self.talks[person] if talk.held is not None]
        newest = max(held, key=lambda talk: talk.day, default=None)
        if newest is None or newest.state == "held":
            return
        days = [newest.day + timedelta(weeks=weeks) for weeks in self._when("follow_up_weeks")]
        passed = [one for one in days if day - STALE <= one <= day]
        if passed:
            yield person, "follow_up", max(passed)
            yield manager, "follow_up_team", max(passed)

    def _when(self, name: str) -> Any:
        return self.rules["reminders"][name]

    def _year_of(self, service: str) -> dict[str, int]:
        own: dict[str, int] = self.rules["services"].get(service, self.rules["cycle"])
        return own

    def _long_absences(self, person: Person, day: date) -> Iterator[tuple[date, date | None]]:
        for first, last in person.absences:
            if (last or day) - first >= timedelta(days=self.rules["long_absence_days"] - 1):
                yield first, last


def later(day: date, months: int) -> date:
    """Return the same day some months later; the last of the month where it has no such day."""
    number = day.month + months
    year, month = day.year + (number - 1) // 12, (number - 1) % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def working_days_after(day: date, count: int) -> date:
    """Return the working day that is so many after a day."""
    return WORKING[bisect_right(WORKING, day) + count - 1]
