"""What Adaptive Cards of version 1.5 are made of. Words of people stand only where no Markdown is read."""

import re
from collections.abc import Sequence
from typing import Any

from markdown_it.token import Token

from bot.gateway.rendering import parse_markdown
from bot.gateway.teams.markdown import WORD_JOINER
from contracts.replies import Choice, Link

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION = "1.5"
MOST_ACTIONS = 6
MOST_LINES = 40
LONGEST_LABEL, LONGEST_LINE, LONGEST_SAID, LONGEST_FALLBACK = 80, 500, 500, 2000
# Of anybody's words in one card: Teams refuses a card that is too large as a whole.
LONGEST_WORDS = 8000
# What can be chosen by its number begins with it; a dot before that would be a second sign.
NUMBERED = re.compile(r"\*\*\d+\.\*\*", re.ASCII)
Element = dict[str, Any]
# Our verb: it says something for the person, as if they had typed it.
VERB = "say"


def make_card(
    body: list[Element], fallback: str, actions: Sequence[Element], typed: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the card. Where cards are not shown, `fallback` is read, and what can be `typed` in place of a button."""
    named = f" You can type: {', '.join(f'“{one}”' for one in typed)}" if typed else ""
    room = max(0, LONGEST_FALLBACK - len(named))
    return {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": VERSION,
        "fallbackText": " ".join(f"{fallback[:room]}{named}".split())[:LONGEST_FALLBACK] or "…",
        "body": body,
        "actions": list(actions)[:MOST_ACTIONS],
    }


def words(text: str, **looks: str | bool) -> Element:
    """Return our own words; Markdown is read in them."""
    return {"type": "TextBlock", "text": text, "wrap": True, **looks}


def literal(text: str, **looks: str) -> Element:
    """Return anybody's words, shown as they are."""
    return _line([_run(text.strip(), **looks)])


def entry(text: str) -> Element:
    """Return anybody's words as an entry of a list."""
    return _close(literal(f"• {text}"))


def literal_paragraphs(text: str) -> list[Element]:
    """Return anybody's paragraphs, whose lines stand close together."""
    paragraphs = [[line for line in one.splitlines() if line.strip()] for one in text.split("\n\n")]
    return fit(
        [_close(literal(line)) if number else literal(line) for one in paragraphs for number, line in enumerate(one)]
    )


def literal_markdown(text: str) -> list[Element]:
    """Return a reply's paragraphs and lists; its bold is bold, and all else is shown as it is."""
    lines: list[Element] = []
    depth, depth_before, mark = 0, 0, ""
    for token in parse_markdown(text):
        depth += token.type.endswith("_list_open") - token.type.endswith("_list_close")
        if token.type == "list_item_open":
            # An entry of a numbered list brings its number along.
            mark = f"{'  ' * (depth - 1)}{f'{token.info}.' if token.info else '•'} "
        elif token.type == "inline":
            shown = "" if NUMBERED.match(token.content) else mark
            lines += _lines(token, shown, is_close=depth > 0 and depth_before > 0)
            mark, depth_before = "", depth
    return fit(lines)


def fit(lines: Sequence[Element]) -> list[Element]:
    """Return as many lines as have room in a card, and a sign where others have not."""
    fitting: list[Element] = []
    room = LONGEST_WORDS
    for line in lines:
        room -= sum(len(run["text"]) for run in line["inlines"])
        if room < 0 or len(fitting) == MOST_LINES - 1:
            return [*fitting, literal("…")]
        fitting.append(line)
    return fitting


def say(choice: Choice) -> Element:
    """Return a button that says something in the chat, as if it had been typed."""
    return {
        "type": "Action.Submit",
        "title": _label(choice.label),
        "data": {"msteams": {"type": "imBack", "value": choice.says}},
    }


def button(choice: Choice, *, takes_input: bool = False) -> Element:
    """Return a button of which the gateway is told; it must be signed before it goes out (`buttons.py`).

    `takes_input`: it says what was typed on the card. Every other button minds no empty box.
    """
    data: dict[str, Any] = {"says": "" if takes_input else choice.says[:LONGEST_SAID], "typed": takes_input}
    action: Element = {"type": "Action.Execute", "verb": VERB, "title": _label(choice.label), "data": data}
    return action if takes_input else {**action, "associatedInputs": "none"}


def open_link(link: Link) -> Element:
    """Return a button that opens an address of the council's own services."""
    return {"type": "Action.OpenUrl", "title": _label(link.label), "url": link.url}


def link_line(link: Link) -> Element:
    """Return a line that opens such an address, for a card without room for one more button."""
    return _close(_line([_run("• "), {**_run(link.label), "selectAction": open_link(link)}]))


def _lines(token: Token, mark: str, *, is_close: bool) -> list[Element]:
    """Return a paragraph's lines; the entries of a list, and lines of one paragraph, stand close together."""
    lines, runs, is_bold = [], [_run(mark)] if mark else [], False
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            lines.append(runs)
            runs = []
        elif child.type in ("strong_open", "strong_close"):
            is_bold = child.type == "strong_open"
        elif child.content:
            runs.append(_run(child.content, **({"weight": "Bolder"} if is_bold else {})))
    found = [_line(one) for one in [*lines, runs] if one]
    return [_close(line) if is_close or number else line for number, line in enumerate(found)]


def _line(runs: list[Element]) -> Element:
    return {"type": "RichTextBlock", "inlines": runs}


def _close(line: Element) -> Element:
    return {**line, "spacing": "Small"}


def _run(text: str, **looks: str) -> Element:
    # Of `{{DATE(…)}}` a card would make a date, even here. Spaces at the edges stand between two runs.
    inner = " ".join(text.split())[:LONGEST_LINE].replace("{{", f"{{{WORD_JOINER}{{")
    before, after = (" " if text[:1].isspace() else ""), (" " if inner and text[-1:].isspace() else "")
    return {"type": "TextRun", "text": f"{before}{inner}{after}", **looks}


def _label(text: str) -> str:
    return " ".join(text.split())[:LONGEST_LABEL] or "…"
