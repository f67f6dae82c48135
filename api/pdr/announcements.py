"""Tells both sides of a PDR what happened to it, in words and in their calendars. Changes no PDR."""

from datetime import datetime

from api.acts import Act, Work
from api.calendar.invites import Invite, Method, write_invite
from api.notifications.writing import Kind, notify
from api.pdr.models import Pdr
from api.people import repository as people
from api.people.models import Person
from api.training.bookings.announcements import describe_time

TITLE = "PDR (My Sefton My Space)"
DESCRIPTION = "To prepare, tell the Staff Assistant “help me prepare for my PDR”."


def invite_both(act: Act, pdr: Pdr) -> None:
    """Put the meeting into both calendars."""
    _tell(act, pdr, pdr.person, Kind.PDR_BOOKED, Method.REQUEST)
    _tell(act, pdr, act.me, Kind.PDR_BOOKED_TEAM, Method.REQUEST)


def withdraw_from_both(act: Act, pdr: Pdr) -> None:
    """Take the meeting out of the calendars of the person and of who was to hold it."""
    _tell(act, pdr, pdr.person, Kind.PDR_CANCELLED, Method.CANCEL)
    withdraw_from_manager(act, pdr)


def withdraw_from_manager(act: Act, pdr: Pdr) -> None:
    """Take the meeting out of the calendar of who was to hold it."""
    manager = people.get_person(act.session, pdr.manager_id) if pdr.manager_id else None
    if manager:
        _tell(act, pdr, manager, Kind.PDR_CANCELLED_TEAM, Method.CANCEL)


def tell_recorded(act: Act, pdr: Pdr) -> None:
    """Ask the person whether they agree to what was recorded."""
    notify(act, pdr.person, Kind.PDR_RECORDED, values_of(act, pdr), about=pdr.id)


def tell_taken_back(act: Act, pdr: Pdr) -> None:
    """Tell the person that there is no record to agree to any more."""
    notify(act, pdr.person, Kind.PDR_TAKEN_BACK, values_of(act, pdr), about=pdr.id)


def tell_answer(act: Act, pdr: Pdr, *, agrees: bool) -> None:
    """Tell the line manager of today whether the person agrees."""
    manager = people.get_person(act.session, pdr.person.manager_id) if pdr.person.manager_id else None
    if manager:
        kind = Kind.PDR_AGREED_TEAM if agrees else Kind.PDR_NOT_AGREED_TEAM
        notify(act, manager, kind, values_of(act, pdr), about=pdr.id)


def values_of(work: Work, pdr: Pdr) -> dict[str, str]:
    """Return what the words of a message may name."""
    manager = people.get_person(work.session, pdr.manager_id) if pdr.manager_id else None
    return {
        "person": pdr.person.name,
        "by": manager.name if manager else "Your manager",
        "when": describe_time(pdr.starts_at, pdr.ends_at) if pdr.starts_at and pdr.ends_at else "",
        "place": pdr.place or "To be agreed",
    }


def write_meeting(work: Work, pdr: Pdr, who: Person, method: Method) -> str:
    """Return the calendar file of a booked PDR for one of the two. Raises ValueError without a time."""
    if pdr.starts_at is None or pdr.ends_at is None:
        raise ValueError("starts_at")
    domain = work.rules.organiser.partition("@")[2]
    invite = Invite(
        uid=f"{pdr.id}-{who.id}@{domain}",
        sequence=pdr.sequence,
        starts_at=pdr.starts_at,
        ends_at=pdr.ends_at,
        summary=TITLE if who.id == pdr.person_id else f"{TITLE}: {pdr.person.name}",
        place=pdr.place or "",
        description=DESCRIPTION if who.id == pdr.person_id else "",
        organiser=work.rules.organiser,
        attendee=who.email or f"{who.id}@{domain}",
        attendee_name=who.name,
    )
    return write_invite(invite, method, work.now)


def _tell(act: Act, pdr: Pdr, who: Person, kind: Kind, method: Method) -> None:
    must_by: datetime | None = pdr.starts_at
    calendar = write_meeting(act, pdr, who, method)
    notify(act, who, kind, values_of(act, pdr), calendar=calendar, method=method, about=pdr.id, must_by=must_by)
