"""Decides what a message is to the running task: its answer, a question in between, a new task, or its end."""

import logging
from collections.abc import Awaitable, Mapping
from dataclasses import replace

from actions.staff_api import RefusedError, StaffApiError, UnknownResultError
from actions.tasks.kinds import Kind, NotATaskError
from actions.tasks.task import WAITS_SECONDS, Task
from actions.tasks.work import Json, Work, button
from contracts.outcomes import Outcome

logger = logging.getLogger(__name__)
STOP, RESUME, WHY, UNDO, CHANGE, PERSON = (
    "stop",
    "resume_task",
    "ask_why",
    "undo_booking",
    "change_answer",
    "talk_to_person",
)
# The assistant's own conversation: said as always, and the task goes on.
ASIDE = frozenset({"start_again", "restart_conversation", PERSON})
# Without a task these are no request; with one, they belong to it unless they ask something.
PARTS = frozenset(
    {"inform", CHANGE, "affirm", "deny", "choose_first", "choose_second", "choose_third", "reject_options"}
)
# What sounds like looking or booking may just as well be an answer, and so may what is very short.
LOOKING, FEW_WORDS = frozenset({"find", "book", "compare"}), 3
SURE_OF_STOP = 0.5
FIND, INFORM = "find_training", "inform"
# "Carry on" without a task: perhaps a form was saved, here or elsewhere.
SAVED = "resume_referral"
# The gateway says these: a task that waited for them is never too old.
SIGNALS = frozenset({"answer_recorded", "answer_skipped", "go_back", "save_for_later"})
# After so many messages in a row that were not understood, a person is offered.
MOST_MISSES = 2


