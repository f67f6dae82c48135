"""Books the meeting for a PDR of somebody in the team, or moves it: who, which day, what time, yes."""

import uuid
from dataclasses import replace
from typing import ClassVar

from actions.pdr.meaning import meant_instead
from actions.pdr.team import OPEN_PDRS, OfTheTeam, pdr_of, time_of
from actions.pdr.words import moment_of, when_in_words
from actions.staff_api import RefusedError
from actions.tasks.task import Task
from actions.tasks.work import Work, button
from actions.training import people
from actions.training.courses import plain
from contracts.outcomes import Outcome
from reading.clock_times import read_time

YES_NO = [button("Yes, book it", "yes"), button("Another time"), button("No, stop", "stop")]
# Refusals after which another time may do.
OTHER_TIME = frozenset({"pdr_in_the_past", "pdr_time_clash"})
DAY, TIME = "Which day, and what time?", "What time?"


class BookPdr(OfTheTeam):
    """Books or moves it."""

    name: ClassVar[str] = "book_pdr"
    reason = "Both of you get an invitation for that time, and I book nothing without your yes."

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Take what the first message says, and ask for what is missing."""
        return meant_instead(work) or await self.find_person(work, self._with_time(work, Task(self.name)))

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take who, when, or the yes."""
        if task.asks == "person":
            return await people.choose_person(work, task, self.ask)
        changed = self._with_time(work, task)
        if task.asks == "when" or (changed.first, changed.clock) != (task.first, task.clock):
            return await self.ask(work, changed)
        if work.heard.yes:
            return await self._write(work, task)
        if "another" in work.heard.text or "different" in work.heard.text:
            return await self.ask(work, replace(task, first=None, last=None, clock=""))
        work.say("utter_pdr_not_booked", Outcome.DONE)
        return None

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message names somebody, a day or a time, or says yes or no."""
        if task.asks == "person":
            return await people.names_report(work)
        names_time = work.heard.when is not None or read_time(work.turn.text) is not None
        if task.asks == "when":
            return names_time
        other = "another" in work.heard.text or "different" in work.heard.text
        return names_time or work.heard.yes or work.heard.no or other

    async def change(self, work: Work, task: Task) -> Task | None:
        """Take another day or time."""
        changed = self._with_time(work, task)
        if (changed.first, changed.clock) == (task.first, task.clock):
            changed = replace(task, first=None, last=None, clock="")
        return await self.ask(work, changed)

    async def question(self, work: Work, task: Task) -> str:
        """Return the open question."""
        if task.asks == "when":
            return TIME if task.first else DAY
        return await super().question(work, task)

    @staticmethod
    def _with_time(work: Work, task: Task) -> Task:
        """Return the task with the day and the time that a message names; a span of days names none."""
        when, clock = work.heard.when, read_time(work.turn.text)
        day = when.day if when else None
        if day is not None:
            task = replace(task, first=day.isoformat(), last=day.isoformat())
        return replace(task, clock=f"{clock:%H:%M}") if clock else task

    async def ask(self, work: Work, task: Task) -> Task | None:
        """Ask for the day and the time, or for the yes."""
        pdr = await pdr_of(work, task.person)
        name = plain(pdr["person"]["name"])
        if pdr["state"] in ("held", "recorded"):
            work.say("utter_pdr_is_held", Outcome.REFUSED, OPEN_PDRS, name=name)
            return None
        if not task.first or not task.clock:
            work.say("utter_pdr_when", name=name, question=TIME if task.first else DAY)
            return replace(task, asks="when", options=())
        when = when_in_words(time_of(task))
        if pdr["state"] == "booked":
            before = when_in_words(moment_of(pdr["starts_at"]))
            work.say("utter_confirm_pdr_move", buttons=YES_NO, name=name, when=when, before=before)
        else:
            work.say("utter_confirm_pdr", buttons=YES_NO, name=name, when=when)
        return replace(task, asks="confirm", options=(), key=uuid.uuid4().hex)

    async def _write(self, work: Work, task: Task) -> Task | None:
        before = (await pdr_of(work, task.person))["starts_at"]
        path = f"/v1/people/{task.person}/pdr/booking"
        try:
            pdr = await work.write(path, {"starts_at": time_of(task).isoformat()}, task.key)
        except RefusedError as error:
            if error.code not in OTHER_TIME:
                raise
            work.refuse(error)
            return replace(task, asks="when", first=None, last=None, clock="")
        did = "moved" if before else "booked"
        work.done = {"kind": "pdr", "person": task.person, "did": did, "was": before}
        name, when = plain(pdr["person"]["name"]), when_in_words(moment_of(pdr["starts_at"]))
        text = await work.api.read_text(work.turn, pdr["invite"])
        files = [{"name": "pdr.ics", "media_type": "text/calendar", "text": text}]
        work.add(
            "utter_pdr_booked", Outcome.DONE, [*OPEN_PDRS, button("Undo that")], {"files": files}, name=name, when=when
        )
        return None
