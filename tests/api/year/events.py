"""What happens in a council on a day, drawn with a seed, and done to the real one and to the recount alike."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from api.induction import service
from tests.api.year.calendar import is_working, on_own_day
from tests.api.year.council import Council
from tests.api.year.directory import Person
from tests.api.year.induction_recount import Induction, Recount, Reminder, Step

# Of a thousand people in a year: 140 join, 120 leave, 80 have another role, 150 another manager. `busy`: times as many.
JOIN, LEAVE, ROLE, MANAGER = 0.14, 0.12, 0.08, 0.15
SERVICES = ("Children's Social Care", "Adult Social Care", "Planning", "Highways")
JOBS = ("Social Worker", "Newly Qualified Social Worker", "Care Assistant", "Planner")


@dataclass
class Events:
    """The hand of chance over both."""

    council: Council
    recount: Recount
    chance: random.Random
    busy: float = 1.0

    def happen(self, day: date) -> None:
        """Let people act at noon, and the directory change in the evening."""
        self.council.set_time(day, 12)
        for one in [one for one in self.recount.inductions if one.state == "open" and one.started <= day]:
            self._act(one, self.recount.people[one.person], day)
        self.council.set_time(day, 17)
        if is_working(day):
            self._change_directory(day)

    def _times(self, share: float) -> int:
        wanted = share * self.busy * len(self.recount.people) / 250
        return int(wanted) + (self.chance.random() < wanted % 1)

    def _somebody(self, day: date) -> Person:
        present = [one for one in self.recount.people.values() if not one.is_gone(day) and one.started <= day]
        return self.chance.choice(present)

    def _change_directory(self, day: date) -> None:
        for _ in range(self._times(JOIN)):
            started = day + timedelta(days=self.chance.choice((-4, 1, 3, 10, 13, 20, 35)))
            new = self.council.join(self._somebody(day).id, started)
            self.recount.people[new.id] = new
        for _ in range(self._times(LEAVE)):
            person = self._somebody(day)
            person.left = day + timedelta(days=self.chance.choice((1, 10, 30)))
            self.council.change(person.id, left_on=person.left)
        for _ in range(self._times(ROLE)):
            person = self._recent_or_any(day)
            person.role_since = day + timedelta(days=self.chance.choice((-3, 1, 7)))
            person.service, person.job = self.chance.choice(SERVICES), self.chance.choice(JOBS)
            self.council.change(person.id, role_since=person.role_since, service=person.service, job=person.job)
        for _ in range(self._times(MANAGER)):
            person, manager = self._recent_or_any(day), self._recent_or_any(day)
            if person.id != manager.id:
                person.manager = manager.id
                self.council.change(person.id, manager_id=manager.id)
        self._put_off(day)

    def _recent_or_any(self, day: date) -> Person:
        """Return somebody, as often as not a new starter: of them this is about."""
        recent = [one for one in self.recount.people.values() if day < one.started + timedelta(days=90)]
        present = [one for one in recent if not one.is_gone(day) and one.started <= day]
        return self.chance.choice(present) if present and self.chance.random() < 0.5 else self._somebody(day)

    def _put_off(self, day: date) -> None:
        ahead = [one for one in self.recount.people.values() if one.started > day + timedelta(days=1)]
        if ahead and self.chance.random() < 0.1:
            person = self.chance.choice(ahead)
            person.started += timedelta(days=7)
            self.council.change(person.id, started_on=person.started)

    def _act(self, one: Induction, person: Person, day: date) -> None:
        if person.is_gone(day) or on_own_day(day, person.weekdays) != day:
            return
        left = [step for step in one.steps.values() if self.recount.state_of(one, step, day) == "open"]
        if not left:
            return
        step = self.chance.choice(left)
        what = self.chance.random()
        if what < 0.3:
            self._finish(one, person, step, day)
        elif what < 0.36:
            self._move(one, person, step, day)
        elif what < 0.42:
            self._remind(one, person, step, day)

    def _finish(self, one: Induction, person: Person, step: Step, day: date) -> None:
        how, step_id = step.says["done"], self.council.step_id(one, step.says["id"])
        manager = self.recount.people.get(person.manager or "")
        if how == "course":
            until = self.chance.choice((None, day + timedelta(days=40)))
            course = str(step.says["how"]["course"])
            self.council.complete(person.id, course, day, until)
            self.recount.completions[person.id, course] = until
        elif step.says["by"] == "manager" or (how == "manager" and self.chance.random() < 0.5):
            if manager and not manager.is_gone(day):
                with self.council.acting(manager.id) as act:
                    service.confirm(act, step_id)
                step.state = "done"
                self.recount.close(one, day)
        else:
            with self.council.acting(person.id) as act:
                service.say_done(act, step_id)
            step.state = "done" if how == "said" else "said"
            self.recount.close(one, day)

    def _move(self, one: Induction, person: Person, step: Step, day: date) -> None:
        wanted = on_own_day(day + timedelta(days=self.chance.randint(1, 20)), person.weekdays)
        is_free = step.says["by"] == "starter" and not step.says.get("fixed")
        if not is_free or wanted > one.started + timedelta(days=90):
            return
        with self.council.acting(person.id) as act:
            service.move_step(act, self.council.step_id(one, step.says["id"]), wanted)
        step.due, step.moved = wanted, True

    def _remind(self, one: Induction, person: Person, step: Step, day: date) -> None:
        of_step = self.chance.random() < 0.7 and step.says["by"] == "starter"
        wanted = on_own_day(day + timedelta(days=self.chance.randint(1, 9)), person.weekdays)
        with self.council.acting(person.id) as act:
            service.ask_reminder(act, wanted, self.council.step_id(one, step.says["id"]) if of_step else None)
        about = (person.id, str(step.says["id"])) if of_step else None
        same = [known for known in self.recount.reminders if known.day == wanted and known.person == person.id]
        if not any(known.step == about and not known.is_sent for known in same):
            self.recount.reminders.append(Reminder(person.id, about, wanted))
