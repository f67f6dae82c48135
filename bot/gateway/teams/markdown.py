"""A reply's Markdown subset as Teams Markdown: paragraphs, lists and bold; everything else literal. Makes no links."""

import re

from markdown_it.token import Token

from bot.gateway.rendering import parse_markdown

# What Teams would take for Markdown or HTML inside a line.
SPECIAL = re.compile(r"[\\`*_\[\]~|]")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# What it would take for a heading, a list, a quotation or a rule at the beginning of a line.
LINE_START = re.compile(r"^(\s*)([#+=-]|\d+[.)])", re.MULTILINE)
# Teams makes links of what looks like an address; a word joiner, which nobody sees, keeps it words.
ADDRESS = re.compile(r"(?i)\b([a-z][a-z0-9+.-]*:)(?=//)|\b(www|mailto:|tel:)(?=[.\w+])")
WORD_JOINER = "\u2060"


def render_markdown(text: str) -> str:
    """Return the reply's text for Teams."""
    blocks: list[str] = []
    lists: list[int | None] = []  # of each open list the next number, or none
    for token in parse_markdown(text):
        if token.type.endswith("_list_open"):
            lists.append(int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None)
        elif token.type.endswith("_list_close"):
            lists.pop()
        elif token.type == "inline":
            blocks.append(_begin(lists, blocks) + _inline(token))
    return "".join(blocks)


def _begin(lists: list[int | None], blocks: list[str]) -> str:
    """Return what stands before a paragraph or an entry of a list; counts the entries."""
    if not lists:
        return "\n\n" if blocks else ""
    number = lists[-1]
    if number is not None:
        lists[-1] = number + 1
    mark = "- " if number is None else f"{number}. "
    follows_entry = bool(blocks) and re.match(r"\s*(- |\d+\. )", blocks[-1]) is not None
    gap = "\n" if follows_entry else "\n\n"
    return f"{gap if blocks else ''}{'  ' * (len(lists) - 1)}{mark}"


def literal(text: str) -> str:
    """Return Teams Markdown that shows exactly these words, on one line."""
    line = " ".join(text.split())
    escaped = SPECIAL.sub(lambda found: f"\\{found[0]}", line)
    escaped = "".join(ENTITIES.get(character, character) for character in escaped)
    return LINE_START.sub(r"\1\\\2", ADDRESS.sub(lambda found: f"{found[0]}{WORD_JOINER}", escaped))


def _inline(token: Token) -> str:
    marks = {"strong_open": "**", "strong_close": "**", "em_open": "_", "em_close": "_"}
    parts = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append("  \n")
        elif child.type in marks:
            parts.append(marks[child.type])
        else:
            parts.append(_words(child.content))
    return "".join(parts)


def _words(text: str) -> str:
    # Spaces at the edges stay: a word in bold follows, or went before.
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{literal(text)}{after}" if text.strip() else text
