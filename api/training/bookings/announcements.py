"""Tells the people of a booking what happened to it, in words and in their calendar. Changes no booking."""

from datetime import datetime

from api.acts import LONDON, Work
from api.calendar.invites import Invite, Method, write_invite
from api.notifications.writing import Kind, notify
from api.people import repository as people
from api.people.models import Person
from api.training.bookings.models import Booking, BookingState
from api.training.sessions.models import SessionDay


def tell_person(work: Work, kind: Kind, booking: Booking, by: Person | None = None) -> None:
    """Tell the person who is booked, in words only."""
    notify(work, booking.person, kind, values_of(booking, by), about=booking.id, must_by=must_by(booking))


def invite_person(
    work: Work, kind: Kind, booking: Booking, method: Method = Method.REQUEST, by: Person | None = None
) -> None:
    """Tell the person who is booked, with an invitation for each day: Outlook takes one from a message."""
    days = booking.session.days
    for day in days:
        part = f" (day {day.number} of {len(days)})" if len(days) > 1 else ""
        calendar = write_day(work, booking, day, method)
        notify(
            work,
            booking.person,
            kind,
            values_of(booking, by),
            calendar=calendar,
            method=method,
            part=part,
            about=booking.id,
            must_by=must_by(booking),
            in_teams=day is days[0],
        )


def withdraw_days(work: Work, kind: Kind, booking: Booking, days: list[SessionDay]) -> None:
    """Take days out of the person's calendar that the session has no more."""
    for day in days:
        calendar = write_day(work, booking, day, Method.CANCEL)
        values = values_of(booking, None)
        # What takes their place is told as well, and once is enough in a chat.
        notify(work, booking.person, kind, values, calendar=calendar, method=Method.CANCEL, in_teams=False)


def tell_manager(work: Work, kind: Kind, booking: Booking) -> None:
    """Tell the line manager of the person who is booked, when there is one."""
    manager = people.get_person(work.session, booking.person.manager_id) if booking.person.manager_id else None
    if manager:
        notify(work, manager, kind, values_of(booking, None), about=booking.id, must_by=must_by(booking))


def must_by(booking: Booking) -> datetime:
    """Return until when news of a booking matters: until the offer is over, or the session begins."""
    if booking.state == BookingState.OFFERED and booking.offered_until:
        return booking.offered_until
    return booking.session.starts_at


def write_day(work: Work, booking: Booking, day: SessionDay, method: Method) -> str:
    """Return the calendar file of one day of a booking."""
    session = booking.session
    domain = work.rules.organiser.partition("@")[2]
    description = f"Reference: {booking.reference}\nTrainer: {session.trainer}"
    if session.link:
        description += f"\nJoin: {session.link}"
    invite = Invite(
        uid=f"{booking.id}-{day.number}@{domain}",
        sequence=booking.sequence,
        starts_at=day.starts_at,
        ends_at=day.ends_at,
        summary=session.course.title,
        place=session.place,
        description=description,
        organiser=work.rules.organiser,
        attendee=booking.person.email or f"{booking.person.id}@{domain}",
        attendee_name=booking.person.name,
    )
    return write_invite(invite, method, work.now)


def values_of(booking: Booking, by: Person | None) -> dict[str, str]:
    """Return what the words of a message may name."""
    return {
        "title": booking.session.course.title,
        "when": "; ".join(describe_time(day.starts_at, day.ends_at) for day in booking.session.days),
        "place": booking.session.place,
        "reference": booking.reference,
        "person": booking.person.name,
        "by": by.name if by else "",
        "reason": booking.decision_reason or "",
        "until": describe_moment(booking.offered_until) if booking.offered_until else "",
    }


def describe_time(starts_at: datetime, ends_at: datetime) -> str:
    """Return a span as people say it, such as `Tuesday 2 March 2027, 09:30 to 16:30`."""
    return f"{describe_moment(starts_at)} to {ends_at.astimezone(LONDON):%H:%M}"


def describe_moment(moment: datetime) -> str:
    """Return an instant in the council's own time."""
    local = moment.astimezone(LONDON)
    return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M}"
