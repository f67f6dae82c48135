"""What every kind of task has: a beginning, a way on, and an ear for answers to its open question."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, Protocol

from actions.tasks.task import Task
from actions.tasks.work import Work, button
from contracts.outcomes import Outcome

QUESTIONS: Mapping[str, str] = {
    "course": "Which course would you like?",
    "session": "Which date suits you?",
    "person": "Who is it for?",
    "booking": "Which one do you mean?",
    "confirm": "Shall I do it, yes or no?",
    "reason": "What reason shall I pass on?",
    "when": "By when?",
    "step": "Which step do you mean?",
    "day": "Which day shall it be?",
    "contact": "Who shall it be?",
    "book": "Shall I look for a date?",
}
REASONS: Mapping[str, str] = {
    "course": "I need to know the course, because each has dates of its own.",
    "session": "A place is for one date, so I need to know which. I only show dates that still take bookings.",
    "person": "I can only book for people who report to you, and two may have the same name.",
    "booking": "There is more than one, and I don't want to change the wrong one.",
    "confirm": "I change nothing without your yes, so that nothing is booked or cancelled by mistake.",
    "reason": "The reason goes to the person who decides or is told. I pass it on and don't keep it here.",
    "step": "There is more than one, and I don't want to note the wrong one.",
    "day": "I need a day on which you are at work.",
    "contact": "I can only name somebody of your own team, or you.",
    "book": "A place is for one date, so you choose which.",
    "when": "The day tells me how far ahead I may look for dates.",
}


# What asks for something to be done, and is answered by an article no surer than this, is no question.
SURELY_MEANT = 0.5


class NotATaskError(Exception):
    """The message is better answered by an article."""


def turn_away(work: Work) -> None:
    """Say that it is for line managers. Raises NotATaskError where an article surely answers: others can mean that."""
    if work.turn.decision == "answer" and work.turn.sureness >= SURELY_MEANT:
        raise NotATaskError
    work.say("utter_managers_only", Outcome.REFUSED)


class Kind(Protocol):
    """One kind of task. Each step says something, and returns the task as it stands, or None when it is over.

    Any step may raise StaffApiError: what was remembered before then stays. `begin` may raise NotATaskError.
    """

    name: ClassVar[str]
    # Whether it is quietly dropped when something else is asked: a list of courses waits for no answer.
    is_passing: ClassVar[bool] = False

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Take the first message; `task` holds what is known already."""
        ...

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take the answer to the open question."""
        ...

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message answers the open question."""
        ...

    async def hears(self, work: Work, task: Task) -> bool:
        """Say whether the message is for this task whatever else it sounds like."""
        return False

    async def question(self, work: Work, task: Task) -> str:
        """Return the open question."""
        return QUESTIONS.get(task.asks, "")

    async def explain(self, work: Work, task: Task) -> None:
        """Say why the open question is asked."""
        work.say("utter_why_asked", reason=REASONS[task.asks], question=QUESTIONS[task.asks])

    async def remind(self, work: Work, task: Task) -> None:
        """Say, after something in between, what is still open."""
        work.say("utter_back_to_task", buttons=[button("Stop", "stop")], question=await self.question(work, task))

    async def ask_again(self, work: Work, task: Task) -> Task | None:
        """Ask the open question once more, after something else."""
        work.say("utter_resumed", question=QUESTIONS[task.asks])
        return replace(task, stopped=False)

    async def change(self, work: Work, task: Task) -> Task | None:
        """Take another answer to an earlier question."""
        return await self.go_on(work, task)
