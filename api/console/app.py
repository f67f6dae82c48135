"""Builds the console from its settings. Knows all its pages; nothing imports it but the start."""

import hashlib
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from fastapi import Depends, FastAPI
from starlette.staticfiles import StaticFiles

from api.app import build_context
from api.console import compliance, courses, front, inductions, messages, requests, sign_in, undelivered
from api.console.authorisation import authorise
from api.console.cases import ROUTERS as CASES
from api.console.cookies import Jar
from api.console.error_pages import add_error_pages, answer_unexpected
from api.console.files import ROUTERS as FILES
from api.console.health_unit import ROUTERS as HEALTH_UNIT
from api.console.pages import Pages
from api.console.parts import FLOW_SECONDS, OPENED_SECONDS, SEAT_SECONDS, Parts
from api.console.sessions import attendance, cancelling, editing, importing, listing
from api.console.settings import ConsoleSettings
from api.console.standing import showing as standing
from api.console.typesetting import Letterhead
from api.context import Context
from api.requests import WatchRequests
from api.starting import StartError
from contracts.entra_keys import KeySet, fetch_keys
from contracts.entra_tokens import Issuer, TokenValidator
from contracts.person_sign_in import PersonSignIn
from contracts.security_headers import SecurityHeaders

# What lies under a version never changes.
UNDER_A_VERSION = "public, max-age=31536000, immutable"

ROUTERS = (
    front.router,
    sign_in.router,
    # Before the page of one session, whose address would take their names for an id.
    importing.router,
    editing.router,
    listing.router,
    cancelling.router,
    attendance.router,
    courses.router,
    requests.router,
    *HEALTH_UNIT,
    compliance.router,
    inductions.router,
    standing.router,
    messages.router,
    undelivered.router,
    *CASES,
    *FILES,
)


def create_console(
    settings: ConsoleSettings,
    *,
    keys: KeySet | None = None,
    clock: Callable[[], float] = time.time,
    new_id: Callable[[], str] = lambda: uuid.uuid4().hex,
) -> FastAPI:
    """Return the console. Opens no connection yet. Raises StartError."""
    context, version = build_context(settings, keys, clock, new_id), version_of(settings)
    parts = _build_parts(settings, context, keys, version)

    @asynccontextmanager
    async def close_at_end(_app: FastAPI) -> AsyncIterator[None]:
        yield
        parts.sign_in.close()
        context.database.close()

    app = FastAPI(
        title="Staff Assistant console",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(authorise)],
        lifespan=close_at_end,
        redirect_slashes=False,
        # It would hand on the texts of exceptions.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.parts = parts
    for router in ROUTERS:
        app.include_router(router)
    app.mount(f"/static/{version}", StaticFiles(directory=settings.static_directory), name="static")
    add_error_pages(app)
    app.add_middleware(
        WatchRequests,
        metrics=context.metrics,
        new_id=new_id,
        answer_unexpected=partial(answer_unexpected, parts.pages),
    )
    app.add_middleware(SecurityHeaders, only_https=not settings.development, static_cache=UNDER_A_VERSION)
    return app


def version_of(settings: ConsoleSettings) -> str:
    """Return what tells this style sheet and script from others. Raises StartError when they were not made."""
    digest = hashlib.sha256()
    try:
        for path in sorted(settings.static_directory.iterdir()):
            digest.update(path.read_bytes())
    except OSError as error:
        raise StartError("The console's style sheet is missing: run `make setup`.") from error
    return digest.hexdigest()[:12]


def _build_parts(settings: ConsoleSettings, context: Context, keys: KeySet | None, version: str) -> Parts:
    issuer = (
        Issuer.local(settings.gateway_url, settings.tenant)
        if settings.local_identity
        else Issuer.entra(settings.tenant)
    )
    keys = keys or KeySet(lambda: fetch_keys(issuer.keys_url), clock=context.clock)
    try:
        secret = settings.client_secret
    except OSError as error:
        raise StartError("The development keys are missing: run `python -m bot.gateway.keys`.") from error
    cookie_secret, is_secure = settings.cookie_secret, settings.console_url.startswith("https://")
    return Parts(
        context=context,
        sign_in=PersonSignIn(
            authority=settings.authority,
            client_id=settings.client_id,
            client_secret=secret,
            redirect_uri=f"{settings.console_url}/signed-in",
            validator=TokenValidator(issuer, settings.client_id, keys, clock=context.clock),
        ),
        seats=Jar.of("console-seat", SEAT_SECONDS, cookie_secret, is_secure=is_secure, clock=context.clock),
        flows=Jar.of("console-flow", FLOW_SECONDS, cookie_secret, is_secure=is_secure, clock=context.clock),
        opened=Jar.of("console-cases", OPENED_SECONDS, cookie_secret, is_secure=is_secure, clock=context.clock),
        pages=Pages(version, settings.council_name),
        letterhead=Letterhead(settings.council_name, settings.font_directory),
    )
