"""A running API with its signers: what a test needs to call it as one of our applications, for a person."""

import time
import uuid
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from pydantic import SecretStr
from starlette.testclient import TestClient

from api.app import build_context, create_app
from api.context import Context
from api.referrals.encryption.keys import make_key
from api.settings import DEVELOPMENT_TENANT, Settings
from contracts.app_roles import GRANTED
from contracts.assertions import Assertion, sign_assertion
from contracts.entra_keys import KeySet
from tests.contracts.entra import Entra

GATEWAY_URL = "http://127.0.0.1:1"
EMPLOYEE = "0d3a0001-5b1e-4c6e-9a01-000000000001"
MANAGER = "0d3a0001-5b1e-4c6e-9a01-000000000003"
NEW_STARTER = "0d3a0001-5b1e-4c6e-9a01-000000000002"
HEALTH_UNIT = "0d3a0001-5b1e-4c6e-9a01-000000000004"
LEARNING = "0d3a0001-5b1e-4c6e-9a01-000000000005"
HR = "0d3a0001-5b1e-4c6e-9a01-000000000006"
EDITOR = "0d3a0001-5b1e-4c6e-9a01-000000000007"
STRANGER = "0d3a0001-5b1e-4c6e-9a01-00000000ffff"
ACTIONS = "staff-assistant-actions"
CONSOLE = "staff-assistant-console"
GATEWAY = "staff-assistant-gateway"
QUESTION = {"article_id": "pay-day", "topic": "personnel-pay", "text": "what is the mileage rate"}
HEALTH_KEYS = f"test:{make_key()}"
AUDIT_KEY = make_key()
VERDICT = {"article_id": "pay-day", "helpful": True}


@dataclass
class Clock:
    """The real time, moved by so many seconds."""

    ahead: float = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@dataclass
class World:
    """The application, and what signs for it. `shared`: an application to take, with a context of this world's own."""

    url: str
    private_key: str
    public_key_file: Path
    entra: Entra
    clock: Clock = field(default_factory=Clock)
    shared: FastAPI | None = None
    name: str = field(default_factory=lambda: uuid.uuid4().hex)
    app: FastAPI = field(init=False)
    client: TestClient = field(init=False)

    def __post_init__(self) -> None:
        keys = KeySet(self.entra.document)
        if self.shared is None:
            self.app = create_app(self.settings, keys=keys, clock=self.clock)
        else:
            self.app = self.shared
            own = build_context(self.settings, keys, self.clock, lambda: uuid.uuid4().hex)
            self.app.state.context = replace(own, metrics=self.context.metrics)
        self.client = TestClient(self.app, raise_server_exceptions=False)

    @property
    def settings(self) -> Settings:
        return Settings(
            database_url=self.url,
            gateway_url=GATEWAY_URL,
            gateway_public_key_file=self.public_key_file,
            entra_tenant_id="",
            entra_api_app_id="",
            environment="development",
            outbox_seconds=0,
            health_keys=SecretStr(HEALTH_KEYS),
            audit_key=SecretStr(AUDIT_KEY),
            audit_checkpoint_file=self.public_key_file.with_name("checkpoints"),
            # The database is emptied for each test, and a ledger belongs to one database.
            erasure_ledger_file=self.public_key_file.with_name(f"erasures-{self.name}"),
        )

    @property
    def context(self) -> Context:
        context: Context = self.app.state.context
        return context

    def app_token(self, application: str = ACTIONS, **changes: Any) -> str:
        granted = [role.value for role in GRANTED.get(application, ())]
        claims = self.entra.claims(now=time.time(), azp=application, roles=granted)
        claims |= changes
        return self.entra.sign("first", {name: value for name, value in claims.items() if value is not None})

    def assertion(self, person: str = EMPLOYEE, tenant: str = DEVELOPMENT_TENANT, seconds: float = 4.5) -> str:
        return sign_assertion(self.private_key, Assertion(tenant, person, "c1", time.time() + seconds))

    def headers_now(self, **who: str) -> dict[str, str]:
        """Return headers of somebody who asks at the time of the world's clock."""
        ahead, person = int(self.clock.ahead), who.pop("person", EMPLOYEE)
        now = int(time.time()) + ahead
        token = self.app_token(who.pop("application", ACTIONS), iat=now, nbf=now, exp=now + 3600)
        assertion = self.assertion(person, seconds=ahead + 4.5)
        return self.headers(person=person) | {"Authorization": f"Bearer {token}", "X-Person-Assertion": assertion}

    def headers(self, application: str = ACTIONS, person: str = EMPLOYEE, key: str = "") -> dict[str, str]:
        headers = {
            "Authorization": f"Bearer {self.app_token(application)}",
            "X-Person-Assertion": self.assertion(person),
        }
        return headers | {"Idempotency-Key": key or uuid.uuid4().hex}

    def call(self, method: str, path: str, body: object = None, **who: str) -> Any:
        application = CONSOLE if who.get("person") == LEARNING else ACTIONS
        headers = self.headers(**({"application": application} | who))
        return self.client.request(method, path, json=body, headers=headers)

    def get(self, path: str, **who: str) -> Any:
        return self.call("GET", path, **who)

    def post(self, path: str, body: object, **who: str) -> Any:
        return self.call("POST", path, body, **who)

    def put(self, path: str, body: object, **who: str) -> Any:
        return self.call("PUT", path, body, **who)

    def ask(self, body: object = QUESTION, **who: str) -> Any:
        return self.client.post("/v1/unanswered-questions", json=body, headers=self.headers(**who))

    def judge(self, reply_id: str = "reply-0001", body: object = VERDICT, **who: str) -> Any:
        headers = self.headers(**({"application": GATEWAY} | who))
        return self.client.put(f"/v1/feedback/{reply_id}", json=body, headers=headers)
