"""A reply as a Teams message: text, source, choices, thumbs. Knows neither the SDK nor who is asked."""

import datetime
from dataclasses import dataclass
from typing import Any

from bot.gateway.teams.calendar_files import NO_ADDRESS, CalendarFiles
from bot.gateway.teams.cards import make_choices_card, make_question_card, make_task_card
from bot.gateway.teams.markdown import literal, render_markdown
from bot.gateway.teams.messages import Citation, OutboundMessage
from contracts.outcomes import Outcome
from contracts.replies import ArticleReference, PrivateQuestion, Reply

# Teams shows no more suggestions than these; more choices go on a card.
MOST_SUGGESTIONS = 3
LONGEST_SUGGESTION = 40
LONGEST_NAME, LONGEST_ABSTRACT = 80, 160
# Teams takes 100 kB of UTF-16; ours are far below, and one that is not would be refused whole.
LONGEST_TEXT = 20_000
LONGEST_SUMMARY = 100
# Steps of a task are cards, whose buttons are good once.
OF_TASKS = (Outcome.TASK, Outcome.DONE)


@dataclass(frozen=True, slots=True)
class TeamsReplies:
    """Renders replies. `gateway_url` is where articles can be read; without https no link is made to it."""

    gateway_url: str
    calendar: CalendarFiles

    def render(self, reply: Reply, feedback: str | None = None) -> OutboundMessage:
        """Return the message; everything in it can also be done by typing."""
        card = self._card(reply)
        if card is not None:
            asks = question_key(reply.private_question) if reply.private_question else ""
            summary, ends = shorten(_first_line(reply.text), LONGEST_SUMMARY), reply.outcome is Outcome.DONE
            return OutboundMessage("", card=card, summary=summary, asks=asks, ends_task=ends)
        text, citation = render_markdown(reply.text), None
        if reply.article is not None:
            citation = self._cite(reply.article)
            text = f"{text} [1]\n\n{_source_lines(reply.article)}"
        fits = len(reply.choices) <= MOST_SUGGESTIONS
        fits = fits and all(len(choice.label) <= LONGEST_SUGGESTION for choice in reply.choices)
        choices_card = None if fits else make_choices_card(reply.choices)
        return OutboundMessage(
            text=text[:LONGEST_TEXT],
            suggestions=reply.choices if fits else (),
            citation=citation,
            feedback=feedback,
            card=choices_card,
            ends_task=reply.outcome is Outcome.DONE,
        )

    def _card(self, reply: Reply) -> dict[str, Any] | None:
        """Return the card that holds the whole reply: a private question, or what has buttons, links or files."""
        if reply.private_question is not None:
            return make_question_card(reply.text, reply.choices, reply.private_question.form)
        if reply.links or reply.files or (reply.outcome in OF_TASKS and reply.choices):
            files = self.calendar.links(reply.files)
            has_lost_file = len(files) < len(reply.files)
            text = f"{reply.text}\n\n{NO_ADDRESS}" if has_lost_file else reply.text
            return make_task_card(text, reply.choices, (*files, *reply.links))
        return None

    def _cite(self, article: ArticleReference) -> Citation:
        is_public = self.gateway_url.startswith("https://")
        url = f"{self.gateway_url}/articles/{article.id}" if is_public else ""
        return Citation(shorten(article.title, LONGEST_NAME), shorten(_sources(article), LONGEST_ABSTRACT), url)


def question_key(question: PrivateQuestion) -> str:
    """Return the name of a private question: whatever a button of its card says answers this one and no other."""
    return f"{question.draft}/{question.field}"


def shorten(text: str, longest: int) -> str:
    """Return the text, cut at a word with an ellipsis when it is too long."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut}…"


def _first_line(text: str) -> str:
    lines = (line.strip() for line in text.replace("**", "").splitlines())
    return next((line for line in lines if line), "…")


def _sources(article: ArticleReference) -> str:
    named = "; ".join(f"{source.document}, {source.section}" for source in article.sources)
    return named or f"Kept up to date by {article.owner}"


def _source_lines(article: ArticleReference) -> str:
    lines = [f"Source: {literal(_sources(article))}"] if article.sources else []
    lines.append(f"Owner: {literal(article.owner)}. Checked on {_day(article.reviewed_on)}")
    return "\n\n".join(f"_{line}_" for line in lines)


def _day(iso: str) -> str:
    try:
        day = datetime.date.fromisoformat(iso)
    except ValueError:
        return literal(iso)
    return f"{day.day} {day:%B %Y}"
