"""Understands an answer to "did you mean": the second one, yes, none of these."""

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.speaking import Events, SpeakingAction
from actions.turns import Turn
from actions.wording import NONE_OF_THESE, PERSON, title_button
from contracts.outcomes import Outcome

PLACES = {"choose_first": 0, "choose_second": 1, "choose_third": 2}
DENY = "deny"
REJECTIONS = frozenset({DENY, "reject_options"})


class ChooseOption(SpeakingAction):
    """Takes the choice that is meant. Without an offer before, asks what is meant."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_choose_option"

    async def act(self, say: CollectingDispatcher, turn: Turn) -> Events:
        """Answer with the chosen article, or go on without."""
        place = PLACES.get(turn.intent)
        if turn.intent == DENY and not turn.offered:
            self.say(say, "utter_declined", Outcome.CONVERSATION)
            return []
        # "None of these" stands behind the last choice.
        if turn.intent in REJECTIONS or (turn.offered and place == len(turn.offered)):
            self.say(say, "utter_rejected", Outcome.CONVERSATION, [PERSON])
            return [SlotSet("offered", None), SlotSet("misses", turn.misses + 1)]
        if place is None:
            return self._affirmed(say, turn)
        if place < len(turn.offered) and turn.offered[place] in self.articles:
            return await self.answer(say, turn, self.articles[turn.offered[place]])
        self.say(say, "utter_nothing_offered", Outcome.CLARIFICATION)
        return []

    def _affirmed(self, say: CollectingDispatcher, turn: Turn) -> Events:
        """ "Yes" to several choices says nothing: they are offered once more."""
        known = [self.articles[article] for article in turn.offered if article in self.articles]
        if known:
            buttons = [*map(title_button, known), NONE_OF_THESE]
            self.say(say, "utter_clarification", Outcome.CLARIFICATION, buttons)
        else:
            self.say(say, "utter_affirmed", Outcome.CONVERSATION)
        return []
