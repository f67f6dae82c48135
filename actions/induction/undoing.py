"""Takes back what was said last of an induction: a step, or a reminder. It asks for no yes, for nothing is lost."""

import uuid
from datetime import date

from actions.induction.steps import say_day, title_of
from actions.staff_api import RefusedError
from actions.tasks.task import Task
from actions.tasks.work import Work, button
from actions.training.records import Showing
from actions.training.undoing import UNDO_INDUCTION
from contracts.outcomes import Outcome


class UndoInduction(Showing):
    """Takes it back."""

    name = UNDO_INDUCTION

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Open the step again, or take the reminder back."""
        done = work.turn.done if isinstance(work.turn.done, dict) else {}
        is_step = done.get("kind") == "step"
        kept = f"/v1/induction-reminders/{done.get('reminder')}/cancel"
        path = f"/v1/induction-steps/{done.get('step')}/reopening" if is_step else kept
        try:
            found = await work.write(path, {}, uuid.uuid4().hex)
        except RefusedError as error:
            work.refuse(error)
            return None
        work.done = {}
        buttons = [button("What's next?", "what's next in my induction")] if not done.get("person") else []
        if is_step:
            work.say("utter_step_open_again", Outcome.DONE, buttons, step=title_of(found))
        else:
            day = say_day(date.fromisoformat(found["remind_on"]))
            work.say("utter_reminder_gone", Outcome.DONE, buttons, day=day)
        return None
