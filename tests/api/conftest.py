"""Builds the API on each engine: databases and keys once a session, an emptied database for each test."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import FastAPI

from api.database import open_database
from api.migrations import migrate
from api.people.demo import DemoPerson, read_demo_people, seed_demo_people
from api.settings import DEVELOPMENT_TENANT
from contracts.entra_tokens import Issuer
from tests.api.databases import ENGINES, empty, make_database
from tests.api.world import GATEWAY_URL, World
from tests.contracts.entra import Entra

# More than ninety days before any test.
LONG_AGO = date(2026, 3, 2)


@pytest.fixture(scope="session", params=ENGINES)
def migrated_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with make_database(request.param, tmp_path_factory.mktemp("api")) as url:
        database = open_database(url.replace("postgresql://", "postgresql+psycopg://"))
        migrate(database)
        database.close()
        yield url


@pytest.fixture(scope="session")
def gateway_key(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    key = Ed25519PrivateKey.generate()
    path = tmp_path_factory.mktemp("keys") / "gateway.pub.pem"
    path.write_bytes(
        key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private.decode(), path


@pytest.fixture(scope="session")
def entra() -> Entra:
    entra = Entra(Issuer.local(GATEWAY_URL, DEVELOPMENT_TENANT).name, DEVELOPMENT_TENANT)
    entra.add_key("first")
    return entra


@pytest.fixture(scope="session")
def demo_people() -> list[DemoPerson]:
    """Return the people of the demo, none of whom is new: a worker would tell a new starter of their week."""
    people = read_demo_people(Path("demo/people.yml"))
    return [person.model_copy(update={"started_on": min(person.started_on, LONG_AGO)}) for person in people]


@pytest.fixture(scope="session")
def shared_app(migrated_url: str, gateway_key: tuple[str, Path], entra: Entra) -> FastAPI:
    """Build the routes once: it takes longer than most tests."""
    return World(migrated_url, *gateway_key, entra).app


@pytest.fixture
def world(
    migrated_url: str,
    gateway_key: tuple[str, Path],
    entra: Entra,
    demo_people: list[DemoPerson],
    request: pytest.FixtureRequest,
) -> Iterator[World]:
    """Return a world with the demo people alone. Its application is shared, unless `own_app` is asked for."""
    shared = None if "own_app" in request.fixturenames else request.getfixturevalue("shared_app")
    world = World(migrated_url, *gateway_key, entra, shared=shared)
    with world.context.database.write() as session:
        empty(session)
        seed_demo_people(session, demo_people, DEVELOPMENT_TENANT)
    with world.client:
        yield world
    world.context.database.close()


@pytest.fixture(params=ENGINES)
def own_world(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    gateway_key: tuple[str, Path],
    entra: Entra,
    demo_people: list[DemoPerson],
) -> Iterator[World]:
    """Return a world with a database that no other test uses: for those that change or replace it."""
    with make_database(request.param, tmp_path) as url:
        world = World(url, *gateway_key, entra)
        migrate(world.context.database)
        with world.context.database.write() as session:
            seed_demo_people(session, demo_people, DEVELOPMENT_TENANT)
        with world.client:
            yield world
        world.context.database.close()


@pytest.fixture
def own_app() -> None:
    """Ask for an application that no other test sees: for those that change or count it."""
