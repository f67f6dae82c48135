"""Takes and puts back a backup of a test's database, as operators do it: a copied file, or pg_dump and pg_restore."""

import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import select

from api.models import Base
from tests.api.databases import SERVER
from tests.api.world import World

Rows = dict[str, dict[Any, tuple[Any, ...]]]
# They tell of the deleting itself.
OF_THE_DELETING = {"erasures", "audit_entries", "audit_end"}


def take_backup(url: str, file: Path) -> None:
    """Write a backup while the database is in use."""
    file.unlink(missing_ok=True)
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
            connection.execute("VACUUM INTO ?", (str(file),))
        connection.close()
        return
    subprocess.run(["pg_dump", "--format=custom", f"--file={file}", url], check=True)


def put_back(url: str, file: Path) -> None:
    """Replace the database, which nobody may use just now, by a backup."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        for old in path.parent.glob(f"{path.name}*"):
            old.unlink()
        shutil.copy(file, path)
        return
    name = sql.Identifier(url.rpartition("/")[2])
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
        server.execute(sql.SQL("CREATE DATABASE {}").format(name))
    subprocess.run(["pg_restore", f"--dbname={url}", "--exit-on-error", str(file)], check=True)


def everything(world: World) -> Rows:
    """Return all rows of all tables by their key."""
    found: Rows = {}
    with world.context.database.read() as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in OF_THE_DELETING:
                rows = [tuple(map(str, row)) for row in session.execute(select(*table.primary_key, *table.c))]
                found[table.name] = {row[: len(table.primary_key)]: row for row in rows}
    return found
