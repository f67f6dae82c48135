"""Builds the API on each engine: databases and keys once a session, an emptied database for each test."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import FastAPI

from api.database import insert_rows, open_database
from api.migrations import migrate
from api.people.demo import DemoPerson, read_demo_people, seed_demo_people
from api.people.models import Person
from api.questions.privacy import PrivacyCheck
from api.settings import DEVELOPMENT_TENANT
from contracts.entra_tokens import Issuer
from contracts.induction_plans import read_plans
from tests.api.databases import ENGINES, empty, make_database, rows_of
from tests.api.engine_turns import leave_out_the_other_engine
from tests.api.world import GATEWAY_URL, World
from tests.contracts.entra import Entra
from tests.read_once import read_once

# More than ninety days before any test.
LONG_AGO = date(2026, 3, 2)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--prove"):
        leave_out_the_other_engine(config, items)


@pytest.fixture(scope="session", autouse=True)
def files_are_read_once() -> Iterator[None]:
    with read_once() as patch:
        patch.setattr("api.app.read_plans", cache(read_plans))
        patch.setattr(PrivacyCheck, "load", cache(PrivacyCheck.load))
        yield


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Migrate one database of each engine, to be copied."""
    with ExitStack() as stack:
        urls = {name: stack.enter_context(make_database(name, tmp_path_factory.mktemp("api"))) for name in ENGINES}
        for url in urls.values():
            database = open_database(url.replace("postgresql://", "postgresql+psycopg://"))
            migrate(database)
            database.close()
        yield urls


@pytest.fixture(scope="session", params=ENGINES)
def migrated_url(
    request: pytest.FixtureRequest, templates: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    with make_database(request.param, tmp_path_factory.mktemp("api"), like=templates[request.param]) as url:
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
def shared_app(gateway_key: tuple[str, Path], entra: Entra) -> FastAPI:
    """Build the routes once: it takes longer than most tests. Each world brings its own database."""
    return World(f"sqlite:///{gateway_key[1].with_name('never-opened.db')}", *gateway_key, entra).app


@pytest.fixture(scope="session")
def demo_rows(migrated_url: str, demo_people: list[DemoPerson]) -> list[dict[str, Any]]:
    """Return the demo people as the API stores them, managers first."""
    database = open_database(migrated_url.replace("postgresql://", "postgresql+psycopg://"))
    with database.write() as session:
        seed_demo_people(session, demo_people, DEVELOPMENT_TENANT)
        rows = rows_of(session, Person)
    database.close()
    managers = {row["manager_id"] for row in rows}
    return sorted(rows, key=lambda row: (row["manager_id"] is not None, row["id"] not in managers))


@pytest.fixture
def world(
    migrated_url: str,
    gateway_key: tuple[str, Path],
    entra: Entra,
    demo_rows: list[dict[str, Any]],
    request: pytest.FixtureRequest,
) -> Iterator[World]:
    """Return a world with the demo people alone. Its application is shared, unless `own_app` is asked for."""
    shared = None if "own_app" in request.fixturenames else request.getfixturevalue("shared_app")
    world = World(migrated_url, *gateway_key, entra, shared=shared)
    with world.context.database.write() as session:
        empty(session)
        insert_rows(session, Person, demo_rows)
    with world.client:
        yield world
    world.context.database.close()


@pytest.fixture(params=ENGINES)
def own_world(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    templates: dict[str, str],
    gateway_key: tuple[str, Path],
    entra: Entra,
    demo_people: list[DemoPerson],
    shared_app: FastAPI,
) -> Iterator[World]:
    """Return a world with a database that no other test uses: for those that change or replace it."""
    with make_database(request.param, tmp_path, like=templates[request.param]) as url:
        world = World(url, *gateway_key, entra, shared=shared_app)
        with world.context.database.write() as session:
            seed_demo_people(session, demo_people, DEVELOPMENT_TENANT)
        with world.client:
            yield world
        world.context.database.close()


@pytest.fixture
def own_app() -> None:
    """Ask for an application that no other test sees: for those that change or count it."""
