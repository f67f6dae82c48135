"""Keeps conversations in a table of their own, one row each, without anything that a person said.

SQLite by default, PostgreSQL in production. What is kept, and why it is bounded, is decided in `conversations`.
"""

import json
import logging
import time
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.conversations import state_of, tracker_from
from bot.nlu.settings import Settings
from contracts.outcomes import Outcome
from contracts.replies import Reply

metadata = sa.MetaData()
conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", sa.String(200), primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("updated_at", sa.Float, nullable=False, index=True),
)
# A conversation that nobody went on with for this long is deleted.
RETENTION_SECONDS = 30 * 24 * 3600
# The channel sets a list for each turn; a failure of the store is noted there, and shows in the reply.
memory_failures: ContextVar[list[str] | None] = ContextVar("memory_failures", default=None)
MEMORY_FAILED = Reply(
    "I can't keep track of our conversation just now, so please put everything in one message.",
    Outcome.CONVERSATION,
)
logger = logging.getLogger(__name__)


class ConversationStore(TrackerStore):
    """Rasa's tracker store over that table.

    An error of the database is noted for the channel, which tells the person. Were it raised, Rasa would go on in
    memory and say nothing.
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        host: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Keep what is handed in."""
        super().__init__(domain, event_broker, **kwargs)
        self._engine = _create_engine(host or Settings.from_environment().tracker_database_url)
        metadata.create_all(self._engine)
        self._purge()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the conversation's state: one row, however long the conversation."""
        row = {
            "id": tracker.sender_id,
            "state": json.dumps(state_of(tracker), separators=(",", ":")),
            "updated_at": time.time(),
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(_upsert(self._engine.dialect.name), row)
        except sa.exc.SQLAlchemyError as error:
            _note_failure("save", error)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the conversation in its kept state, or None when there is none."""
        query = sa.select(conversations.c.state).where(conversations.c.id == sender_id)
        try:
            with self._engine.connect() as connection:
                state = connection.execute(query).scalar_one_or_none()
            return None if state is None else tracker_from(sender_id, json.loads(state), self.domain)
        except (sa.exc.SQLAlchemyError, ValueError, KeyError, TypeError) as error:
            _note_failure("retrieve", error)
            return None

    async def keys(self) -> Iterable[str]:
        """Return the ids of all conversations."""
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(conversations.c.id)).scalars())

    def _purge(self) -> None:
        due = time.time() - RETENTION_SECONDS
        with self._engine.begin() as connection:
            connection.execute(sa.delete(conversations).where(conversations.c.updated_at < due))


def _note_failure(step: str, error: Exception) -> None:
    logger.error("The conversation store failed to %s: %s", step, type(error).__name__)
    failures = memory_failures.get()
    if failures is not None:
        failures.append(step)


def _create_engine(url: str) -> sa.engine.Engine:
    if not url.startswith("sqlite"):
        return sa.create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args={"connect_timeout": 2})
    # A pool keeps the file open between turns; SQLAlchemy would open it anew for each.
    engine = sa.create_engine(
        url, hide_parameters=True, poolclass=sa.pool.QueuePool, connect_args={"check_same_thread": False}
    )
    sa.event.listen(engine, "connect", _use_write_ahead_log)
    return engine


def _use_write_ahead_log(connection: Any, _record: Any) -> None:
    # With the log, a commit need not wait for the disk; after a power cut the last turn may be forgotten, never broken.
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA busy_timeout=2000")


def _upsert(dialect: str) -> Any:
    from sqlalchemy.dialects import postgresql, sqlite

    insert = (postgresql if dialect == "postgresql" else sqlite).insert(conversations)
    changed = {name: insert.excluded[name] for name in ("state", "updated_at")}
    return insert.on_conflict_do_update(index_elements=["id"], set_=changed)
