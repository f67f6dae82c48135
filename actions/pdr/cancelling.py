"""Calls off the meeting for a PDR that is booked: whose, and a plain yes."""

import uuid
from dataclasses import replace
from typing import ClassVar

from actions.pdr.meaning import CANCEL
from actions.pdr.team import OPEN_PDRS, OfTheTeam, pdr_of
from actions.pdr.words import due_sentence, meeting_of, state_in_words
from actions.staff_api import RefusedError
from actions.tasks.task import Task
from actions.tasks.work import Work, button
from actions.training import people
from actions.training.courses import plain
from contracts.outcomes import Outcome

YES_NO = [button("Yes, cancel it"), button("No, keep it")]


class CancelPdr(OfTheTeam):
    """Calls it off."""

    name: ClassVar[str] = CANCEL
    reason = "Both of you are told, and I cancel nothing without your yes."

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Find out whose meeting is meant."""
        return await self.find_person(work, task or Task(self.name))

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take who, or the yes."""
        if task.asks == "person":
            return await people.choose_person(work, task, self.ask)
        if work.heard.yes and not work.heard.no:
            return await self._write(work, task)
        work.say("utter_kept", Outcome.DONE)
        return None

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message names somebody, or says yes or no."""
        if task.asks == "person":
            return await people.names_report(work)
        return work.heard.yes or work.heard.no or work.turn.negated

    async def ask(self, work: Work, task: Task) -> Task | None:
        """Ask for the yes to the very meeting."""
        pdr = await pdr_of(work, task.person)
        name = plain(pdr["person"]["name"])
        if pdr["state"] != "booked":
            said = f"No meeting is booked, so there is none to cancel. It is {state_in_words(pdr)}."
            work.say("utter_pdr_when", Outcome.REFUSED, OPEN_PDRS, name=name, question=said)
            return None
        meeting = f"the meeting with {name}, {meeting_of(pdr)}; both of you are told"
        work.say("utter_confirm_cancel", buttons=YES_NO, booking=meeting)
        return replace(task, asks="confirm", options=(), key=uuid.uuid4().hex)

    async def _write(self, work: Work, task: Task) -> Task | None:
        before = await pdr_of(work, task.person)
        try:
            pdr = await work.write(f"/v1/people/{task.person}/pdr/cancel", {}, task.key)
        except RefusedError as error:
            work.refuse(error, OPEN_PDRS)
            return None
        work.done = {"kind": "pdr", "person": task.person, "did": "cancelled", "was": before["starts_at"]}
        name = plain(pdr["person"]["name"])
        said = f"The meeting on {meeting_of(before)} is cancelled, and both of you are told.{due_sentence(pdr)}"
        buttons = [button("Undo that"), button(f"Book {pdr['person']['name']}'s PDR")]
        work.say("utter_pdr_when", Outcome.DONE, buttons, name=name, question=said)
        return None
