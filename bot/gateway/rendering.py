"""Replies as safe HTML: the Markdown subset of a reply, everything else literal. Makes no links."""

from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from contracts.replies import Reply

# Paragraphs are always on. Escapes let the actions quote people; nothing makes a link, picture or tag.
RULES = ("list", "emphasis", "newline", "escape", "balance_pairs", "fragments_join")


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("zero", {"html": False, "linkify": False, "breaks": True}).enable(RULES, ignoreInvalid=True)


def render_markdown(text: str) -> str:
    """Return HTML of paragraphs, lists and emphasis."""
    return str(_markdown().render(text))


def parse_markdown(text: str) -> list[Token]:
    """Return what a reply's text consists of, for channels that show it in another form."""
    return _markdown().parse(text)


def render_reply(reply: Reply, reply_id: str, feedback: str | None) -> dict[str, Any]:
    """Return the reply as the web chat shows it: its own values, an id, HTML, and the feedback token."""
    return {**reply.to_json(), "id": reply_id, "html": render_markdown(reply.text), "feedback": feedback}
