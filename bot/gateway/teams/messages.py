"""What goes out to Teams, before the SDK makes an activity of it. Knows no address and no token."""

from dataclasses import dataclass, field
from typing import Any

from contracts.replies import Choice


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an answer comes from: `name` at most 80 characters, `abstract` at most 160; `url` may be empty."""

    name: str
    abstract: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class OutboundMessage:
    """One message. `text` is Teams Markdown; `feedback` the token that a thumb under the message stands for.

    `summary`: what a card without a text says in a list of messages. `asks`: the private question that the card's
    buttons answer, if they do. `ends_task`: it takes the place of the card whose button was pressed.
    """

    text: str
    suggestions: tuple[Choice, ...] = ()
    citation: Citation | None = None
    feedback: str | None = None
    card: dict[str, Any] | None = field(default=None)
    summary: str = ""
    asks: str = ""
    ends_task: bool = False


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a message goes: the conversation, its checked service address, and whom suggestions are for."""

    conversation: str
    where: str
    sender: str = ""
