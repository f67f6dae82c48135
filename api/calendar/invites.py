"""Makes calendar invitations (iTIP, RFC 5546) that Outlook treats as such. Knows no booking and no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

LONDON = ZoneInfo("Europe/London")
PRODUCT = "-//Staff Assistant//Training//EN"


class Method(StrEnum):
    """What an invitation asks of a calendar. An update is a REQUEST with the same UID and a higher SEQUENCE."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Invite:
    """One day in one person's calendar. `uid` stays the same for good; `sequence` grows with each change."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    place: str
    description: str
    organiser: str
    attendee: str
    attendee_name: str


def write_invite(invite: Invite, method: Method, now: datetime) -> str:
    """Return the calendar file. Times are in Europe/London, with the rules of its summer time."""
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method.value)
    first = invite.starts_at.date() - timedelta(days=366)
    calendar.add_component(Timezone.from_tzinfo(LONDON, first_date=first, last_date=first + timedelta(days=3 * 366)))
    calendar.add_component(_write_event(invite, method, now))
    return bytes(calendar.to_ical()).decode("utf-8")


def _write_event(invite: Invite, method: Method, now: datetime) -> Event:
    event = Event()
    event.add("UID", invite.uid)
    event.add("SEQUENCE", invite.sequence)
    event.add("DTSTAMP", now)
    event.add("DTSTART", invite.starts_at.astimezone(LONDON))
    event.add("DTEND", invite.ends_at.astimezone(LONDON))
    event.add("SUMMARY", invite.summary)
    event.add("LOCATION", invite.place)
    event.add("DESCRIPTION", invite.description)
    event.add("STATUS", "CANCELLED" if method is Method.CANCEL else "CONFIRMED")
    event.add("TRANSP", "OPAQUE")
    event["ORGANIZER"] = _address(invite.organiser, "Workforce Learning and Development")
    attendee = _address(invite.attendee, invite.attendee_name)
    attendee.params |= {
        "CUTYPE": vText("INDIVIDUAL"),
        "ROLE": vText("REQ-PARTICIPANT"),
        "PARTSTAT": vText("NEEDS-ACTION"),
        "RSVP": vText("TRUE"),
    }
    event.add("ATTENDEE", attendee, encode=False)
    return event


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["CN"] = vText(name)
    return address
