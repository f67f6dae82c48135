"""A manager confirms a step of a new starter, or says that one of their own is done; a yes before it."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from actions.induction.starters import MOST_PEOPLE, meant_starters, starter_lines, waiting_for_manager
from actions.induction.steps import (
    DONE,
    MANAGER,
    MOST_SHOWN,
    OPEN,
    chosen_step,
    inductions_led,
    meant_steps,
    numbered,
    step_buttons,
    team_inductions,
    title_of,
)
from actions.staff_api import RefusedError
from actions.tasks.kinds import Kind
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from actions.training.courses import plain
from contracts.outcomes import Outcome


class ConfirmStep(Kind):
    """Confirm that Sam did his local induction."""

    name = "confirm_step"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Find the person and the step, or ask."""
        inductions = await inductions_led(work)
        if not inductions:
            return None
        return self._find(work, task or Task(self.name), inductions, meant_starters(work.turn.text, inductions))

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take who, which step, or the yes."""
        inductions = await team_inductions(work)
        if task.asks == "person":
            return self._find(work, task, inductions, _picked(work, task, inductions))
        mine = [one for one in inductions if one["person"]["id"] == task.person]
        if not mine:
            work.say("utter_no_starters", Outcome.DONE)
            return None
        if task.asks == "step":
            found = chosen_step(work.heard, confirmable(mine[0]), task.options)
            return self._ask_step(work, task, mine[0], found)
        if not work.heard.yes:
            work.say("utter_not_confirmed", Outcome.DONE)
            return None
        return await self._write(work, task, mine[0])

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message names a person or a step, or says yes or no."""
        heard = work.heard
        if task.asks == "confirm":
            return heard.yes or heard.no
        inductions = await team_inductions(work)
        if task.asks == "person":
            return heard.place is not None or len(meant_starters(work.turn.text, inductions)) < len(inductions)
        steps = [step for one in inductions if one["person"]["id"] == task.person for step in confirmable(one)]
        return heard.place is not None or bool(chosen_step(heard, steps, task.options))

    async def change(self, work: Work, task: Task) -> Task | None:
        """Begin again with what the message says."""
        return await self.begin(work)

    def _find(self, work: Work, task: Task, inductions: Sequence[Json], meant: Sequence[Json]) -> Task | None:
        named = task.options if task.asks == "person" else ()
        if len(meant) > 1:
            # Of several people, those count for whom the step can be confirmed at all.
            able = [one for one in meant if meant_steps(work.heard.text, confirmable(one))]
            meant = able or meant
        if len(meant) != 1:
            shown = list(meant or inductions)[:MOST_PEOPLE]
            buttons = [button(one["person"]["name"]) for one in shown[:5]]
            work.say("utter_which_starter", buttons=buttons, people=starter_lines(shown))
            options = tuple(one["person"]["id"] for one in shown)
            return replace(task, asks="person", options=options, misses=task.misses + bool(named))
        text = without_name(work.heard.text, meant[0])
        task = replace(task, person=meant[0]["person"]["id"], options=())
        return self._ask_step(work, task, meant[0], meant_steps(text, confirmable(meant[0])))

    def _ask_step(self, work: Work, task: Task, induction: Json, found: Sequence[Json]) -> Task | None:
        person = plain(induction["person"]["name"])
        waiting = waiting_for_manager(induction["steps"])
        if not found and len(waiting) == 1 and task.asks != "step":
            found = waiting
        if len(found) == 1:
            buttons = [button("Yes, it is done", "yes"), button("Not yet", "not yet")]
            work.say("utter_confirm_step", buttons=buttons, step=title_of(found[0]), person=person)
            return replace(task, asks="confirm", step=found[0]["id"], options=(), key=uuid.uuid4().hex)
        shown = list(found or waiting or confirmable(induction))[:MOST_SHOWN]
        if not shown:
            work.say("utter_nothing_to_confirm", Outcome.DONE, person=person)
            return None
        work.say("utter_which_step", buttons=step_buttons(shown), steps=numbered(shown))
        options = tuple(step["id"] for step in shown)
        return replace(task, asks="step", options=options, misses=task.misses + (task.asks == "step"))

    async def _write(self, work: Work, task: Task, induction: Json) -> Task | None:
        try:
            step = await work.write(f"/v1/induction-steps/{task.step}/confirmation", {}, task.key)
        except RefusedError as error:
            work.refuse(error)
            return None
        work.done = {"kind": "step", "step": step["id"], "person": task.person}
        person = plain(induction["person"]["name"])
        work.say("utter_step_confirmed", Outcome.DONE, [button("Undo that")], step=title_of(step), person=person)
        return None


def confirmable(induction: Json) -> list[Json]:
    """Return the steps whose end is the manager's to say, those that wait for it first."""
    left = [step for step in induction["steps"] if step["state"] != DONE and step["done_when"] != "course"]
    return sorted(left, key=lambda step: (step["state"] == OPEN, step["done_when"] != MANAGER))


def without_name(text: str, induction: Json) -> str:
    """Return a message without the name of the new starter, which is no part of the name of a step."""
    names = set(str(induction["person"]["name"]).casefold().split())
    return " ".join(word for word in text.split() if word.removesuffix("'s") not in names)


def _picked(work: Work, task: Task, inductions: Sequence[Json]) -> list[Json]:
    shown = [one for id_ in task.options for one in inductions if one["person"]["id"] == id_]
    place = work.heard.place
    if place is not None and place < len(shown):
        return [shown[place]]
    return meant_starters(work.turn.text, shown or inductions)
