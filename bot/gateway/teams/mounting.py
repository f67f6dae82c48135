"""Puts the Teams channel together from the settings, and gives it an address in the gateway."""

import datetime
from dataclasses import dataclass, field

from fastapi import FastAPI

from bot.gateway.feedback import Feedback
from bot.gateway.metrics import Metrics
from bot.gateway.prepared_replies import PreparedReplies
from bot.gateway.settings import DEVELOPMENT_TENANT, Settings
from bot.gateway.staff_api import StaffApi
from bot.gateway.teams.addresses import ServiceAddresses
from bot.gateway.teams.buttons import Buttons
from bot.gateway.teams.calendar_files import CalendarFiles, calendar_routes
from bot.gateway.teams.channel import Channel
from bot.gateway.teams.chats import Chats
from bot.gateway.teams.connector import Connector
from bot.gateway.teams.credentials import AUTHORITY, make_bot_tokens
from bot.gateway.teams.deliveries import Deliveries
from bot.gateway.teams.dialogue import Dialogue
from bot.gateway.teams.ledger import Ledger
from bot.gateway.teams.notices import Notices, NoticeWords
from bot.gateway.teams.presses import Presses
from bot.gateway.teams.redis_ledger import RedisLedger
from bot.gateway.teams.rendering import TeamsReplies
from bot.gateway.teams.routes import Door, teams_routes
from bot.gateway.teams.sqlite_ledger import SqliteLedger
from bot.gateway.teams.tokens import ActivityTokens, ConnectorIssuer
from bot.gateway.teams.topics import Topics
from bot.gateway.teams.welcome import Welcome
from bot.gateway.turns import Turns

# A turn that is not answered after so many deadlines never will be: its gateway is gone.
DEADLINES_UNTIL_LOST = 4


@dataclass(frozen=True, slots=True)
class Microsoft:
    """Where Microsoft is: who signs activities, who gives the bot its token, and, in tests, where a connector is."""

    issuer: ConnectorIssuer = field(default_factory=ConnectorIssuer)
    authority: str = AUTHORITY
    local_connectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamsChannel:
    """The channel and its door, which begin and end with the gateway."""

    channel: Channel
    door: Door

    def start(self) -> None:
        """Begin."""
        self.channel.start()

    async def close(self) -> None:
        """End."""
        self.door.close()
        await self.channel.close()


@dataclass(frozen=True, slots=True)
class TeamsParts:
    """What the channel shares with the web chat."""

    turns: Turns
    feedback: Feedback
    prepared: PreparedReplies
    api: StaffApi
    metrics: Metrics
    signing_key: str


def mount_teams(app: FastAPI, settings: Settings, microsoft: Microsoft, parts: TeamsParts) -> TeamsChannel:
    """Add the channel to the gateway; it works once it is started."""
    playground = settings.teams_playground
    addresses = ServiceAddresses((playground,) if playground else microsoft.local_connectors)
    connector = Connector(addresses, None if playground else make_bot_tokens(settings, microsoft.authority))
    seconds = settings.turn_deadline_seconds
    deliveries = Deliveries(make_ledger(settings), SqliteLedger(None), parts.metrics, seconds * DEADLINES_UNTIL_LOST)
    buttons = Buttons(parts.signing_key)
    calendar = CalendarFiles(settings.gateway_url, parts.signing_key)
    dialogue = Dialogue(
        turns=parts.turns,
        feedback=parts.feedback,
        prepared=parts.prepared,
        welcome=Welcome.load(parts.api, seconds, _today),
        replies=TeamsReplies(settings.gateway_url, calendar),
        topics=Topics.load(parts.api, parts.prepared, seconds),
        connector=connector,
        deliveries=deliveries,
        buttons=buttons,
        metrics=parts.metrics,
    )
    chats = Chats(parts.api, seconds)
    tenant = DEVELOPMENT_TENANT if playground else settings.teams_tenant_id
    notices = Notices(
        parts.api, connector, parts.metrics, NoticeWords.load(), buttons, tenant, settings.teams_notice_seconds
    )
    presses = Presses(buttons, deliveries, parts.prepared, parts.metrics)
    channel = Channel(dialogue, deliveries, connector, parts.metrics, chats, notices, presses)
    door = _make_door(settings, microsoft, addresses)
    app.include_router(teams_routes(door, channel, parts.metrics))
    app.include_router(calendar_routes(calendar))
    return TeamsChannel(channel, door)


def make_ledger(settings: Settings) -> Ledger:
    """Return the store that all gateways share: Redis where there is one, else a file."""
    url = settings.redis_url.get_secret_value()
    return RedisLedger(url) if url else SqliteLedger(settings.var_dir / "teams.db")


def _make_door(settings: Settings, microsoft: Microsoft, addresses: ServiceAddresses) -> Door:
    if settings.teams_playground:
        return Door(None, DEVELOPMENT_TENANT, addresses)
    issuer = microsoft.issuer
    tokens = ActivityTokens(settings.teams_app_id, issuer.name, issuer.key_set())
    return Door(tokens, settings.teams_tenant_id, addresses)


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()
