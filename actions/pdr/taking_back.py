"""Takes back what was noted of a PDR: the record, or that there was a meeting at all. Asks for a plain yes."""

import uuid
from dataclasses import replace
from typing import ClassVar

from actions.pdr.booking import BookPdr
from actions.pdr.cancelling import CancelPdr
from actions.pdr.meaning import CANCEL, TAKE_BACK, says_not_held, takes_back
from actions.pdr.team import OPEN_PDRS, AfterAYes, at_time, pdr_of
from actions.pdr.words import day_of, moment_of
from actions.staff_api import RefusedError
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from actions.training.courses import plain
from actions.training.records import Showing
from actions.training.undoing import NAMES_PDR, UNDO_PDR
from contracts.outcomes import Outcome

YES_NO = [button("Yes, take it back", "yes"), button("No, leave it", "no")]
PERSON = button("Talk to a person")


class TakeBackPdr(AfterAYes):
    """Takes it back. `waits` in the task: there was a meeting, so only the record is taken back."""

    name: ClassVar[str] = TAKE_BACK
    reason = "What is taken back has to be noted again, so I do it only with your yes."

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Find out whose PDR is meant."""
        waits = not says_not_held(work.heard.text)
        return await self.find_person(work, task if task and task.person else Task(self.name, waits=waits))

    async def ask(self, work: Work, task: Task) -> Task | None:
        """Ask for the yes, and say what goes back with it."""
        pdr = await pdr_of(work, task.person)
        is_recorded = pdr["state"] != "held" and pdr["unanswered_on"] is not None
        if pdr["state"] == "booked" and not is_recorded:
            # Nothing was noted of it: what did not take place is called off.
            return await CancelPdr().ask(work, Task(CANCEL, person=task.person))
        task = replace(task, waits=task.waits and is_recorded)
        name = plain(pdr["person"]["name"])
        if pdr["state"] != "held" and not is_recorded:
            said = _closed(pdr)
            work.say("utter_pdr_when", Outcome.REFUSED, [*OPEN_PDRS, PERSON], name=name, question=said)
            return None
        work.say("utter_pdr_when", buttons=YES_NO, name=name, question=_question(pdr, was_held=task.waits))
        return replace(task, asks="confirm", options=(), key=uuid.uuid4().hex)

    async def write(self, work: Work, task: Task) -> None:
        """Take it back."""
        path = f"/v1/people/{task.person}/pdr/taking-back"
        try:
            pdr = await work.write(path, {"was_held": task.waits}, task.key)
        except RefusedError as error:
            work.refuse(error, OPEN_PDRS)
            return
        # It is who "hers" is after this, but nothing that "undo that" could take back.
        work.done = {"kind": "pdr", "person": task.person}
        name = pdr["person"]["name"]
        again = button(f"Mark {name}'s PDR as done") if task.waits else button(f"Book {name}'s PDR")
        work.say("utter_step_open_again", Outcome.DONE, [again], step=plain(f"{name}'s PDR"))

    async def leave(self, work: Work, task: Task) -> None:
        """Leave it as it is."""
        name = plain((await pdr_of(work, task.person))["person"]["name"])
        work.say("utter_pdr_when", Outcome.DONE, name=name, question="All right, it stays as it is.")


class UndoPdr(Showing):
    """Takes back what was done last about a PDR, by the opposite task."""

    name = UNDO_PDR

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Begin the opposite."""
        done = work.turn.done if isinstance(work.turn.done, dict) else {}
        person, did, was = done.get("person"), done.get("did"), str(done.get("was"))
        if did == "booked":
            return await CancelPdr().begin(work, Task(CANCEL, person=person))
        if did in ("moved", "cancelled"):
            return await BookPdr().ask(work, at_time(Task(BookPdr.name, person=person), moment_of(was)))
        if did == "recorded":
            was_held = was == "held" and not says_not_held(work.heard.text)
            return await TakeBackPdr().begin(work, Task(TAKE_BACK, person=person, waits=was_held))
        if takes_back(work.heard.text) and NAMES_PDR.search(work.heard.text):
            return await TakeBackPdr().begin(work)
        work.say("utter_nothing_to_undo", Outcome.CONVERSATION, OPEN_PDRS)
        return None


def _closed(pdr: Json) -> str:
    if pdr["state"] == "due":
        return "Nothing was noted of it, so there is nothing to take back."
    return "You have both said that the record is right, so it can't be taken back here."


def _question(pdr: Json, *, was_held: bool) -> str:
    if pdr["state"] == "held":
        return "Shall I note that it was not held after all? It is due again then."
    asked = f"Shall I take back what was recorded of {day_of(pdr['unanswered_on'])}"
    asked += ", so that you can record it again?" if was_held else ", and that it was held? It is due again then."
    # What came of the record of a year before is not in sight.
    given = pdr["state"] != "recorded" or any(one["outcome"] in ("booked", "interest") for one in pdr["training"])
    back = " Places and support that came with the record go back too." if given else ""
    return f"{asked}{back} {plain(pdr['person']['name'].split()[0])} is told."
