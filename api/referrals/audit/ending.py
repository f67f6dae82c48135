"""Notes where the audit trail ends just now, from time to time and by command."""

from datetime import UTC, datetime
from pathlib import Path

from api.database import Database
from api.referrals.audit import repository
from api.referrals.audit.checkpoints import add_checkpoint


def note_end(database: Database, key: bytes, path: Path) -> bool:
    """Write a checkpoint when the trail has grown. Raises OSError or SQLAlchemyError."""
    with database.read() as session:
        end = repository.find_end(session)
    if end is None:
        return False
    return add_checkpoint(path, key, end.number, end.last_mac, datetime.now(UTC).isoformat(timespec="seconds"))
