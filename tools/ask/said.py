"""What a question that is asked first gets: outcome, text, file. Knows neither scores nor the terminal."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.articles import ASPECTS, Article
from contracts.outcomes import Outcome
from tools.ask.words import Words
from tools.paths import shown

WIDTH = 80
ANSWERS_QUESTIONS, ANSWERS_FOLLOW_UPS = "action_answer_question", "action_answer_follow_up"


@dataclass(frozen=True, slots=True)
class Said:
    """An outcome, what is said, and where an editor changes it."""

    outcome: Outcome
    text: str
    place: str

    def lines(self) -> list[str]:
        """Return it as lines of the terminal."""
        text = [
            line
            for row in self.text.splitlines()
            for line in textwrap.wrap(row, WIDTH, initial_indent="  ", subsequent_indent="  ") or [""]
        ]
        return [f"Outcome: {self.outcome.value}", f"From: {self.place}", "Said:", *text]


def what_is_said(found: Mapping[str, Any], urgency: Mapping[str, Any], words: Words) -> Said:
    """Return what the assistant says to a question with which a conversation begins."""
    if urgency["level"] == "urgent":
        place = "bot/gateway/urgent/help_texts.py"
        return Said(Outcome.URGENT_HELP, f"The help text for “{urgency['kind']}”, and nothing else.", place)
    intent = str(found["intent"]["name"])
    action = words.actions.get(intent, ANSWERS_QUESTIONS)
    if action == ANSWERS_QUESTIONS:
        return _selected(found["selection"], words)
    if action == ANSWERS_FOLLOW_UPS:
        return _response(
            Outcome.CLARIFICATION, "utter_which_topic", words, "A follow-up; here no article was said yet."
        )
    if action in words.responses:
        return _response(Outcome.CONVERSATION, action, words)
    return Said(Outcome.CONVERSATION, f"What the action {action} says.", f"actions/, for the intent {intent}")


def _selected(selection: Mapping[str, Any], words: Words) -> Said:
    known = [words.articles[article] for article in selection["articles"] if article in words.articles]
    if selection["decision"] == "answer" and known:
        outcome = Outcome.UNANSWERED if known[0].kind == "gap" else Outcome.ANSWERED
        text = "\n\n".join(_text(article, selection.get("aspects") or ()) for article in known)
        return Said(outcome, text, ", ".join(shown(words.files[article.id]) for article in known))
    if selection["decision"] == "clarify" and known:
        choices = "\n".join(f"[{article.title}]" for article in known)
        return _response(Outcome.CLARIFICATION, "utter_clarification", words, f"{choices}\n[None of these]")
    return _response(Outcome.UNANSWERED, "utter_unanswered", words)


def _text(article: Article, aspects: Sequence[str]) -> str:
    asked = next((aspect for aspect in aspects if aspect in article.sections), None)
    if asked is None:
        return article.answer
    heading = next(heading for heading, aspect in ASPECTS.items() if aspect == asked)
    return f"{article.answer}\n\n(then the section “{heading}”)\n{article.sections[asked]}"


def _response(outcome: Outcome, name: str, words: Words, more: str = "") -> Said:
    first = words.responses.get(name, [""])[0]
    return Said(outcome, "\n".join(filter(None, (first, more))), f"domain.yml, {name} (the first of its wordings)")
