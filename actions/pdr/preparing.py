"""Helps somebody get ready for their own PDR. The gateway takes the answers; nothing of them comes by here or Rasa."""

import re
import uuid
from dataclasses import replace
from typing import Any, ClassVar

from actions.referrals import steering
from actions.referrals.asking import WHY, day_in_words, spaced
from actions.staff_api import RefusedError
from actions.tasks.kinds import Kind
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from contracts.outcomes import Outcome

FORM = "pdr"
RECORDED = "answer_recorded"
# What the task waits for.
PRIVATE, DISCARD = "private", "discard"
NOT_ANSWERS = frozenset({"stop", "ask_why", "talk_to_person", "start_again", "restart_conversation"})
NOTES = (
    "Your answer goes straight into your own notes. Nobody else can read them, and I don't see them. You can skip this."
)
FIRST = (
    "These notes are for you alone: your manager does not get them. They are kept until you delete them,"
    " or {day} at the latest."
)
SKIP, SAVE = button("Skip this"), button("Save for later")
DELETE = button("Delete my notes", "discard it")
GONE = "not_found"
SHOWS = re.compile(r"\b(?:show|see|read|look at|what (?:did|have) i|which notes)\b")


class Prepare(Kind):
    """Asks the questions one after the other. The notes at the API say which are open; the task holds their id."""

    name: ClassVar[str] = "pdr_notes"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Find the notes, or begin; ask the first open question, show what is there, or delete it."""
        state = await work.write("/v1/pdr-notes", {}, uuid.uuid4().hex)
        task = Task(self.name, draft=state["id"], form=FORM)
        word = steering.steer(work.heard)
        if word == steering.DISCARD:
            return self._ask_to_discard(work, task)
        if word == steering.SHOW or (SHOWS.search(work.heard.text) and state["answered"]):
            return self._show(work, task)
        said = FIRST.format(day=day_in_words(state["expires_on"]))
        return await self._ask_next(work, task, state, said)

    async def hears(self, work: Work, task: Task) -> bool:
        """A private question lets nothing else through; the gateway says what became of it."""
        return task.asks == PRIVATE and work.turn.intent not in NOT_ANSWERS

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message says to delete them or not."""
        return work.heard.yes or work.heard.no

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take what steers, or go on after an answer. Notes that were deleted elsewhere end it."""
        try:
            return await self._go_on(work, task)
        except RefusedError as error:
            if error.code != GONE:
                raise
        work.say("utter_pdr_notes_gone", Outcome.DONE)
        return None

    async def question(self, work: Work, task: Task) -> str:
        """Return the open question."""
        if task.asks == DISCARD:
            return "Shall I delete your notes, yes or no?"
        return str((await self._field(work, task))["ask"])

    async def explain(self, work: Work, task: Task) -> None:
        """Say why the open question is asked, and ask it again: as private as before."""
        if task.asks == DISCARD:
            await super().explain(work, replace(task, asks="confirm"))
            return
        self._ask(work, task, await self._field(work, task), str((await self._field(work, task))["why"]))

    async def remind(self, work: Work, task: Task) -> None:
        """Ask the open question again after something in between."""
        if task.asks == DISCARD:
            await super().remind(work, task)
            return
        self._ask(work, task, await self._field(work, task), "Now back to your notes.")

    async def ask_again(self, work: Work, task: Task) -> Task | None:
        """Go on where the notes are."""
        task = replace(task, stopped=False)
        return await self._ask_next(work, task, await self._state(work, task), "Here is where we were.")

    async def _go_on(self, work: Work, task: Task) -> Task | None:
        if task.asks == DISCARD:
            return await self._discard(work, task)
        word = steering.steer(work.heard)
        if word == steering.SAVE:
            work.say("utter_pdr_notes_saved", Outcome.DONE, [button("Help me prepare for my PDR")])
            return None
        if word == steering.SHOW:
            return self._show(work, task)
        if word == steering.DISCARD:
            return self._ask_to_discard(work, task)
        if word == steering.BACK:
            return await self._go_back(work, task)
        if word == steering.SKIP:
            task = replace(task, skipped=(*task.skipped, *task.fields))
            return await self._ask_next(work, task, await self._state(work, task), "Left out.")
        said = "It is in your notes. “Undo that” takes it back." if work.turn.intent == RECORDED else ""
        return await self._ask_next(work, task, await self._state(work, task), said)

    async def _go_back(self, work: Work, task: Task) -> Task | None:
        state = await self._state(work, task)
        if state["undoable"] is None:
            return await self._ask_next(work, task, state, "There is nothing before this.")
        await work.write(f"/v1/pdr-notes/{task.draft}/undo", {}, uuid.uuid4().hex)
        skipped = tuple(name for name in task.skipped if name != state["undoable"])
        task = replace(task, skipped=skipped, fields=(state["undoable"],))
        return self._ask(work, task, await self._field(work, task), "Taken back.")

    async def _discard(self, work: Work, task: Task) -> Task | None:
        if not work.heard.yes:
            return await self._ask_next(work, task, await self._state(work, task), "They stay.")
        await work.write(f"/v1/pdr-notes/{task.draft}/discard", {}, uuid.uuid4().hex)
        work.say("utter_pdr_notes_deleted", Outcome.DONE)
        return None

    async def _ask_next(self, work: Work, task: Task, state: Json, said: str = "") -> Task | None:
        """Ask the next open question; when there is none, show everything, and it is over."""
        open_ = [name for name in state["asked"] if name not in state["answered"] and name not in task.skipped]
        if not open_:
            work.add("utter_pdr_notes_done", Outcome.DONE, [DELETE], _shown(task), draft="{draft}")
            return None
        task = replace(task, fields=(open_[0],))
        return self._ask(work, task, await self._field(work, task), said)

    @staticmethod
    def _ask(work: Work, task: Task, field: Json, said: str = "") -> Task:
        asked: dict[str, Any] = {"draft": task.draft, "form": FORM, "field": field["id"], "optional": True}
        more = {"private_question": asked}
        buttons = [SKIP, WHY, SAVE]
        work.add(
            "utter_private_question",
            Outcome.TASK,
            buttons,
            more,
            said=spaced(said),
            question=field["ask"],
            notes=NOTES,
        )
        return replace(task, asks=PRIVATE, fields=(field["id"],))

    @staticmethod
    def _show(work: Work, task: Task) -> Task | None:
        buttons = [button("Help me prepare for my PDR"), DELETE]
        work.add("utter_pdr_notes", Outcome.DONE, buttons, _shown(task), draft="{draft}")
        return None

    @staticmethod
    def _ask_to_discard(work: Work, task: Task) -> Task:
        work.say("utter_confirm_delete_notes", buttons=[button("Yes, delete them", "yes"), button("No")])
        return replace(task, asks=DISCARD, fields=())

    @staticmethod
    async def _state(work: Work, task: Task) -> Json:
        return await work.read(f"/v1/pdr-notes/{task.draft}/progress")

    @staticmethod
    async def _field(work: Work, task: Task) -> Json:
        form = await work.read("/v1/pdr-notes-form")
        name = task.fields[0] if task.fields else form["fields"][0]["id"]
        return next(field for field in form["fields"] if field["id"] == name)


def _shown(task: Task) -> dict[str, Any]:
    """Return what tells the gateway to add the notes to the reply."""
    return {"shown_draft": {"draft": task.draft, "form": FORM, "fields": []}}
