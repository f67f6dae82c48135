"""Takes that a step is done: at once, with a way back. What needs a booking leads on to that."""

import re
import uuid
from dataclasses import replace

from actions.induction.confirming import ConfirmStep
from actions.induction.steps import (
    DONE,
    MOST_SHOWN,
    OPEN,
    SAID,
    STARTER,
    chosen_step,
    listed,
    meant_steps,
    numbered,
    own_induction,
    own_steps,
    step_buttons,
    title_of,
    to_book,
)
from actions.staff_api import RefusedError
from actions.tasks.kinds import Kind
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from contracts.outcomes import Outcome

NOT_DONE = re.compile(r"\b(?:haven'?t|have not|didn'?t|did not|not yet|can'?t|couldn'?t)\b")


class CompleteStep(Kind):
    """Notes a step as done."""

    name = "complete_step"

    def __init__(self, confirm: ConfirmStep) -> None:
        """Keep how managers do it: what is not their own is a new starter's."""
        self._confirm = confirm

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Find the step, or ask which one."""
        induction = await own_induction(work)
        if induction is None or induction["state"] != "open":
            if await work.is_manager():
                return await self._confirm.begin(work)
            work.say("utter_no_induction", Outcome.DONE, [button("What mandatory training do I owe?")])
            return None
        if NOT_DONE.search(work.heard.text):
            work.say("utter_step_stays", Outcome.DONE, [button("Remind me tomorrow")])
            return None
        found = meant_steps(work.heard.text, [step for step in induction["steps"] if step["by"] == STARTER])
        return await self._take(work, task or Task(self.name), induction, found)

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take which step it is, or whether to look for a date."""
        if task.asks == "book":
            if work.heard.yes:
                return Task("book", course=task.course)
            work.say("utter_step_stays", Outcome.DONE, [button("What's next?", "what's next in my induction")])
            return None
        induction = await own_induction(work)
        if induction is None:
            return None
        steps = [step for step in induction["steps"] if step["by"] == STARTER]
        return await self._take(work, task, induction, chosen_step(work.heard, steps, task.options))

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message names a step, or answers yes or no."""
        if task.asks == "book":
            return work.heard.yes or work.heard.no
        induction = await own_induction(work)
        steps = induction["steps"] if induction else []
        return work.heard.place is not None or bool(chosen_step(work.heard, steps, task.options))

    async def _take(self, work: Work, task: Task, induction: Json, found: list[Json]) -> Task | None:
        left = [step for step in found if step["state"] != DONE] or found
        if len(left) == 1:
            return await self._note(work, task, left[0])
        shown = (left or own_steps(induction, OPEN))[:MOST_SHOWN]
        if not shown:
            work.say("utter_induction_complete", Outcome.DONE)
            return None
        work.say("utter_which_step", buttons=step_buttons(shown), steps=numbered(shown))
        options = tuple(step["id"] for step in shown)
        return replace(task, asks="step", options=options, misses=task.misses + (task.asks == "step"))

    async def _note(self, work: Work, task: Task, step: Json) -> Task | None:
        if step["state"] == DONE:
            work.say("utter_step_already_done", Outcome.DONE, _next_button(), step=title_of(step))
            return None
        try:
            now = await work.write(f"/v1/induction-steps/{step['id']}/done", {}, task.key or uuid.uuid4().hex)
        except RefusedError as error:
            work.refuse(error)
            return None
        if now["state"] == SAID and to_book([now]):
            work.say(
                "utter_step_needs_date", buttons=[button("Yes, show me dates", "yes"), button("No")], step=title_of(now)
            )
            return replace(task, asks="book", course=now["how"]["course"]["id"], options=())
        work.done = {"kind": "step", "step": step["id"], "person": None}
        buttons = [button("Undo that"), *_next_button()]
        if now["state"] == SAID and now["done_when"] == "course":
            work.say("utter_step_course_said", Outcome.DONE, buttons, step=title_of(now))
        elif now["state"] == SAID:
            work.say("utter_step_said", Outcome.DONE, buttons, step=title_of(now))
        else:
            await self._say_done(work, now)
        return None

    @staticmethod
    async def _say_done(work: Work, step: Json) -> None:
        induction = await own_induction(work)
        left = own_steps(induction, OPEN) if induction else []
        if not left:
            work.say("utter_last_step_done", Outcome.DONE, [button("Undo that")], step=title_of(step))
            return
        buttons = [button("Undo that"), *_next_button()] if step["done_when"] != "course" else _next_button()
        work.say("utter_step_done", Outcome.DONE, buttons, step=title_of(step), next=listed(left[:1]))


def _next_button() -> list[dict[str, str]]:
    return [button("What's next?", "what's next in my induction")]
