"""Makes calendar invitations (iTIP, RFC 5546) that Outlook treats as such. Knows no booking and no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText

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
    organiser_name: str = "Workforce Learning and Development"


def write_invite(invite: Invite, method: Method, now: datetime) -> str:
    """Return the calendar file. Times are in Europe/London, with the rules of its summer time."""
    head, end = _frame(method)
    return head + bytes(_write_event(invite, method, now).to_ical()).decode("utf-8") + end


@cache
def _frame(method: Method) -> tuple[str, str]:
    """Return what stands before and after the event: the same in every file, and most of the work."""
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method.value)
    calendar.add_component(_make_zone())
    head, end, rest = bytes(calendar.to_ical()).decode("utf-8").partition("END:VCALENDAR")
    return head, end + rest


def _make_zone() -> Timezone:
    # By the rules of the law, which Outlook knows; a list of dates would end some day.
    zone = Timezone()
    zone.add("TZID", "Europe/London")
    for part, name, first, month, before, after in (
        (TimezoneDaylight(), "BST", datetime(1981, 3, 29, 1), 3, 0, 1),  # noqa: DTZ001 local, as a zone is defined
        (TimezoneStandard(), "GMT", datetime(1996, 10, 27, 2), 10, 1, 0),  # noqa: DTZ001
    ):
        part.add("DTSTART", first)
        part.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"})
        part.add("TZOFFSETFROM", timedelta(hours=before))
        part.add("TZOFFSETTO", timedelta(hours=after))
        part.add("TZNAME", name)
        zone.add_component(part)
    return zone


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
    event["ORGANIZER"] = _address(invite.organiser, invite.organiser_name)
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
