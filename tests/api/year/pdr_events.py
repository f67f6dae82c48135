"""What happens on a day with absences and PDRs, drawn with a seed, and done to the real council and to the recount."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from api.acts import LONDON
from api.pdr import service
from api.pdr.errors import PdrClashError
from api.pdr.views import BookingBody, RecordBody
from tests.api.year.calendar import WORKING, is_working
from tests.api.year.council import Council
from tests.api.year.directory import Person
from tests.api.year.pdr_council import add_talk, note_absence
from tests.api.year.pdr_recount import PdrRecount, Talk

# Of a thousand people in a year: 100 are away for some time; of each person so many steps of a PDR are tried.
ABSENCE, STEPS = 0.1, 6.0
# How a talk of before the first day stands; most were agreed to.
BEFORE = ("agreed", "agreed", "recorded", "held")


@dataclass
class PdrEvents:
    """The hand of chance over both."""

    council: Council
    recount: PdrRecount
    chance: random.Random
    busy: float = 1.0

    def begin(self, first: date) -> None:
        """Let some people have had a talk in the months before the first day."""
        for person in self.recount.people.values():
            held = first - timedelta(days=self.chance.randint(1, 250))
            if person.started < held and self.chance.random() < 0.4:
                talk = Talk(self.chance.choice(BEFORE), held=held)
                talk.recorded = None if talk.state == "held" else held
                add_talk(self.council, person.id, person.manager, self._year(person, held), talk)
                self.recount.talks[person.id].append(talk)

    def happen(self, day: date) -> None:
        """Let managers and people act in the afternoon, and absences come in the evening."""
        if not is_working(day):
            return
        self.council.set_time(day, 15)
        for _ in range(self._times(STEPS)):
            self._act(self._somebody(day), day)
        self.council.set_time(day, 18)
        for _ in range(self._times(ABSENCE)):
            self._begin_absence(self._somebody(day), day)
        self._end_absences(day)

    def _times(self, share: float) -> int:
        wanted = share * self.busy * len(self.recount.people) / 250
        return int(wanted) + (self.chance.random() < wanted % 1)

    def _somebody(self, day: date) -> Person:
        present = [one for one in self.recount.people.values() if not one.is_gone(day) and one.started <= day]
        return self.chance.choice(present)

    def _year(self, person: Person, day: date) -> int:
        return self.recount.begins(person.service, day).year

    def _begin_absence(self, person: Person, day: date) -> None:
        first = day + timedelta(days=self.chance.choice((-6, -1, 0, 3, 20)))
        if any(last is None or last >= first for _, last in person.absences):
            return
        last = first + timedelta(days=self.chance.choice((9, 26, 27, 45, 120)))
        self._note_absence(person, first, last if self.chance.random() < 0.5 else None)

    def _end_absences(self, day: date) -> None:
        """Let now and then become known when somebody comes back, or that it is another day."""
        for person in self.recount.people.values():
            for first, last in person.absences[-1:]:
                is_going_on = first <= day and (last is None or last > day)
                if is_going_on and self.chance.random() < (0.03 if last is None else 0.01):
                    self._note_absence(person, first, day + timedelta(days=self.chance.choice((0, 2, 14, 40))))

    def _note_absence(self, person: Person, first: date, last: date | None) -> None:
        note_absence(self.council, person.id, first, last)
        person.absences = [one for one in person.absences if one[0] != first] + [(first, last)]

    def _act(self, person: Person, day: date) -> None:
        talks = self.recount.talks[person.id]
        waiting = [talk for talk in talks if talk.state == "recorded"]
        # Two are held at once when somebody does not agree to the record of the year before: the newest comes first.
        in_hand = [talk for talk in talks if talk.state == "held"] or [talk for talk in talks if talk.state == "booked"]
        under_way = max(in_hand, key=lambda talk: talk.day, default=None)
        manager = self.recount.people.get(person.manager or "")
        if waiting and self.chance.random() < 0.4:
            self._answer(person, max(waiting, key=lambda talk: talk.day), agrees=self.chance.random() < 0.8)
        elif manager is None or manager.is_gone(day):
            return
        elif (noted := self._to_take_back(person, under_way, day)) and self.chance.random() < 0.1:
            self._take_back(person, manager, noted)
        elif under_way is not None:
            self._go_on(person, manager, under_way, day)
        elif self.recount.running(person, day) is None and self.chance.random() < 0.6:
            self._book(person, manager, day, None)
        elif self.recount.running(person, day) is None:
            self._hold(person, manager, day)

    def _answer(self, person: Person, talk: Talk, *, agrees: bool) -> None:
        with self.council.acting(person.id) as act:
            service.answer_record(act, person.id, agrees=agrees)
        talk.state = "agreed" if agrees else "held"

    def _go_on(self, person: Person, manager: Person, talk: Talk, day: date) -> None:
        is_over = talk.starts is not None and talk.starts <= datetime.combine(day, time(15))
        if talk.state == "held" or is_over:
            self._record(person, manager, talk, day)
        elif self.chance.random() < 0.15:
            self._book(person, manager, day, talk)
        elif self.chance.random() < 0.1:
            with self.council.acting(manager.id) as act:
                service.cancel_meeting(act, person.id)
            self.recount.talks[person.id].remove(talk)

    def _record(self, person: Person, manager: Person, talk: Talk, day: date) -> None:
        """Note it as held, or record it; some are held and recorded at once."""
        is_held_only = talk.state == "booked" and self.chance.random() < 0.5
        with self.council.acting(manager.id) as act:
            if is_held_only:
                service.hold_meeting(act, person.id, None)
            else:
                service.record_pdr(act, person.id, RecordBody())
        talk.held = talk.day
        talk.state, talk.recorded = ("held", talk.recorded) if is_held_only else ("recorded", day)

    def _to_take_back(self, person: Person, under_way: Talk | None, day: date) -> Talk | None:
        """Return what was noted of the meeting that the manager has in hand, or of the last that waits for a word."""
        if under_way is not None:
            return under_way if under_way.state == "held" else None
        running = self.recount.running(person, day)
        if running is not None and running.state == "recorded":
            return running
        waiting = [talk for talk in self.recount.talks[person.id] if talk.state == "recorded"]
        return max(waiting, key=lambda talk: talk.day, default=None)

    def _take_back(self, person: Person, manager: Person, talk: Talk) -> None:
        """Take back the record where there is one, and of half of them that they were held."""
        was_held = talk.recorded is not None and self.chance.random() < 0.5
        with self.council.acting(manager.id) as act:
            service.take_back(act, person.id, was_held=was_held)
        talk.state, talk.recorded = "held", None
        if not was_held:
            self.recount.talks[person.id].remove(talk)

    def _book(self, person: Person, manager: Person, day: date, talk: Talk | None) -> None:
        on = WORKING[WORKING.index(day) + self.chance.randint(1, 30)]
        starts = datetime.combine(on, time(self.chance.randint(9, 15), self.chance.choice((0, 15, 30))))
        others = [one for one in self.recount.talks[person.id] if one is not talk]
        if any(self._year(person, one.day) == self._year(person, on) for one in others):
            return
        try:
            with self.council.acting(manager.id) as act:
                service.book_meeting(act, person.id, BookingBody(starts_at=starts.replace(tzinfo=LONDON)))
        except PdrClashError:
            return
        if talk is None:
            talk = Talk("booked")
            self.recount.talks[person.id].append(talk)
        talk.starts, talk.booked = starts, day

    def _hold(self, person: Person, manager: Person, day: date) -> None:
        held = day - timedelta(days=self.chance.choice((0, 1, 5)))
        if any(self._year(person, one.day) == self._year(person, held) for one in self.recount.talks[person.id]):
            return
        with self.council.acting(manager.id) as act:
            service.hold_meeting(act, person.id, held)
        self.recount.talks[person.id].append(Talk("held", held=held))
