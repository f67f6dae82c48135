"""Takes back what was done last: by the opposite task, which asks for a yes as always."""

import re
import uuid
from dataclasses import replace

from actions.staff_api import RefusedError
from actions.tasks.kinds import Kind
from actions.tasks.task import Task
from actions.tasks.work import Work, button
from actions.training.booking import Book
from actions.training.cancelling import Cancel
from actions.training.courses import plain
from actions.training.sessions import describe
from contracts.outcomes import Outcome

# What was done of an induction or a PDR is taken back there.
UNDO_INDUCTION, OF_INDUCTION, UNDO_PDR = "undo_induction", ("step", "reminder"), "undo_pdr"
NAMES_PDR = re.compile(r"\b(?:pdrs?|my space|reviews?|appraisals?)\b")


class Undo(Kind):
    """Finds out what to take back."""

    name = "undo"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Begin the opposite of what was done last."""
        done = work.turn.done if isinstance(work.turn.done, dict) else {}
        kind, person = done.get("kind"), done.get("person")
        if kind == "book":
            return await Cancel().begin(work, Task("cancel", booking=done["booking"], person=person))
        if kind == "interest":
            return await Withdraw().begin(work, Task("withdraw", booking=done["booking"]))
        if kind in OF_INDUCTION:
            return Task(UNDO_INDUCTION)
        if kind in ("cancel", "move"):
            session = await work.read(f"/v1/sessions/{done['session']}")
            course = session["course"]["id"]
            if kind == "cancel":
                return await Book().put(work, Task("book", course=course, person=person), session)
            task = Task(
                "move", "confirm", course=course, booking=done["booking"], session=done["session"], person=person
            )
            work.say(
                "utter_confirm_move_back",
                buttons=[button("Yes, move it back", "yes"), button("No")],
                date=describe(session),
            )
            return replace(task, key=uuid.uuid4().hex)
        if kind == "pdr" or NAMES_PDR.search(work.heard.text):
            return Task(UNDO_PDR)
        work.say("utter_nothing_to_undo", Outcome.CONVERSATION, [button("What am I booked on?")])
        return None

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Begin again: undoing itself asks nothing."""
        return await self.begin(work)

    async def understands(self, work: Work, task: Task) -> bool:
        """Nothing is asked, so nothing answers."""
        return False


class Withdraw(Kind):
    """Withdraws an application that nobody decided yet."""

    name = "withdraw"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Ask for a yes."""
        if task is None:
            return None
        application = await work.read(f"/v1/applications/{task.booking}")
        buttons = [button("Yes, withdraw it", "yes"), button("No")]
        work.say("utter_confirm_withdraw", buttons=buttons, course=plain(application["title"]))
        return replace(task, asks="confirm", key=uuid.uuid4().hex)

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take the yes."""
        if not work.heard.yes:
            work.say("utter_not_withdrawn", Outcome.DONE)
            return None
        try:
            sent = await work.write(f"/v1/applications/{task.booking}/withdraw", {}, task.key)
        except RefusedError as error:
            work.refuse(error)
            return None
        work.done = {}
        work.say("utter_withdrawn", Outcome.DONE, reference=sent["reference"])
        return None

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message says yes or no."""
        return work.heard.yes or work.heard.no
