"""What a service is handed: one transaction, the time, and who acts. Knows no subject."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from api.context import Context
from api.identity import Caller
from api.people.models import Person
from api.people.relations import Relation
from api.people.service import require_known_person
from api.referrals.encryption.vault import Vault
from api.settings import TrainingRules
from contracts.induction_plans import Plans

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Work:
    """One transaction that nobody asked for, such as an offer that is over.

    `chat`: the conversation in which somebody did ask, as the gateway names it.
    """

    session: Session
    now: datetime
    new_id: Callable[[], str]
    rules: TrainingRules
    vault: Vault
    chat: str
    plans: Plans

    @property
    def today(self) -> date:
        """Return the day in the council's own time."""
        return self.now.astimezone(LONDON).date()


@dataclass(frozen=True, slots=True)
class Act(Work):
    """One transaction of a known person. `may`: what they must be to whose things they touch."""

    me: Person
    may: frozenset[Relation]


def begin_work(context: Context, session: Session) -> Work:
    """Return the work of a transaction."""
    return Work(session, now_of(context), context.new_id, context.rules, context.vault, "", context.plans)


def begin_act(context: Context, session: Session, caller: Caller) -> Act:
    """Return the act of a transaction. Raises PersonUnknownError."""
    me = require_known_person(session, caller, context.today())
    begun = (session, now_of(context), context.new_id, context.rules, context.vault, caller.chat, context.plans)
    return Act(*begun, me, caller.may)


@contextmanager
def reading(context: Context, caller: Caller) -> Iterator[Act]:
    """Yield an act that only reads."""
    with context.database.read() as session:
        yield begin_act(context, session, caller)


@contextmanager
def noting(context: Context, caller: Caller) -> Iterator[Act]:
    """Yield an act that reads what nobody reads unseen: it writes only what it notes of itself."""
    with context.database.write() as session:
        yield begin_act(context, session, caller)


def now_of(context: Context) -> datetime:
    """Return the instant, in UTC."""
    return datetime.fromtimestamp(context.clock(), UTC)
