"""Who is at the console, and what they are at this moment: read from the directory for each request."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, Request

from api.console.parts import Parts
from api.console.rights import DOORS, Door
from api.console.settings import CLIENT
from api.identity import Caller
from api.people.relations import Relation, roles_of
from api.people.repository import has_reports
from api.people.service import require_known_person

# Where each page of the menu leads; shown to who may open it.
MENU = (
    ("/cases", "Cases"),
    ("/sessions", "Sessions"),
    ("/courses", "Courses"),
    ("/requests", "Requests"),
    ("/compliance", "Compliance"),
    ("/inductions", "Inductions"),
    ("/standing", "Where we stand"),
    ("/messages", "Messages"),
    ("/clinic", "Calendar"),
    ("/statistics", "Referral figures"),
    ("/audit", "Audit trail"),
    ("/undelivered", "Not delivered in Teams"),
    ("/files", "Files for a referral"),
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person of the directory who is signed in. `token`: what their forms must carry."""

    caller: Caller
    name: str
    relations: frozenset[Relation]
    token: str

    def may_pass(self, door: Door) -> bool:
        """Return whether the person is one of those for whom the door is."""
        return door.who is None or not self.relations.isdisjoint(door.who)

    def at(self, door: Door) -> "Visitor":
        """Return the visitor as who asks the services, by the right of this door."""
        return replace(self, caller=replace(self.caller, may=door.who or frozenset()))

    @property
    def menu(self) -> list[tuple[str, str]]:
        """The pages that the person may open, with their titles."""
        return [(path, title) for path, title in MENU if self.may_pass(DOORS["GET", path])]


def find_visitor(parts: Parts, seat: dict[str, Any]) -> Visitor:
    """Return who holds a seat. Raises PersonUnknownError for who is not, or no longer, in the directory."""
    caller = Caller(CLIENT, frozenset(), str(seat.get("tenant")), str(seat.get("person")))
    with parts.context.database.read() as session:
        person = require_known_person(session, caller, parts.context.today())
        relations = roles_of(person) | {Relation.SELF}
        if has_reports(session, person.id):
            relations.add(Relation.MANAGER)
    return Visitor(caller, person.name, frozenset(relations), str(seat.get("token")))


def read_visitor(request: Request) -> Visitor:
    """Return who was let in."""
    visitor: Visitor = request.state.visitor
    return visitor


CurrentVisitor = Annotated[Visitor, Depends(read_visitor)]
