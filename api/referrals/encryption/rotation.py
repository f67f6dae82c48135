"""Moves everything that is sealed to the newest key, in small transactions, so that nobody waits long."""

from dataclasses import dataclass, field

from sqlalchemy import MetaData

from api.database import Database
from api.referrals.encryption import repository
from api.referrals.encryption.vault import Vault

BATCH = 100


@dataclass(slots=True)
class Rotation:
    """What came of it: rows by table, and the ids of those that could not be opened."""

    resealed: dict[str, int] = field(default_factory=dict)
    unreadable: dict[str, list[str]] = field(default_factory=dict)


def rotate(database: Database, vault: Vault, metadata: MetaData, batch: int = BATCH) -> Rotation:
    """Seal every row with the newest key. It may be stopped and started again; it may run under load."""
    done = Rotation()
    for table in repository.sealed_tables(metadata):
        count, unreadable = 0, done.unreadable.setdefault(table.name, [])
        while True:
            with database.write() as session:
                seen, failed = repository.reseal(session, vault, table, batch, unreadable)
            unreadable += failed
            count += seen - len(failed)
            if seen < batch:
                break
        done.resealed[table.name] = count
    return done
