"""Where a request to do something arrives, and small talk while a task waits. What no task takes is answered."""

from rasa_sdk.executor import CollectingDispatcher

from actions.questions import AnswerQuestion
from actions.speaking import SMALL_TALK, Events
from actions.turns import Turn
from contracts.outcomes import Outcome

# Words that belong to a task, said without one.
NOTHING_OPEN = frozenset({"change_answer", "inform"})


class DoTask(AnswerQuestion):
    """Answers what no task took."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_do_task"

    async def act(self, say: CollectingDispatcher, turn: Turn) -> Events:
        """Say the small talk, or what the articles know."""
        if turn.intent in SMALL_TALK:
            self.say(say, SMALL_TALK[turn.intent], Outcome.CONVERSATION)
            return []
        if turn.intent in NOTHING_OPEN and turn.decision not in ("answer", "clarify"):
            self.say(say, "utter_nothing_open", Outcome.CLARIFICATION)
            return []
        return await super().act(say, turn)
