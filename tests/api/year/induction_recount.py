"""Inductions worked out anew, day by day, from the decision and the plans. Imports nothing of the API."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from tests.api.year.calendar import is_working, monday, numbered, on_own_day
from tests.api.year.directory import Person

NINETY, FORTNIGHT = timedelta(days=90), timedelta(days=14)
# Day, who is told, the kind, the titles in order.
Message = tuple[date, str, str, tuple[str, ...]]


@dataclass
class Step:
    """One step: what the plan says, and how it stands."""

    plan: str
    says: dict[str, Any]
    due: date
    state: str = "open"
    moved: bool = False


@dataclass
class Induction:
    """One induction."""

    person: str
    cause: str
    started: date
    plans: list[str]
    steps: dict[str, Step]
    state: str = "open"


@dataclass
class Reminder:
    """One reminder that was asked for."""

    person: str
    step: tuple[str, str] | None
    day: date
    is_sent: bool = False


@dataclass
class Recount:
    """The council as it should be. `completions`: by person and course, the last day that counts, or none."""

    plans: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    inductions: list[Induction] = field(default_factory=list)
    completions: dict[tuple[str, str], date | None] = field(default_factory=dict)
    reminders: list[Reminder] = field(default_factory=list)
    told: set[tuple[int, str, date]] = field(default_factory=set)
    messages: list[Message] = field(default_factory=list)

    @classmethod
    def of_plans(cls, folder: Path) -> "Recount":
        """Begin with nobody, and with the plans as their files have them."""
        return cls({path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(folder.glob("*.yml"))})

    def open_of(self, person: str) -> list[Induction]:
        return [one for one in self.inductions if one.person == person and one.state == "open"]

    def night(self, day: date) -> None:
        """Begin and settle what is due."""
        managers = {one.manager for one in self.people.values() if not one.is_gone(day)}
        for person in self.people.values():
            if not person.is_gone(day):
                self._begin(person, day, is_manager=person.id in managers)
        for one in self.inductions:
            if one.state == "open":
                self._settle(one, self.people[one.person], day, is_manager=one.person in managers)

    def morning(self, day: date) -> None:
        """Tell whoever is to be told."""
        if not is_working(day):
            return
        week = monday(day)
        for number, one in enumerate(self.inductions):
            if one.state == "open" and not self.people[one.person].is_gone(day) and one.started >= day - NINETY:
                self._tell(number, one, week, day)
        for reminder in self.reminders:
            if not reminder.is_sent and reminder.day <= day:
                reminder.is_sent = True
                if not self.people[reminder.person].is_gone(day):
                    self._say(day, reminder.person, "induction_reminder", self._reminded(reminder))

    def _tell(self, number: int, one: Induction, week: date, day: date) -> None:
        person = self.people[one.person]
        if one.started <= day and self._is_turn(number, "starter", person, max(week, one.started), day):
            self._say(day, person.id, "induction_week", self._week_of(one, week, day))
        manager = self.people.get(person.manager or "")
        is_known = manager is not None and not manager.is_gone(day) and one.started <= day + FORTNIGHT
        if manager and is_known and self._is_turn(number, "manager", manager, week, day):
            self._say(day, manager.id, "induction_manager", self._of_manager(one, week))

    def _begin(self, person: Person, day: date, *, is_manager: bool) -> None:
        own = [one for one in self.inductions if one.person == person.id]
        is_new = day - NINETY <= person.started <= day + FORTNIGHT
        known = any(one.cause == "start" and (one.started == person.started or one.state == "open") for one in own)
        if is_new and not known:
            self._add(person, "start", person.started, is_manager=is_manager)
        since = person.role_since
        if since is None or not (day - NINETY <= since <= day and since > person.started):
            return
        if any(one.cause == "role" and one.started == since for one in own):
            return
        former = self.open_of(person.id)
        new = self._add(person, "role", since, is_manager=is_manager)
        for one in former:
            one.state = "ended"
            self._hand_on_told(one, new)
            for id_, step in list(one.steps.items()):
                if step.state != "done" and step.plan in new.plans and id_ not in new.steps:
                    new.steps[id_] = one.steps.pop(id_)

    def _hand_on_told(self, former: Induction, new: Induction) -> None:
        before, after = self.inductions.index(former), self.inductions.index(new)
        self.told |= {(after, kind, week) for number, kind, week in self.told if number == before}

    def _add(self, person: Person, cause: str, started: date, *, is_manager: bool) -> Induction:
        new = Induction(person.id, cause, started, [], {})
        self.inductions.append(new)
        for plan in self._plans_for(person, is_manager=is_manager):
            self._add_plan(new, person, plan, started)
        return new

    def _add_plan(self, one: Induction, person: Person, plan: str, start: date) -> None:
        one.plans.append(plan)
        again = self.plans[plan]["again"]
        for says in self.plans[plan]["steps"]:
            fits = not says.get("jobs") or any(word.lower() in person.job.lower() for word in says["jobs"])
            if fits and (one.cause == "start" or again == "all" or says["id"] in again):
                one.steps[says["id"]] = Step(plan, says, due(person, one.cause, start, says["day"]))

    def _plans_for(self, person: Person, *, is_manager: bool) -> Iterator[str]:
        for id_, plan in self.plans.items():
            applies = plan["applies"]
            if (
                applies.get("everyone")
                or (applies.get("managers") and is_manager)
                or (applies.get("no_mailbox") and not person.mailbox)
                or person.service in applies.get("services", [])
            ):
                yield id_

    def _settle(self, one: Induction, person: Person, day: date, *, is_manager: bool) -> None:
        if person.is_gone(day):
            one.state = "ended"
            return
        if one.cause == "start" and one.started != person.started:
            self._put_off(one, person)
        if day <= one.started + NINETY:
            for plan in self._plans_for(person, is_manager=is_manager):
                if plan not in one.plans:
                    self._add_plan(one, person, plan, max(one.started, day))
        for step in one.steps.values():
            step.state = self.state_of(one, step, day)
        self.close(one, day)

    @staticmethod
    def _put_off(one: Induction, person: Person) -> None:
        one.started = person.started
        for step in one.steps.values():
            if step.state != "done" and not step.moved:
                step.due = due(person, one.cause, one.started, step.says["day"])

    def close(self, one: Induction, day: date) -> None:
        """Note that an induction is complete when nothing of it is left."""
        if all(self.state_of(one, step, day) == "done" for step in one.steps.values()):
            one.state = "complete"

    def state_of(self, one: Induction, step: Step, day: date) -> str:
        """Return how a step stands, the training record included."""
        course = (one.person, step.says["how"].get("course"))
        if step.says["done"] == "course" and course in self.completions:
            until = self.completions[course]
            if until is None or until >= day:
                return "done"
        return step.state

    def _is_turn(self, number: int, kind: str, person: Person, first: date, day: date) -> bool:
        week = monday(day)
        turn = on_own_day(first, person.weekdays)
        is_turn = turn <= day and turn < week + timedelta(days=7) and on_own_day(day, person.weekdays) == day
        if not is_turn or (number, kind, week) in self.told:
            return False
        self.told.add((number, kind, week))
        return True

    def _say(self, day: date, person: str, kind: str, titles: list[str]) -> None:
        if titles:
            self.messages.append((day, person, kind, tuple(titles)))

    def _week_of(self, one: Induction, week: date, day: date) -> list[str]:
        own = [step for step in self._sorted(one) if step.says["by"] == "starter"]
        left = [step for step in own if self.state_of(one, step, day) == "open"]
        ahead = [step for step in left if day <= step.due < week + timedelta(days=7)]
        return _titles(ahead, 6) + _titles([step for step in left if step.due < day], 3)

    def _of_manager(self, one: Induction, week: date) -> list[str]:
        steps = self._sorted(one)
        own = [step for step in steps if step.says["by"] == "manager" and step.state == "open"]
        own = [step for step in own if step.due < week + timedelta(days=7)]
        said = [step for step in steps if step.state == "said" and step.says["done"] == "manager"]
        return _titles(own, 6) + [step.says["title"] for step in said[:6]]

    def _reminded(self, reminder: Reminder) -> list[str]:
        found = [
            step
            for one in self.open_of(reminder.person)
            for step in self._sorted(one)
            if step.says["by"] == "starter" and self.state_of(one, step, reminder.day) == "open"
        ]
        if reminder.step is not None:
            return [step.says["title"] for step in found if step.says["id"] == reminder.step[1]][:1]
        return [step.says["title"] for step in found[:3]]

    @staticmethod
    def _sorted(one: Induction) -> list[Step]:
        return sorted(one.steps.values(), key=lambda step: (step.due, step.says["id"]))


def due(person: Person, cause: str, start: date, number: int) -> date:
    """Return when a step is due."""
    if number >= 1:
        return on_own_day(numbered(start, number), person.weekdays)
    return numbered(start, 1) if cause == "role" else numbered(start, number)


def _titles(steps: list[Step], most: int) -> list[str]:
    more = [f"and {len(steps) - most} more"] if len(steps) > most else []
    return [step.says["title"] for step in steps[:most]] + more
