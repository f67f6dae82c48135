"""Sets a reminder for a day, of one step or of what comes next. It is kept by the API, which sends it."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

from actions.induction.steps import OPEN, day_meant, meant_steps, own_induction, own_steps, say_day
from actions.staff_api import RefusedError
from actions.tasks.kinds import Kind
from actions.tasks.task import Task
from actions.tasks.work import Work, button
from actions.training.courses import plain
from contracts.outcomes import Outcome


class SetReminder(Kind):
    """Remind me on Thursday."""

    name = "reminder"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Find the day and the step, or ask for the day."""
        induction = await own_induction(work)
        if induction is None:
            work.say("utter_no_induction", Outcome.DONE, [button("What am I booked on?")])
            return None
        found = meant_steps(work.heard.text, own_steps(induction, OPEN))
        task = task or Task(self.name, step=found[0]["id"] if len(found) == 1 else None)
        return await self._take(work, task)

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take the day."""
        return await self._take(work, task)

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message names a day."""
        return work.heard.when is not None

    async def _take(self, work: Work, task: Task) -> Task | None:
        day = day_meant(work.heard, work.today)
        if day is None:
            tomorrow = work.today + timedelta(days=1)
            work.say("utter_remind_when", buttons=[button(say_day(tomorrow)), button("Stop", "stop")])
            return replace(task, asks="day", misses=task.misses + (task.asks == "day"))
        body = {"remind_on": day.isoformat(), "step_id": task.step}
        try:
            kept = await work.write("/v1/induction-reminders", body, task.key or uuid.uuid4().hex)
        except RefusedError as error:
            work.refuse(error)
            return replace(task, asks="day") if error.code == "day_refused" else None
        work.done = {"kind": "reminder", "reminder": kept["id"], "person": None}
        title = plain(kept["title"]) if kept["title"] else "what comes next"
        shown = say_day(date.fromisoformat(kept["remind_on"]))
        work.say("utter_reminder_set", Outcome.DONE, [button("Undo that")], day=shown, step=title)
        return None