class Desk:
    """Knows every kind of task, and which intent begins it."""

    def __init__(self, kinds: Mapping[str, Kind], sentences: Mapping[str, str]) -> None:
        """Keep the kinds by the intent that begins them, and what is said when the API refuses, by its code."""
        self.sentences = sentences
        self._by_intent = dict(kinds)
        self._by_name = {kind.name: kind for kind in kinds.values()}

    def add(self, *kinds: Kind) -> "Desk":
        """Add kinds that no intent begins."""
        self._by_name |= {kind.name: kind for kind in kinds}
        return self

    def begin_with(self, kinds: Mapping[str, Kind]) -> "Desk":
        """Add kinds by the intent that begins them."""
        self._by_intent |= kinds
        return self.add(*kinds.values())

    async def take(self, work: Work) -> "Taken":
        """Return what became of the message; `handled` is False when it is nothing to any task."""
        task, paused = Task.from_slot(work.turn.task), Task.from_slot(work.turn.paused)
        if task and task.asks and work.seconds - task.at > WAITS_SECONDS and work.turn.intent not in SIGNALS:
            task, paused = None, task
        elif task is None and work.turn.intent in SIGNALS:
            task, paused = paused, None
        try:
            return await self._take(work, task, paused) or Taken(task, paused, handled=False)
        except RefusedError as error:
            work.refuse(error, [button("Talk to a person")])
            return Taken(task, paused)
        except NotATaskError:
            return Taken(task, paused, handled=False)
        except UnknownResultError:
            buttons = [button("Try again", "yes"), button("What am I booked on?")]
            work.say("utter_unknown_result", Outcome.UNAVAILABLE, buttons)
            return Taken(task, paused)
        except StaffApiError as error:
            logger.warning("A task could not go on: %s", type(error).__name__)
            work.say("utter_task_unavailable", Outcome.UNAVAILABLE, [button("Talk to a person")])
            return Taken(task, paused)

    async def _take(self, work: Work, task: Task | None, paused: Task | None) -> "Taken | None":
        intent = work.turn.intent
        kind = self._by_name.get(task.kind) if task else None
        if task and kind and await kind.hears(work, task):
            return await self._step(work, paused, kind.go_on(work, task))
        if intent in ASIDE:
            return None
        if task is None or kind is None:
            return await self._begin(work, paused)
        if self._is_stop(work, task):
            return None if kind.is_passing else self._stop(work, task)
        if intent == RESUME and kind.is_passing and paused:
            return await self._begin(work, paused)
        if intent == WHY and task.asks:
            await kind.explain(work, task)
            return Taken(task, paused)
        return await self._go_on(work, kind, task, paused)

    async def _go_on(self, work: Work, kind: Kind, task: Task, paused: Task | None) -> "Taken | None":
        """Take the answer to the open question, a change of an earlier one, or something else."""
        intent, fresh = work.turn.intent, self._by_intent.get(work.turn.intent)
        if task.asks == "reason" and await kind.understands(work, task):
            return await self._step(work, paused, kind.go_on(work, task))
        if intent == CHANGE and not kind.is_passing:
            return await self._step(work, paused, kind.change(work, task))
        if self._may_answer(work, kind, fresh) and await kind.understands(work, task):
            return await self._step(work, paused, kind.go_on(work, task))
        if intent == RESUME:
            return await self._step(work, paused, kind.ask_again(work, task))
        if fresh is not None:
            return await self._another(work, task, paused, kind, fresh)
        if kind.is_passing or self._is_question(work):
            return None
        return await self._not_understood(work, kind, task, paused)

    @staticmethod
    def _is_stop(work: Work, task: Task) -> bool:
        """Say whether the task is to end: "yes, cancel it" to the question whether to cancel is a yes."""
        sure = work.turn.intent == STOP and work.turn.confidence >= SURE_OF_STOP and not work.turn.negated
        return sure and not (task.asks == "confirm" and work.heard.yes)

    @staticmethod
    def _may_answer(work: Work, kind: Kind, fresh: Kind | None) -> bool:
        """Say whether the message may be an answer, though it sounds like the beginning of something else.

        "Can't make Tuesday" while a date is asked for begins another task; "the Bootle one please" does not, nor does
        "yes, put me on it".
        """
        if fresh is None or fresh is kind or fresh.name in LOOKING:
            return True
        return len(work.heard.text.split()) <= FEW_WORDS or (fresh.name == "offer" and work.heard.yes)

    async def _begin(self, work: Work, paused: Task | None) -> "Taken | None":
        """Begin what the message asks for, when it asks for a task."""
        intent = work.turn.intent
        if intent == RESUME:
            if paused is None:
                return await self._step(work, None, self._by_intent[SAVED].begin(work))
            return await self._step(work, None, self._by_name[paused.kind].ask_again(work, paused))
        # A course, a place or a day by itself is looked for.
        kind = self._by_intent.get(FIND if intent == INFORM else intent)
        if kind is None:
            return None
        return await self._step(work, paused, kind.begin(work))

    async def _another(self, work: Work, task: Task, paused: Task | None, kind: Kind, fresh: Kind) -> "Taken":
        """Begin something else; the open task is put aside, and comes back when the other one is over."""
        if fresh.name == "compare":
            return await self._step(work, paused, fresh.begin(work, task))
        if fresh is kind or kind.is_passing:
            return await self._step(work, paused, fresh.begin(work))
        return await self._step(work, task, fresh.begin(work))

    async def _step(self, work: Work, paused: Task | None, step: Awaitable[Task | None]) -> "Taken":
        """Take one step of a task. When it is over, what it interrupted comes back, but for what was stopped."""
        task = await step
        if task is not None and not task.asks:
            # One kind hands over to another: an apprenticeship is no course to book.
            task = await self._by_name[task.kind].begin(work, task)
        if task is None and paused is not None and not paused.stopped:
            await self.remind(work, paused)
            task, paused = paused, None
        return Taken(replace(task, at=work.seconds) if task else None, paused, work.done)

    def _stop(self, work: Work, task: Task) -> "Taken":
        work.say("utter_task_stopped", Outcome.DONE, [button("Carry on with it", "carry on")])
        return Taken(None, replace(task, stopped=True))

    async def remind(self, work: Work, task: Task | None) -> None:
        """Say, after something in between, what is still open."""
        if task and task.asks and not self._by_name[task.kind].is_passing:
            await self._by_name[task.kind].remind(work, task)

    @staticmethod
    def _is_question(work: Work) -> bool:
        """Say whether the message is something that the assistant answers apart from the task."""
        turn = work.turn
        if turn.intent in PARTS or turn.intent == STOP:
            return False
        return turn.decision == "answer" or turn.intent not in ("ask_question", "out_of_scope", "nlu_fallback", "")

    @staticmethod
    async def _not_understood(work: Work, kind: Kind, task: Task, paused: Task | None) -> "Taken":
        misses = task.misses + 1
        buttons = [button("Stop", "stop")]
        if misses >= MOST_MISSES:
            buttons.insert(0, button("Talk to a person"))
        work.say("utter_task_not_understood", buttons=buttons, question=await kind.question(work, task))
        return Taken(replace(task, misses=misses), paused)


class Taken:
    """What became of a message: the task that is open now, the one put aside, and what "undo that" takes back."""

    def __init__(
        self, task: Task | None, paused: Task | None, done: Json | None = None, *, handled: bool = True
    ) -> None:
        """Keep what is handed in; `done` is None when nothing was written."""
        self.task, self.paused, self.done, self.handled = task, paused, done, handled
