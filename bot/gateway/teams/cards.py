"""Every Adaptive Card that goes out, version 1.5. Words of people stand only where no Markdown is read."""

from collections.abc import Sequence
from typing import Any

from bot.gateway.teams.markdown import WORD_JOINER
from contracts.replies import Choice

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION = "1.5"
MOST_ACTIONS = 6
MOST_LINES = 30
LONGEST_LABEL, LONGEST_LINE = 80, 500


def make_choices_card(choices: Sequence[Choice]) -> dict[str, Any]:
    """Return buttons to choose from; those that find no room are lines that can be typed."""
    shown, others = choices[:MOST_ACTIONS], choices[MOST_ACTIONS:]
    body: list[dict[str, Any]] = [_words("Choose one, or type your answer.")]
    if others:
        body += [_words("You can also type:"), *(_literal(f"• {choice.label}") for choice in others)]
    named = ", ".join(choice.label for choice in choices)
    return _card(body, f"You can type one of these: {named}", [_say(choice) for choice in shown])


def make_welcome_card(
    greeting: str, sections: Sequence[tuple[str, Sequence[str]]], choices: Sequence[Choice]
) -> dict[str, Any]:
    """Return the welcome. `greeting` may hold a name; the sections (heading, lines) are our own words."""
    body = [_literal(greeting, size="Large", weight="Bolder")]
    for heading, lines in sections:
        body.append(_words(heading, weight="Bolder", spacing="Medium", style="heading"))
        body += [_words(line, spacing="Small") for line in lines]
    spoken = " ".join(" ".join((heading, *lines)) for heading, lines in sections).replace("**", "")
    return _card(body, f"{greeting} {spoken}", [_say(choice) for choice in choices[:MOST_ACTIONS]])


def make_notice_card(heading: str, text: str, choices: Sequence[Choice]) -> dict[str, Any]:
    """Return something that is told unasked: its heading, its lines, and what can be done about it."""
    body = [_literal(heading, size="Medium", weight="Bolder")]
    paragraphs = [line for line in text.splitlines() if line.strip()]
    body += [_literal(line) for line in paragraphs[:MOST_LINES]]
    return _card(body, f"{heading}. {' '.join(paragraphs)}", [_say(choice) for choice in choices[:MOST_ACTIONS]])


def _card(body: list[dict[str, Any]], fallback: str, actions: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": VERSION,
        "fallbackText": " ".join(fallback.split())[: 4 * LONGEST_LINE],
        "body": body,
        "actions": actions,
    }


def _words(text: str, **looks: str) -> dict[str, Any]:
    """Our own words; Markdown is read in them."""
    return {"type": "TextBlock", "text": text, "wrap": True, **looks}


def _literal(text: str, **looks: str) -> dict[str, Any]:
    """Anybody's words, shown as they are. Of `{{DATE(…)}}` a card would make a date, even here."""
    line = " ".join(text.split())[:LONGEST_LINE].replace("{{", f"{{{WORD_JOINER}{{")
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": line, **looks}]}


def _say(choice: Choice) -> dict[str, Any]:
    """A button that says something, as if it had been typed."""
    label = " ".join(choice.label.split())[:LONGEST_LABEL] or "…"
    return {
        "type": "Action.Submit",
        "title": label,
        "data": {"msteams": {"type": "imBack", "value": choice.says}},
    }
