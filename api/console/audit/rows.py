"""Entries of the audit trail in plain words: who, as what, what, why and when. Never what a case says."""

from dataclasses import dataclass
from datetime import datetime

from api.acts import LONDON
from api.console.audit.words import PURPOSES, ROLES, describe_act, plain
from api.referrals.audit.naming import Names
from api.referrals.audit.recording import NOBODY
from api.referrals.audit.views import AuditEntryView

UNKNOWN = "Somebody who is not known any more"


@dataclass(frozen=True, slots=True)
class Row:
    """One entry. `case_id`, `reference`, `about`: nothing where it is about no case."""

    number: int
    at: datetime
    who: str
    role: str
    what: str
    why: str
    case_id: str
    reference: str
    about: str

    @property
    def when(self) -> str:
        """Return the time to the second in the council's own time, as a spreadsheet sorts it."""
        return f"{self.at.astimezone(LONDON):%Y-%m-%d %H:%M:%S}"


def describe(entry: AuditEntryView, names: Names) -> Row:
    """Return an entry in words."""
    case = names.cases.get(entry.thing_id)
    return Row(
        number=entry.number,
        at=entry.at,
        who="The assistant" if entry.person_id == NOBODY else names.people.get(entry.person_id, UNKNOWN),
        role=ROLES.get(entry.role, plain(entry.role)),
        what=describe_act(entry),
        why=PURPOSES.get(entry.purpose, plain(entry.purpose)),
        case_id=case.id if case else "",
        reference=case.reference if case else "",
        about=case.person.name if case else "",
    )
