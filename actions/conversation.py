"""What works in every state: a person, stop, start again."""

from rasa_sdk.events import Restarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.speaking import Events, SpeakingAction
from actions.turns import Turn
from contracts.outcomes import Outcome


class OfferPerson(SpeakingAction):
    """Says who to speak to, about the last topic first."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_offer_person"

    async def act(self, say: CollectingDispatcher, turn: Turn) -> Events:
        """Name the people."""
        article = self.articles.get(turn.last_article or "")
        if article is None:
            self.say(say, "utter_person", Outcome.CONVERSATION)
        else:
            self.say(
                say,
                "utter_person_for_topic",
                Outcome.CONVERSATION,
                title=article.title,
                contact=article.contact,
            )
        return [SlotSet("misses", 0)]


class StopTask(SpeakingAction):
    """Ends what is running."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_stop_task"

    async def act(self, say: CollectingDispatcher, turn: Turn) -> Events:
        """Say that nothing runs any more."""
        self.say(say, "utter_stop", Outcome.CONVERSATION)
        return [SlotSet("offered", None)]


class StartAgain(SpeakingAction):
    """Forgets the conversation."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_start_again"

    async def act(self, say: CollectingDispatcher, turn: Turn) -> Events:
        """Say so, and begin anew."""
        self.say(say, "utter_start_again", Outcome.CONVERSATION)
        return [Restarted()]
