"""Starts the API alone, on an empty database with the demo directory, and signs for the people of it."""

import json
import os
import sqlite3
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import jwt
import psycopg
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.algorithms import RSAAlgorithm

from contracts.app_roles import AppRole
from contracts.assertions import Assertion, sign_assertion
from contracts.entra_tokens import Issuer
from tools.bench.key_server import KeyServer
from tools.errors import ToolError
from tools.paths import MAIN, ROOT, python_of
from tools.ports import free_port

TENANT = "00000000-0000-4000-8000-00000000da7a"
AUDIENCE = "api://staff-assistant-api"
SERVER = "host=127.0.0.1 port=5432 user=postgres dbname=postgres connect_timeout=3"
STARTS_WITHIN = 120
ASSERTED_SECONDS = 600
Row = tuple[Any, ...]


@dataclass
class Signer:
    """Signs app tokens and assertions, and serves the public key of the first."""

    private: str
    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )
    server: KeyServer = field(init=False)

    def __post_init__(self) -> None:
        """Serve the key."""
        entry = {**json.loads(RSAAlgorithm.to_jwk(self.key.public_key())), "kid": "bench", "use": "sig"}
        self.server = KeyServer({"keys": [entry]})

    def app_token(self) -> str:
        """Return a token with every right, for an hour."""
        now, name = int(time.time()), str(uuid.uuid4())
        claims = {
            "ver": "2.0",
            "iss": Issuer.local(self.server.address, TENANT).name,
            "aud": AUDIENCE,
            "tid": TENANT,
            "oid": name,
            "sub": name,
            "azp": "bench",
            "idtyp": "app",
            "roles": [role.value for role in AppRole],
            "iat": now,
            "nbf": now,
            "exp": now + 3600,
        }
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "bench"})

    def headers(self, token: str, person: str) -> dict[str, str]:
        """Return the headers of one write for a person, good for some minutes."""
        assertion = sign_assertion(self.private, Assertion(TENANT, person, "bench", time.time() + ASSERTED_SECONDS))
        return {
            "Authorization": f"Bearer {token}",
            "X-Person-Assertion": assertion,
            "Idempotency-Key": uuid.uuid4().hex,
        }


@dataclass(frozen=True)
class RunningApi:
    """The API on one database. `sql` runs one statement on it, beside the API."""

    address: str
    signer: Signer
    database: str

    def sql(self, statement: str) -> list[Row]:
        """Run a statement and return its rows, if it has any."""
        if self.database.startswith("sqlite"):
            with closing(sqlite3.connect(self.database.removeprefix("sqlite:///"), timeout=60)) as link, link:
                return link.execute(statement).fetchall()
        with psycopg.connect(self.database) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


@contextmanager
def running_api(engine: str, directory: Path) -> Iterator[RunningApi]:
    """Start the API on an empty database of its own, and take both away afterwards."""
    directory.mkdir(parents=True, exist_ok=True)
    private, public = _make_keys(directory)
    signer, port = Signer(private), free_port()
    with _database(engine, directory) as database:
        environment = {
            **os.environ,
            "VAR_DIR": str(directory),
            "DATABASE_URL": database,
            "GATEWAY_PUBLIC_KEY_FILE": str(public),
            "GATEWAY_URL": signer.server.address,
            "API_PORT": str(port),
            "OUTBOX_SECONDS": "0",
        }
        process = subprocess.Popen(
            [python_of(MAIN), "-m", "api"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process)
            yield RunningApi(address, signer, database)
        finally:
            process.terminate()
            process.wait(20)
            signer.server.stop()


def _make_keys(directory: Path) -> tuple[str, Path]:
    key, public = Ed25519PrivateKey.generate(), directory / "bench.pub.pem"
    form = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    public.write_bytes(key.public_key().public_bytes(*form))
    private = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key.private_bytes(*private).decode(), public


@contextmanager
def _database(engine: str, directory: Path) -> Iterator[str]:
    name = f"staff_assistant_bench_{uuid.uuid4().hex[:8]}"
    if engine == "sqlite":
        yield f"sqlite:///{directory}/{name}.db"
        for left in directory.glob(f"{name}.db*"):
            left.unlink()
        return
    try:
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}".encode())
    except psycopg.OperationalError as error:
        raise ToolError(
            "PostgreSQL does not answer on 127.0.0.1:5432: start it, or leave it out with WITHOUT=api-postgresql."
        ) from error
    try:
        yield f"postgresql://postgres@127.0.0.1:5432/{name}"
    finally:
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < give_up_at and process.poll() is None:
        try:
            if httpx.get(f"{address}/health/ready", timeout=2).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise ToolError(f"The API was not ready within {STARTS_WITHIN} seconds.")
