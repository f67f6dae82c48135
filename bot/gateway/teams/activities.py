"""What arrives from Teams, as the gateway sees it: a few checked fields, never a whole body. Knows no token."""

import html
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.gateway.identity import Person
from bot.gateway.teams.addresses import ServiceAddresses

CHANNEL = "msteams"
CARD_ACTION = "adaptiveCard/action"
OBJECT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
# These ids become part of an address: a slash, a question mark or a per cent sign in one would lead elsewhere.
CONVERSATION_ID = re.compile(r"[A-Za-z0-9:@._;=+-]{1,300}", re.ASCII)
ACTIVITY_ID = re.compile(r"[A-Za-z0-9:@._;=+|-]{1,200}", re.ASCII)
MENTION = re.compile(r"<at\b[^>]*>.*?</at>", re.DOTALL)
# Teams sends what was typed a second time as HTML; that is no file.
NO_FILES = ("text/html", "text/plain")


class MalformedActivityError(Exception):
    """The body has not the form of an activity. Its text names the field."""


class ForeignActivityError(Exception):
    """The activity is of another tenant, another channel, or nobody we can name. Its text names the field."""


class Scope(StrEnum):
    """Where something was said."""

    PERSONAL = "personal"
    GROUP = "groupChat"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity. `where`: the checked service address. `value` is the client's, and never believed."""

    id: str
    kind: str
    name: str
    scope: Scope
    conversation: str
    where: str
    person: Person
    sender: str
    bot: str
    text: str = ""
    reply_to: str = ""
    action: str = ""
    event: str = ""
    has_files: bool = False
    reactions_added: bool = False
    value: Any = None

    @property
    def is_press(self) -> bool:
        """Whether a button of a card was pressed."""
        return self.kind == "invoke" and self.name == CARD_ACTION

    @property
    def is_turn(self) -> bool:
        """Whether somebody waits for an answer."""
        return self.kind == "message" or self.is_press


def read_activity(body: dict[str, Any], tenant: str, addresses: ServiceAddresses) -> Activity:
    """Return the activity. Raises MalformedActivityError, ForeignActivityError or ForbiddenAddressError."""
    where = addresses.check(body.get("serviceUrl"))
    if body.get("channelId") != CHANNEL:
        raise ForeignActivityError("channelId")
    conversation, sender = _part(body, "conversation"), _part(body, "from")
    data = _part(body, "channelData")
    _require_tenant(tenant, conversation.get("tenantId"), _part(data, "tenant").get("id"), sender.get("tenantId"))
    return Activity(
        id=_matching(body, "id", ACTIVITY_ID),
        kind=_text(body, "type"),
        name=_text(body, "name"),
        scope=_scope(conversation),
        conversation=_matching(conversation, "id", CONVERSATION_ID),
        where=where,
        person=Person(tenant, _object_id(sender)),
        sender=_text(sender, "id"),
        bot=_text(_part(body, "recipient"), "id"),
        text=plain_text(_text(body, "text")),
        reply_to=_text(body, "replyToId"),
        action=_text(body, "action"),
        event=_text(data, "eventType"),
        has_files=any(_is_file(one) for one in _list(body, "attachments")),
        reactions_added=bool(_list(body, "reactionsAdded")),
        value=body.get("value"),
    )


def plain_text(text: str) -> str:
    """Return what was typed: without mentions, and without the entities that Teams writes for special characters."""
    return html.unescape(MENTION.sub(" ", text)).replace("\xa0", " ").strip()


def _require_tenant(tenant: str, *named: Any) -> None:
    # Each place that names a tenant must name ours; where none does, nobody said whose activity it is.
    found = {str(one).lower() for one in named if one}
    if found != {tenant}:
        raise ForeignActivityError("tenant")


def _object_id(sender: dict[str, Any]) -> str:
    value = _text(sender, "aadObjectId").lower()
    if not OBJECT_ID.fullmatch(value):
        raise ForeignActivityError("aadObjectId")
    return value


def _scope(conversation: dict[str, Any]) -> Scope:
    try:
        return Scope(
            conversation.get("conversationType") or ("groupChat" if conversation.get("isGroup") else "personal")
        )
    except ValueError as error:
        raise MalformedActivityError("conversationType") from error


def _is_file(attachment: dict[str, Any]) -> bool:
    kind = _text(attachment, "contentType")
    return bool(kind) and kind not in NO_FILES and not kind.startswith("application/vnd.microsoft.card")


def _part(body: dict[str, Any], name: str) -> dict[str, Any]:
    value = body.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise MalformedActivityError(name)
    return value


def _list(body: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = body.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise MalformedActivityError(name)
    return value


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise MalformedActivityError(name)
    return value


def _matching(body: dict[str, Any], name: str, form: re.Pattern[str]) -> str:
    value = _text(body, name)
    if not form.fullmatch(value):
        raise MalformedActivityError(name)
    return value
