"""Answers a question: with its article, with two, with "did you mean", or by saying who to ask."""

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.audiences import depends_on_asker, meant_for
from actions.follow_ups import AnswerFollowUp, follows
from actions.speaking import Events
from actions.turns import Turn
from actions.wording import CAN_DO, NONE_OF_THESE, PERSON, title_button
from contracts.outcomes import Outcome


class AnswerQuestion(AnswerFollowUp):
    """Says what the article selection decided; where it found nothing, the article that was said last may know."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_answer_question"

    async def act(self, say: CollectingDispatcher, turn: Turn) -> Events:
        """Answer, offer or admit."""
        known = [self.articles[article] for article in turn.articles if article in self.articles]
        if turn.decision == "answer" and known:
            events: Events = []
            for article in known:
                events += await self.answer(say, turn, article, turn.aspects)
            return events
        if turn.decision == "clarify" and depends_on_asker(known):
            meant = meant_for(await self.api.who_asks(turn), known)
            if meant is not None:
                others = [article for article in known if article is not meant]
                return await self.answer(say, turn, meant, turn.aspects, others)
        if turn.decision == "clarify" and known:
            buttons = [*map(title_button, known), NONE_OF_THESE]
            self.say(say, "utter_clarification", Outcome.CLARIFICATION, buttons)
            return [SlotSet("offered", [article.id for article in known])]
        if turn.decision == "none" and follows(turn):
            return await super().act(say, turn)
        return await self._admit(say, turn)

    async def _admit(self, say: CollectingDispatcher, turn: Turn) -> Events:
        """Say that there is no answer and who to ask; at the second miss in a row, a person comes first."""
        again = turn.misses >= 1
        response = "utter_unanswered_again" if again else "utter_unanswered"
        self.say(say, response, Outcome.UNANSWERED, [PERSON, CAN_DO])
        nearest = self.articles.get(turn.nearest or "")
        await self.api.record_unanswered(turn, article_id=None, topic=nearest.topic if nearest else None)
        return [SlotSet("misses", turn.misses + 1), SlotSet("offered", None)]
