"""Builds the API from its settings. Knows all subjects; nothing imports it but the start."""

import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI

from api import health
from api.authorisation import authorise
from api.context import Context
from api.database import open_database
from api.feedback import routes as feedback
from api.idempotency.running import RunningKeys
from api.induction import routes as induction
from api.metrics import Metrics
from api.needs import routes as needs
from api.notifications import routes as notifications
from api.notifications.teams import routes as teams
from api.pdr import routes as pdrs
from api.pdr.notes import routes as pdr_notes
from api.people import routes as people
from api.problems import handle_errors
from api.questions import routes as questions
from api.questions.privacy import PrivacyCheck
from api.referrals.agreements import routes as agreements
from api.referrals.appointments import routes as appointments
from api.referrals.attachments import routes as attachments
from api.referrals.attachments.scanning import Scanner
from api.referrals.audit import routes as audit
from api.referrals.cases import routes as cases
from api.referrals.contacts import routes as contacts
from api.referrals.drafts import routes as drafts
from api.referrals.encryption.keys import KeysRefusedError
from api.referrals.encryption.vault import Vault
from api.referrals.form import routes as form
from api.referrals.reports import routes as reports
from api.referrals.statistics import routes as statistics
from api.requests import LimitBodies, WatchRequests
from api.settings import Settings
from api.standing import routes as standing
from api.starting import StartError
from api.training.applications import routes as applications
from api.training.bookings import routes as bookings
from api.training.courses import routes as courses
from api.training.records import routes as records
from api.training.sessions import routes as sessions
from api.worker import Worker, make_broker, make_sender
from contracts.entra_keys import KeySet, fetch_keys
from contracts.entra_tokens import Issuer, TokenValidator
from contracts.induction_plans import PlanError, Plans, read_plans

ROUTERS = (
    health.router,
    people.router,
    questions.router,
    feedback.router,
    courses.router,
    sessions.router,
    bookings.router,
    records.router,
    applications.router,
    notifications.router,
    teams.router,
    form.router,
    drafts.router,
    cases.router,
    cases.inbox,
    contacts.router,
    attachments.of_drafts,
    attachments.of_cases,
    agreements.router,
    appointments.router,
    appointments.slots,
    reports.router,
    audit.router,
    statistics.router,
    induction.router,
    pdrs.router,
    pdr_notes.router,
    standing.router,
    needs.router,
)


def create_app(
    settings: Settings,
    *,
    keys: KeySet | None = None,
    clock: Callable[[], float] = time.time,
    new_id: Callable[[], str] = lambda: uuid.uuid4().hex,
) -> FastAPI:
    """Return the application. Opens no connection yet. Raises StartError."""
    context = build_context(settings, keys, clock, new_id)

    @asynccontextmanager
    async def close_at_end(_app: FastAPI) -> AsyncIterator[None]:
        worker = Worker(context, make_sender(settings), settings.outbox_seconds, make_broker(settings))
        if settings.outbox_seconds:
            worker.start()
        yield
        worker.stop()
        context.database.close()

    app = FastAPI(
        title="Staff Assistant API",
        version="1",
        description="What the staff assistant remembers. For the assistant's own parts, not for browsers.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        dependencies=[Depends(authorise)],
        lifespan=close_at_end,
        redirect_slashes=False,
        # It would hand on the texts of exceptions.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.context = context
    for router in ROUTERS:
        app.include_router(router)
    handle_errors(app)
    app.add_middleware(LimitBodies)
    app.add_middleware(WatchRequests, metrics=context.metrics, new_id=new_id)
    return app


def build_context(
    settings: Settings, keys: KeySet | None, clock: Callable[[], float], new_id: Callable[[], str]
) -> Context:
    """Return what an API is made of. Opens no connection yet. Raises StartError."""
    if settings.local_identity:
        issuer = Issuer.local(settings.gateway_url, settings.tenant)
    else:
        issuer = Issuer.entra(settings.tenant)
    keys = keys or KeySet(lambda: fetch_keys(issuer.keys_url), clock=clock)
    return Context(
        database=open_database(settings.database),
        tokens=TokenValidator(issuer, settings.audience, keys, clock=clock),
        gateway_public_key=_read_public_key(settings),
        privacy=PrivacyCheck.load(),
        metrics=Metrics(),
        running=RunningKeys(),
        rules=settings.training_rules,
        vault=_open_vault(settings),
        plans=_read_plans(settings),
        checkpoint_file=settings.checkpoint_file,
        ledger_file=settings.ledger_file,
        scanner=Scanner(settings.clamd_address, is_needed=not settings.development),
        clock=clock,
        new_id=new_id,
    )


def _open_vault(settings: Settings) -> Vault:
    try:
        return settings.open_vault()
    except (OSError, KeysRefusedError) as error:
        raise StartError(
            f"The keys for health information in {settings.var_dir}/keys cannot be used: set HEALTH_KEYS and AUDIT_KEY."
        ) from error


def _read_plans(settings: Settings) -> Plans:
    try:
        return read_plans(settings.knowledge_dir)
    except (OSError, PlanError) as error:
        raise StartError(f"The induction plans cannot be read. {error} Run `make check-content`.") from error


def _read_public_key(settings: Settings) -> str:
    path = settings.public_key_file
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, UnicodeError) as error:
        raise StartError(
            f"The gateway's public key {path} cannot be read: run `python -m bot.gateway.keys`,"
            " or set GATEWAY_PUBLIC_KEY_FILE."
        ) from error
    if "BEGIN PUBLIC KEY" not in text:
        raise StartError(f"{path} is not a public key in PEM form: set GATEWAY_PUBLIC_KEY_FILE to one.")
    return text
