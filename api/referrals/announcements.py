"""Tells people that there is news, without a word of what about. Changes no case."""

from api.acts import Work
from api.calendar.invites import Invite, Method, write_invite
from api.notifications.repository import find_address_of
from api.notifications.writing import Kind, notify
from api.people import repository as people
from api.people.models import Person
from api.referrals.appointments.models import Appointment
from api.referrals.cases.models import Referral
from api.training.bookings.announcements import describe_time


def tell(work: Work, referral: Referral, person: Person | None = None) -> None:
    """Tell somebody that there is something to read: the person whom the case is about, if nobody is named."""
    values = {"reference": referral.reference}
    notify(work, person or referral.person, Kind.PRIVATE_NEWS, values)
    if person is None:
        _tell_privately(work, referral, Kind.PRIVATE_NEWS, values)


def tell_manager(work: Work, referral: Referral) -> None:
    """Tell who referred, when they are still the person's manager. Of a self-referral nobody is told."""
    if referral.referrer_id and referral.referrer_id == referral.person.manager_id:
        referrer = people.get_person(work.session, referral.referrer_id)
        if referrer:
            tell(work, referral, referrer)


def invite(work: Work, referral: Referral, appointment: Appointment) -> None:
    """Send the appointment, for the calendar too."""
    _send(work, referral, appointment, Kind.PRIVATE_APPOINTMENT, Method.REQUEST)


def take_back(work: Work, referral: Referral, appointment: Appointment) -> None:
    """Take the appointment out of the person's calendar."""
    _send(work, referral, appointment, Kind.PRIVATE_APPOINTMENT_OVER, Method.CANCEL)


def write_calendar(work: Work, referral: Referral, appointment: Appointment, method: Method) -> str:
    """Return the calendar file. Colleagues may see a calendar, so it holds a time and a reference only."""
    organiser = work.rules.assistant
    domain = organiser.partition("@")[2]
    return write_invite(
        Invite(
            uid=f"{appointment.id}@{domain}",
            sequence=appointment.sequence,
            starts_at=appointment.slot.starts_at,
            ends_at=appointment.slot.ends_at,
            summary="Appointment",
            place="See the Staff Assistant",
            description=f"Reference: {referral.reference}",
            organiser=organiser,
            attendee=referral.person.email or f"{referral.person.id}@{domain}",
            attendee_name=referral.person.name,
            organiser_name="Staff Assistant",
        ),
        method,
        work.now,
    )


def _send(work: Work, referral: Referral, appointment: Appointment, kind: Kind, method: Method) -> None:
    when = describe_time(appointment.slot.starts_at, appointment.slot.ends_at)
    calendar = write_calendar(work, referral, appointment, method)
    values = {"reference": referral.reference, "when": when}
    notify(
        work,
        referral.person,
        kind,
        values,
        calendar=calendar,
        method=method,
        about=appointment.id,
        must_by=appointment.slot.starts_at,
    )
    _tell_privately(work, referral, kind, values)


def _tell_privately(work: Work, referral: Referral, kind: Kind, values: dict[str, str]) -> None:
    """Tell the person at their private address too, if they want it. No calendar: that one is of their work."""
    address = find_address_of(work.session, referral.id)
    if address is not None:
        notify(work, referral.person, kind, values, address_id=address.id, in_teams=False)
