"""Calls off the meeting for a PDR that is booked: whose, and a plain yes."""

import uuid
from dataclasses import replace
from typing import ClassVar

from actions.pdr.meaning import CANCEL
from actions.pdr.team import OPEN_PDRS, AfterAYes, at_time, pdr_of, time_of
from actions.pdr.words import due_sentence, meeting_of, moment_of, state_in_words, when_in_words
from actions.staff_api import RefusedError
from actions.tasks.task import Task
from actions.tasks.work import Work, button
from actions.training.courses import plain
from contracts.outcomes import Outcome

YES_NO = [button("Yes, cancel it"), button("No, keep it")]


class CancelPdr(AfterAYes):
    """Calls it off."""

    name: ClassVar[str] = CANCEL
    reason = "Both of you are told, and I cancel nothing without your yes."

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Find out whose meeting is meant."""
        return await self.find_person(work, task or Task(self.name))

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
        task = at_time(task, moment_of(pdr["starts_at"]))
        return replace(task, asks="confirm", options=(), key=uuid.uuid4().hex)

    async def write(self, work: Work, task: Task) -> None:
        """Cancel it, and say by when the PDR is due."""
        try:
            pdr = await work.write(f"/v1/people/{task.person}/pdr/cancel", {}, task.key)
        except RefusedError as error:
            work.refuse(error, OPEN_PDRS)
            return
        work.done = {"kind": "pdr", "person": task.person, "did": "cancelled", "was": time_of(task).isoformat()}
        name = plain(pdr["person"]["name"])
        said = (
            f"The meeting on {when_in_words(time_of(task))} is cancelled, and both of you are told.{due_sentence(pdr)}"
        )
        buttons = [button("Undo that"), button(f"Book {pdr['person']['name']}'s PDR")]
        work.say("utter_pdr_when", Outcome.DONE, buttons, name=name, question=said)

    async def leave(self, work: Work, task: Task) -> None:
        """Keep it."""
        work.say("utter_kept", Outcome.DONE)
