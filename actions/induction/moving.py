"""Moves a step to another day, or lets two steps swap their days; a yes before either."""

import re
import uuid
from dataclasses import replace
from datetime import date

from actions.induction.steps import (
    MOST_SHOWN,
    OPEN,
    chosen_step,
    day_meant,
    due_on,
    meant_steps,
    numbered,
    own_induction,
    own_steps,
    say_day,
    step_buttons,
    title_of,
)
from actions.staff_api import RefusedError
from actions.tasks.kinds import Kind
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from contracts.outcomes import Outcome

SWAP = re.compile(r"\b(?:swap|switch|exchange|trade)\b")
# "Swap shadowing with values": two steps on the two sides of one of these.
BETWEEN = re.compile(r"\b(?:with|and|for)\b")
YES_NO = [button("Yes, please", "yes"), button("Another day", "another day"), button("No")]


class MoveStep(Kind):
    """Can I do the shadowing on Friday instead?"""

    name = "move_step"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Take what the first message says, and ask for what is missing."""
        steps = await self._steps(work)
        if not steps:
            work.say("utter_no_induction", Outcome.DONE, [button("What am I booked on?")])
            return None
        task, text = task or Task(self.name), work.heard.text
        if SWAP.search(text):
            sides = [meant_steps(side, steps) for side in BETWEEN.split(text)]
            named = [side[0]["id"] for side in sides if len(side) == 1]
            if len(set(named)) > 1:
                task = replace(task, step=named[0], other=next(id_ for id_ in named if id_ != named[0]))
        found = meant_steps(text, steps)
        if task.step is None and len(found) == 1:
            task = replace(task, step=found[0]["id"])
        return await self._ask(work, self._with_day(work, task), steps, found)

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take which step, which day, or the yes."""
        steps, heard = await self._steps(work), work.heard
        if task.asks == "step":
            found = chosen_step(heard, steps, task.options)
            if len(found) == 1:
                task = replace(task, step=found[0]["id"], options=())
            return await self._ask(work, self._with_day(work, task), steps, found)
        if task.asks == "day":
            found = [step for step in meant_steps(heard.text, steps) if step["id"] != task.step]
            if heard.when is None and len(found) == 1:
                return await self._ask(work, replace(task, other=found[0]["id"]), steps, [])
            return await self._ask(work, self._with_day(work, task), steps, [])
        if heard.when is not None:
            return await self._ask(work, self._with_day(work, replace(task, other=None)), steps, [])
        if heard.yes:
            return await self._write(work, task, steps)
        if "another" in heard.text or "other day" in heard.text:
            return await self._ask(work, replace(task, first=None, other=None), steps, [])
        work.say("utter_step_stays", Outcome.DONE, [button("What's next?", "what's next in my induction")])
        return None

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message names a step or a day, or says yes or no."""
        heard = work.heard
        if task.asks == "confirm":
            return heard.yes or heard.no or heard.when is not None or "another" in heard.text
        named = bool(chosen_step(heard, await self._steps(work), task.options))
        return named or heard.place is not None or heard.when is not None

    async def change(self, work: Work, task: Task) -> Task | None:
        """Take another day, or ask for one."""
        if work.heard.when is not None:
            return await self.go_on(work, replace(task, asks="day"))
        return await self._ask(work, replace(task, first=None, other=None), await self._steps(work), [])

    @staticmethod
    async def _steps(work: Work) -> list[Json]:
        induction = await own_induction(work)
        return own_steps(induction, OPEN) if induction and induction["state"] == "open" else []

    @staticmethod
    def _with_day(work: Work, task: Task) -> Task:
        day = day_meant(work.heard, work.today)
        return replace(task, first=day.isoformat(), other=None) if day else task

    async def _ask(self, work: Work, task: Task, steps: list[Json], found: list[Json]) -> Task | None:
        step = next((step for step in steps if step["id"] == task.step), None)
        if step is None:
            shown = (found or steps)[:MOST_SHOWN]
            work.say("utter_which_step", buttons=step_buttons(shown), steps=numbered(shown))
            options = tuple(step["id"] for step in shown)
            return replace(task, asks="step", options=options, misses=task.misses + (task.asks == "step"))
        other = next((one for one in steps if one["id"] == task.other), None)
        key = uuid.uuid4().hex
        if other is not None:
            work.say("utter_confirm_swap", buttons=YES_NO, first=_with(step), second=_with(other))
            return replace(task, asks="confirm", key=key)
        if task.first is None:
            work.say("utter_move_to_when", buttons=[button("Stop", "stop")], step=_with(step))
            return replace(task, asks="day")
        day = say_day(date.fromisoformat(task.first))
        work.say("utter_confirm_move_step", buttons=YES_NO, step=_with(step), day=day)
        return replace(task, asks="confirm", key=key)

    async def _write(self, work: Work, task: Task, steps: list[Json]) -> Task | None:
        path = f"/v1/induction-steps/{task.step}"
        try:
            if task.other:
                both = (await work.write(f"{path}/swap", {"with_step_id": task.other}, task.key))["items"]
                work.say("utter_steps_swapped", Outcome.DONE, first=_with(both[0]), second=_with(both[1]))
                return None
            moved = await work.write(f"{path}/move", {"due_on": task.first}, task.key)
        except RefusedError as error:
            work.refuse(error)
            return replace(task, asks="day", first=None, other=None) if error.code == "day_refused" else None
        work.say("utter_step_moved", Outcome.DONE, step=title_of(moved), day=say_day(due_on(moved)))
        return None


def _with(step: Json) -> str:
    """Return a step with its day."""
    return f"{title_of(step)} ({say_day(due_on(step))})"
