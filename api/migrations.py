"""Brings the database to the newest form. When two start at once, the second waits and finds it done."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from api.database import Database

SCRIPTS = Path(__file__).parent.parent / "migrations"
# Any number, the same in every process; PostgreSQL lets one at a time hold it.
LOCK = 7_305_148_201


def migrate(database: Database, revision: str = "head") -> None:
    """Upgrade to a revision, in one transaction. Raises SQLAlchemyError or alembic's CommandError."""
    with database.engine.execution_options(writes=True).begin() as connection:
        _wait_for_turn(connection)
        command.upgrade(alembic_config(connection), revision)


def alembic_config(connection: Connection) -> Config:
    """Return alembic's configuration for an open connection."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config


def _wait_for_turn(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = '60s'"))
        connection.execute(text("SET LOCAL statement_timeout = '60s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
