"""Turns what Rasa utters, from the domain or from an action, into the one reply shape. Knows no HTTP."""

from dataclasses import replace
from typing import Any

from contracts.outcomes import Outcome
from contracts.replies import Choice, Reply


def reply_from(message: dict[str, Any]) -> Reply:
    """Return the reply in an utterance: its text, its buttons as choices, and what `custom` adds.

    `custom` may hold `outcome`, `article`, `files`, `links`, `private_question` and `shown_draft`. What says nothing of
    its outcome is conversation.
    """
    custom = message.get("custom") or {}
    buttons = message.get("buttons") or ()
    reply = Reply.from_json(
        {
            "text": message.get("text") or "",
            "outcome": custom.get("outcome", Outcome.CONVERSATION),
            "article": custom.get("article"),
            "files": custom.get("files"),
            "links": custom.get("links"),
            "private_question": custom.get("private_question"),
            "shown_draft": custom.get("shown_draft"),
        }
    )
    choices = tuple(Choice(str(button["title"]), str(button["payload"])) for button in buttons)
    return replace(reply, choices=choices)
