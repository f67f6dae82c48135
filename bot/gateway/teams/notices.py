"""Says in Teams what people are told unasked: fetches it from the API, says it once, and tells what became of it."""

import asyncio
import re
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import structlog

from bot.gateway.identity import Person
from bot.gateway.metrics import Metrics
from bot.gateway.staff_api import StaffApi, StaffApiError
from bot.gateway.teams.buttons import Buttons
from bot.gateway.teams.cards import make_notice_card
from bot.gateway.teams.connector import Connector, UndeliveredError
from bot.gateway.teams.messages import OutboundMessage, Recipient
from contracts.replies import Choice
from contracts.yaml_files import read_yaml

FILE = Path(__file__).with_name("notices.yml")
PATH = "/v1/teams-notices"
MOST_AT_ONCE = 20
# Microsoft takes 50 messages a second of one bot in one tenant; this is well below.
MOST_CHATS_AT_ONCE = 5
SECONDS_FOR_API = 5.0
TRIES_TO_REPORT = 3
PAUSES_WHILE_DOWN = 5
IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]{0,63}", re.ASCII)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice of the API. `named`: what its buttons name."""

    id: str
    kind: str
    person: str
    subject: str
    text: str
    named: dict[str, str]
    conversation: str
    where: str

    @classmethod
    def read(cls, value: dict[str, Any]) -> "Notice":
        """Read a notice. Raises KeyError, TypeError or ValueError when it is none."""
        if not IDENTIFIER.fullmatch(value["id"]):
            raise ValueError("id")
        named = {str(name): str(word) for name, word in value["named"].items()}
        id_, kind, person, subject, text = (str(value[name]) for name in ("id", "kind", "person", "subject", "text"))
        return cls(id_, kind, person, subject, text, named, str(value["conversation"]), str(value["service_address"]))


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """The buttons of each kind of notice; what they say can be typed as well."""

    buttons: dict[str, list[dict[str, str]]]

    @classmethod
    def load(cls) -> "NoticeWords":
        """Read them. Raises OSError or yaml.YAMLError."""
        return cls(read_yaml(FILE))

    def choices(self, kind: str, named: dict[str, str]) -> tuple[Choice, ...]:
        """Return the buttons of a notice."""
        return tuple(
            Choice(button["label"], button["says"].format_map(_Named(named))) for button in self.buttons.get(kind, [])
        )

    def render(self, notice: Notice) -> OutboundMessage:
        """Return the message; whoever sees no card can type what its buttons say."""
        card = make_notice_card(notice.subject, notice.text, self.choices(notice.kind, notice.named))
        # No text beside the card: what takes the card's place takes the whole message's.
        return OutboundMessage("", card=card, summary=notice.subject)


class _Named(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Notices:
    """Fetches every so many seconds; where that is none, never."""

    api: StaffApi
    connector: Connector
    metrics: Metrics
    words: NoticeWords
    buttons: Buttons
    tenant: str
    seconds: float

    async def run(self) -> None:
        """Go on until cancelled; an API that is down is asked less often."""
        while self.seconds:
            pause = self.seconds
            try:
                while await self.send_due() == MOST_AT_ONCE:
                    pass
            except StaffApiError as error:
                log.warning("teams_notices_not_fetched", cause=str(error))
                pause *= PAUSES_WHILE_DOWN
            except Exception as error:  # one notice that cannot be said must not be the last one
                log.error("teams_notices_failed", error=type(error).__name__)
            await asyncio.sleep(pause)

    async def send_due(self) -> int:
        """Say what is due; return how much it was. Raises StaffApiError."""
        answer = await self.api.exchange(f"{PATH}/claim", {"limit": MOST_AT_ONCE}, SECONDS_FOR_API)
        try:
            notices = [Notice.read(value) for value in answer.get("notices") or ()]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise StaffApiError("form") from error
        slots = asyncio.Semaphore(MOST_CHATS_AT_ONCE)
        # In one chat one after the other, as they came about.
        by_chat = groupby(sorted(notices, key=lambda notice: notice.conversation), lambda notice: notice.conversation)
        await asyncio.gather(*(self._send_all(list(chat), slots) for _, chat in by_chat))
        return len(notices)

    async def _send_all(self, notices: list[Notice], slots: asyncio.Semaphore) -> None:
        async with slots:
            for notice in notices:
                await self._send(notice)

    async def _send(self, notice: Notice) -> None:
        try:
            message = self._sign(self.words.render(notice), notice)
            await self.connector.send(message, Recipient(notice.conversation, notice.where))
        except UndeliveredError as error:
            self.metrics.count_teams("notice_failed" if error.is_sure else "notice_unknown")
            state = "failed" if error.is_sure else "unknown"
            await self._report(notice, {"state": state, "cause": "gone" if error.is_gone else str(error)})
        else:
            self.metrics.count_teams("notice_sent")
            await self._report(notice, {"state": "sent"})

    def _sign(self, message: OutboundMessage, notice: Notice) -> OutboundMessage:
        """Let its buttons be good for this person alone, and mean the same whatever was said since."""
        if message.card is None:
            return message
        person = Person(self.tenant, notice.person)
        card, _ = self.buttons.sign(message.card, person, notice.conversation, stands=True)
        return replace(message, card=card)

    async def _report(self, notice: Notice, result: dict[str, Any]) -> None:
        """Tell the API. Where it does not hear, it takes the notice for one of which nobody knows."""
        for attempt in range(TRIES_TO_REPORT):
            try:
                await self.api.exchange(f"{PATH}/{notice.id}/result", result, SECONDS_FOR_API)
            except StaffApiError as error:
                log.warning("teams_notice_not_reported", cause=str(error))
                await asyncio.sleep(2.0**attempt / 4)
            else:
                return
