"""The Markdown that an article may hold: paragraphs, `- ` lists, **bold**. Says what to write instead."""

import re

FORBIDDEN = (
    (re.compile(r"!\["), "Take the picture out; an article is text only."),
    (re.compile(r"\[[^\]]*\]\("), "Take the link out; write the address itself if a document gives it."),
    (re.compile(r"<[/!a-zA-Z]"), "Take the `<…>` out; HTML is not shown."),
    (re.compile(r"^\s*\|"), "Use a list instead of a table."),
    (
        re.compile(r"^\s*(?:>|```|~~~|(?:-{3,}|={3,}|\*{3,})\s*$)"),
        "Use paragraphs, `- ` lists and **bold** only.",
    ),
    (re.compile(r"^\s*(?:\d+[.)]|[*+])\s"), "Begin each item of a list with `- `."),
    (re.compile(r"^\s+-\s"), "Begin the item at the left edge; a list within a list is not shown."),
    (re.compile(r"^-\S"), "Put a space after the `-` of the item."),
    (
        re.compile(r"`|(?<![*\w])\*(?![*\s])|(?<!\w)_\w"),
        "Use **bold** for what stands out; nothing else is shown.",
    ),
)


def advice_on(row: str) -> str | None:
    """Return what to do about a line, or None when everything in it is allowed."""
    for pattern, advice in FORBIDDEN:
        if pattern.search(row):
            return advice
    if row.count("**") % 2:
        return "Close the bold text: `**` comes before and after it, in the same line."
    return None


def plain(row: str) -> str:
    """Return a line as it is read aloud."""
    return row.strip().removeprefix("- ").replace("**", "")
