"""For each route of PDRs: a fresh PDR or fresh notes of somebody, and a request that touches them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from api.pdr.cycles import cycle_on
from api.pdr.models import Pdr
from api.pdr.notes.models import PdrNotes
from api.pdr.rules import read_rules
from api.people.models import Person
from api.referrals.drafts.content import Content
from tests.api.world import World

if TYPE_CHECKING:
    from tests.api.subjects import Subjects

Request = tuple[str, object]
LATER = datetime(2080, 3, 5, 14, tzinfo=UTC)


def year_of(world: World, person_id: str = "demo-employee") -> int:
    """Return the year of the cycle that runs for somebody."""
    with world.context.database.read() as session:
        person = session.get_one(Person, person_id)
        return cycle_on(read_rules(), person.service, world.context.today()).year


def add_pdr(world: World, person_id: str, state: str = "due", **changes: Any) -> str:
    """Store a PDR of somebody in a state, instead of any before, and return its id."""
    pdr_id, now = f"pdr-{person_id}", datetime.now(UTC)
    is_held, is_booked = state in ("held", "recorded", "agreed"), state == "booked"
    year = changes.pop("year", None) or year_of(world, person_id)
    values: dict[str, Any] = {
        "id": f"{pdr_id}-{year}",
        "person_id": person_id,
        "year": year,
        "state": state,
        "sequence": 1,
        "starts_at": now + timedelta(days=9) if is_booked else None,
        "ends_at": now + timedelta(days=9, hours=1) if is_booked else None,
        "booked_at": now if is_booked else None,
        "manager_id": "demo-manager" if state != "due" else None,
        "held_on": now.date() if is_held else None,
        "recorded_at": now if state in ("recorded", "agreed") else None,
        "agreed_at": now if state == "agreed" else None,
        "needs": [],
    }
    with world.context.database.write() as session:
        known = session.get(Pdr, values["id"])
        if known is not None:
            session.delete(known)
            session.flush()
        session.add(Pdr(**values | changes))
    return str(values["id"])


def make_new(world: World) -> None:
    """Let demo-new-starter have begun a week ago; without this nobody of the tests' directory is new."""
    with world.context.database.write() as session:
        session.get_one(Person, "demo-new-starter").started_on = world.context.today() - timedelta(days=7)


def add_notes(world: World, person_id: str, **answers: str) -> str:
    """Store notes of somebody, instead of any before, and return their id."""
    notes_id, now = f"notes-{person_id}", datetime.now(UTC)
    with world.context.database.write() as session:
        known = session.get(PdrNotes, notes_id)
        if known is not None:
            session.delete(known)
            session.flush()
        notes = PdrNotes(
            id=notes_id,
            person_id=person_id,
            version=1,
            created_at=now,
            changed_at=now,
            expires_on=date(2080, 1, 1),
        )
        content = Content()
        for name, answer in (answers or {"last_year": "The move."}).items():
            content.put(name, answer)
        notes.seal(world.context.vault, content.write())
        session.add(notes)
    return notes_id


def _pdr(subjects: "Subjects", person_id: str, state: str, path: str, body: object = None) -> Request:
    if state:
        add_pdr(subjects.world, person_id, state)
    return f"/v1/people/{person_id}/pdr{path}", body


def _notes(subjects: "Subjects", person_id: str, path: str, body: object = None) -> Request:
    return f"/v1/pdr-notes/{add_notes(subjects.world, person_id)}{path}", body


def _booking(subjects: "Subjects", person_id: str) -> Request:
    # Each at another hour, so that no meeting lies over another one.
    starts_at = LATER + timedelta(hours=2 * next(subjects.numbers))
    return f"/v1/people/{person_id}/pdr/booking", {"starts_at": starts_at.isoformat()}


PDR_REQUESTS: dict[tuple[str, str], Callable[["Subjects", str], Request]] = {
    ("GET", "/v1/people/me/team/pdrs"): lambda s, p: ("/v1/people/me/team/pdrs", None),
    ("GET", "/v1/people/me/team/standing"): lambda s, p: ("/v1/people/me/team/standing", None),
    ("GET", "/v1/people/{person_id}/pdr"): lambda s, p: _pdr(s, p, "", ""),
    ("GET", "/v1/people/{person_id}/pdr/invite"): lambda s, p: _pdr(s, p, "booked", "/invite"),
    ("POST", "/v1/people/{person_id}/pdr/booking"): _booking,
    ("POST", "/v1/people/{person_id}/pdr/cancel"): lambda s, p: _pdr(s, p, "booked", "/cancel", {}),
    ("POST", "/v1/people/{person_id}/pdr/held"): lambda s, p: _pdr(s, p, "due", "/held", {}),
    ("POST", "/v1/people/{person_id}/pdr/record"): lambda s, p: _pdr(s, p, "held", "/record", {}),
    ("POST", "/v1/people/{person_id}/pdr/taking-back"): lambda s, p: _pdr(
        s, p, "recorded", "/taking-back", {"was_held": True}
    ),
    ("POST", "/v1/people/{person_id}/pdr/agreement"): lambda s, p: _pdr(
        s, p, "recorded", "/agreement", {"agrees": True}
    ),
    ("GET", "/v1/pdr-notes-form"): lambda s, p: ("/v1/pdr-notes-form", None),
    ("POST", "/v1/pdr-notes"): lambda s, p: ("/v1/pdr-notes", {}),
    ("GET", "/v1/pdr-notes/{notes_id}"): lambda s, p: _notes(s, p, ""),
    ("GET", "/v1/pdr-notes/{notes_id}/progress"): lambda s, p: _notes(s, p, "/progress"),
    ("PUT", "/v1/pdr-notes/{notes_id}/answers/{question_id}"): lambda s, p: _notes(
        s, p, "/answers/last_year", {"value": "The move."}
    ),
    ("POST", "/v1/pdr-notes/{notes_id}/undo"): lambda s, p: _notes(s, p, "/undo", {}),
    ("POST", "/v1/pdr-notes/{notes_id}/discard"): lambda s, p: _notes(s, p, "/discard", {}),
    ("GET", "/v1/needs"): lambda s, p: ("/v1/needs", None),
}
