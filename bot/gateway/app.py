"""Puts the gateway together from its settings. Everything is made here, nothing at import."""

import datetime
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import httpx
from fastapi import FastAPI
from starlette.types import Lifespan

from bot.gateway.chat import chat_routes
from bot.gateway.code_flow import CONSOLE_CLIENT, CodeFlow
from bot.gateway.conversations import Conversations
from bot.gateway.error_pages import add_error_pages
from bot.gateway.feedback import Feedback, FeedbackTokens, feedback_routes
from bot.gateway.health import health_routes
from bot.gateway.identity import Identity, make_validator
from bot.gateway.issuer import LocalIssuer
from bot.gateway.issuer_routes import authorise_routes, issuer_routes
from bot.gateway.keys import read_signing_key
from bot.gateway.library import Library
from bot.gateway.metrics import Metrics
from bot.gateway.people import read_demo_people
from bot.gateway.prepared_replies import PreparedReplies
from bot.gateway.private.drafts import Drafts
from bot.gateway.private.pending import PendingStore
from bot.gateway.private.questions import PrivateQuestions
from bot.gateway.private.redis_pending import RedisPending
from bot.gateway.private.sqlite_pending import SqlitePending
from bot.gateway.rasa import Rasa
from bot.gateway.rate_limits import RateLimit
from bot.gateway.settings import Settings
from bot.gateway.sign_in import sign_in_routes
from bot.gateway.staff_api import StaffApi, make_app_tokens
from bot.gateway.turns import Turns
from bot.gateway.urgent_watch import UrgentWatch, make_watch
from bot.gateway.web_pages import Pages, notice_routes, page_routes, static_files
from contracts.security_headers import SecurityHeaders
from contracts.trust import trusted

if TYPE_CHECKING:
    from bot.gateway.teams.mounting import Microsoft, TeamsChannel

# The chat talks to its own gateway, and can be put on a telephone's first screen.
ALSO_OWN = ("connect-src", "manifest-src")


def create_app(settings: Settings, microsoft: "Microsoft | None" = None) -> FastAPI:
    """Return the gateway. Raises KeysError or OSError when a file it needs is missing."""
    key = read_signing_key(settings)
    issuer = LocalIssuer.load(settings) if settings.local_identity else None
    # Our own parts are called by their own address, never through a proxy that the environment names.
    client = httpx.AsyncClient(
        verify=trusted(by_environment=False),
        trust_env=False,
        follow_redirects=False,
        limits=httpx.Limits(max_connections=200),
    )
    identity, watch = Identity(make_validator(settings, issuer)), make_watch(settings.var_dir)
    metrics, prepared, tokens = Metrics(), PreparedReplies.load(), FeedbackTokens(key)
    rasa = Rasa(settings.rasa_url, key, client)
    api = StaffApi(settings.api_url, make_app_tokens(settings), key, client)
    private, conversations = PrivateQuestions(make_pending(settings), Drafts(api), metrics), Conversations()
    turns = Turns(
        rasa=rasa,
        private=private,
        watch=watch,
        prepared=prepared,
        conversations=conversations,
        rate_limit=RateLimit(settings.messages_per_minute),
        metrics=metrics,
        deadline_seconds=settings.turn_deadline_seconds,
        max_characters=settings.max_message_characters,
    )
    pages = Pages(development=issuer is not None, max_characters=settings.max_message_characters)

    feedback = Feedback(tokens, api, settings.turn_deadline_seconds)
    channels: list[TeamsChannel] = []

    app = FastAPI(
        title="Staff Assistant",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan(watch, identity, client, private, conversations, channels),
        # It would hand on the texts of exceptions.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    https = not settings.development
    app.add_middleware(SecurityHeaders, only_https=https, static_cache="no-cache", also_own=ALSO_OWN)
    app.include_router(chat_routes(identity, turns, tokens, prepared))
    app.include_router(feedback_routes(identity, feedback, prepared))
    app.include_router(health_routes(rasa, client, settings.api_url, settings.actions_url, metrics))
    if settings.teams:
        # Imported here: the SDK takes two seconds, which a gateway without Teams need not wait for.
        from bot.gateway.teams.mounting import Microsoft, TeamsParts, mount_teams

        parts = TeamsParts(turns, feedback, prepared, api, metrics, key)
        channels.append(mount_teams(app, settings, microsoft or Microsoft(), parts))
    if issuer is not None:
        people = read_demo_people(settings.demo_people_file)
        flow = CodeFlow(issuer, {CONSOLE_CLIENT: f"{settings.console_url}/signed-in"})
        app.include_router(sign_in_routes(issuer, people))
        app.include_router(issuer_routes(issuer, flow))
        app.include_router(authorise_routes(flow, people, pages))
    app.include_router(page_routes(pages, Library(settings.knowledge_dir, _today)))
    app.include_router(notice_routes(pages))
    app.mount("/static", static_files(), name="static")
    add_error_pages(app, pages)
    return app


def make_pending(settings: Settings) -> PendingStore:
    """Return the store of open private questions that all gateways share: Redis where there is one, else a file."""
    url = settings.redis_url.get_secret_value()
    return RedisPending(url) if url else SqlitePending(settings.var_dir / "private-questions.db")


def _lifespan(
    watch: UrgentWatch,
    identity: Identity,
    client: httpx.AsyncClient,
    private: PrivateQuestions,
    conversations: Conversations,
    channels: "list[TeamsChannel]",
) -> Lifespan[FastAPI]:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        watch.start()
        for channel in channels:
            channel.start()
        yield
        for channel in channels:
            await channel.close()
        await conversations.close()
        await private.close()
        watch.close()
        identity.close()
        await client.aclose()

    return lifespan


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()
