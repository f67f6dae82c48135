"""Answers "who runs it?", "and for managers?": a section of the article that was said last."""

from rasa_sdk.executor import CollectingDispatcher

from actions.speaking import Events, SpeakingAction, remembered
from actions.turns import Turn
from actions.wording import PERSON, once_more, reply_data
from contracts.articles import Article
from contracts.outcomes import Outcome

MORE, QUESTION = "more", "ask_question"
# A longer message would have named what it is about.
MOST_WORDS = 8


class AnswerFollowUp(SpeakingAction):
    """Says the section that the follow-up asks for, the article it leads to, or who knows."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_answer_follow_up"

    async def act(self, say: CollectingDispatcher, turn: Turn) -> Events:
        """Answer from the article that was said last."""
        article = self.articles.get(turn.last_article or "")
        if article is None:
            self.say(say, "utter_which_topic", Outcome.CLARIFICATION)
            return []
        aspect = _asked(turn, article)
        other = self.articles.get(article.follow_ups.get(aspect, ""))
        if other is not None:
            return await self.answer(say, turn, other)
        text = section_text(article, aspect)
        if text is None:
            self.say(
                say,
                "utter_follow_up_unknown",
                Outcome.UNANSWERED,
                [PERSON],
                title=article.title,
                contact=article.contact,
            )
            await self.api.record_unanswered(turn, article_id=article.id, topic=article.topic)
            return []
        if turn.intent == QUESTION:
            # Which side was said before is not remembered; only that one was, since the article itself.
            repeats, heard = turn.repeats, turn.repeats + 1
        else:
            repeats = heard = turn.repeats + 1 if turn.previous_intent == turn.intent else 0
        say.utter_message(text=once_more(text, repeats), json_message=reply_data(article, Outcome.ANSWERED))
        return remembered(article.id, heard)


def follows(turn: Turn) -> bool:
    """Say whether a message for which no article was found may be about the one that was said last."""
    return bool(turn.last_article and turn.aspects) and len(turn.text.split()) <= MOST_WORDS


def _asked(turn: Turn, article: Article) -> str:
    """Return the side that was asked about: of what the intent and the words say, the first that the article knows."""
    meant = [] if turn.intent == QUESTION else [turn.intent.removeprefix("ask_")]
    sides = [*meant, *turn.aspects]
    return next((side for side in sides if side in article.sections or side in article.follow_ups), sides[0])


def section_text(article: Article, aspect: str) -> str | None:
    """Return what the article says to a follow-up, or None. "More" is everything beyond the short answer."""
    if aspect in article.sections:
        return article.sections[aspect]
    if aspect == MORE and article.sections:
        return "\n\n".join(article.sections.values())
    return None
