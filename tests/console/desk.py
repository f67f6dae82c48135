"""A running console with what a test needs to sit down at it as somebody, and to send its forms."""

import csv
import io
import re
from dataclasses import dataclass, field
from typing import Any

import httpx
from fastapi import FastAPI
from starlette.responses import Response

from api.console.app import create_console
from api.console.parts import Parts
from api.console.settings import ConsoleSettings
from api.context import Context
from api.people.demo import read_demo_people
from api.settings import DEVELOPMENT_TENANT
from bot.gateway.settings import Settings as GatewaySettings
from contracts.trust import trusted
from tests.api.world import Clock
from tests.browser.conftest import ROOT

TOKEN = "a-token-of-this-seat"
HIDDEN = re.compile(r'<input type="hidden" name="once" value="(\w+)">')


@dataclass
class Desk:
    """The console and its address. `clock`: the real time, moved by so many seconds."""

    gateway: GatewaySettings
    database_url: str
    clock: Clock = field(default_factory=Clock)
    app: FastAPI = field(init=False)

    def __post_init__(self) -> None:
        settings = ConsoleSettings(
            var_dir=self.gateway.var_dir,
            gateway_url=self.gateway.gateway_url,
            console_url=self.gateway.console_url,
            database_url=self.database_url,
            environment="development",
            entra_tenant_id="",
            entra_api_app_id="",
        )
        self.app = create_console(settings, clock=self.clock)

    @property
    def url(self) -> str:
        return self.gateway.console_url

    @property
    def parts(self) -> Parts:
        parts: Parts = self.app.state.parts
        return parts

    @property
    def context(self) -> Context:
        return self.parts.context

    def seat(self, person: str, object_id: str = "", token: str = TOKEN) -> tuple[str, str]:
        """Return name and value of the cookie of a demo person who has signed in."""
        people = {one.id: one.oid for one in read_demo_people(ROOT / "demo/people.yml")}
        answer = Response()
        value = {"tenant": DEVELOPMENT_TENANT, "person": object_id or people[person], "token": token}
        self.parts.seats.put(answer, value)
        name, _, rest = answer.headers["set-cookie"].partition("=")
        return name, rest.partition(";")[0].strip('"')

    def client(self, person: str) -> httpx.Client:
        """Return a client that sits at the console as a demo person."""
        name, value = self.seat(person)
        return httpx.Client(base_url=self.url, cookies={name: value}, verify=trusted(), trust_env=False, timeout=20)

    def send(
        self, client: httpx.Client, path: str, values: dict[str, Any] | None = None, **more: Any
    ) -> httpx.Response:
        """Send a form as its page would: with the seat's token and a key of its own."""
        found = HIDDEN.search(client.get(path).text)
        fields = {"form_token": TOKEN, "once": found[1] if found else "0" * 32, **(values or {})}
        return client.post(path, data=fields, **more)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
