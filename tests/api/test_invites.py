"""Invitations: what Outlook needs to treat a file as one, also across the changes of summer time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from api.calendar.invites import Invite, Method, write_invite

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def make_invite(start: datetime, **changes: Any) -> Invite:
    values: dict[str, Any] = {
        "uid": "booking-1@sefton.example",
        "sequence": 0,
        "starts_at": start,
        "ends_at": start + timedelta(hours=3),
        "summary": "Fire Marshal; part 1, or more",
        "place": "Bootle Town Hall",
        "description": "Reference: TR-7K2M9Q4X\nTrainer: Somebody",
        "organiser": "learning@sefton.example",
        "attendee": "priya.nair@sefton.example",
        "attendee_name": 'Nair, "Priya"',
    }
    return Invite(**(values | changes))


def event_of(text: str) -> Any:
    events = Calendar.from_ical(text).walk("VEVENT")
    assert len(events) == 1
    return events[0]


@pytest.mark.parametrize(
    ("start", "local", "offset"),
    [
        pytest.param(datetime(2027, 3, 27, 9, 30, tzinfo=UTC), "20270327T093000", 0, id="day before March"),
        pytest.param(datetime(2027, 3, 28, 8, 30, tzinfo=UTC), "20270328T093000", 1, id="day of March"),
        pytest.param(datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "20270328T003000", 0, id="across the change in March"),
        pytest.param(datetime(2027, 7, 1, 8, 30, tzinfo=UTC), "20270701T093000", 1, id="summer"),
        pytest.param(datetime(2027, 10, 30, 8, 30, tzinfo=UTC), "20271030T093000", 1, id="day before October"),
        pytest.param(datetime(2027, 10, 31, 9, 30, tzinfo=UTC), "20271031T093000", 0, id="day of October"),
        pytest.param(datetime(2032, 10, 31, 9, 30, tzinfo=UTC), "20321031T093000", 0, id="years ahead"),
    ],
)
def test_times_are_those_of_london(start: datetime, local: str, offset: int) -> None:
    text = write_invite(make_invite(start), Method.REQUEST, NOW)
    assert f"DTSTART;TZID=Europe/London:{local}" in text
    event = event_of(text)
    assert event["DTSTART"].dt.astimezone(UTC) == start
    assert event["DTEND"].dt.astimezone(UTC) == start + timedelta(hours=3)
    assert event["DTSTART"].dt.utcoffset() == timedelta(hours=offset)


@pytest.mark.parametrize("year", range(2026, 2033))
def test_the_zone_changes_when_the_law_says(year: int) -> None:
    # Read from the file alone: without its name the reader knows no zone but the one that it defines.
    text = write_invite(make_invite(NOW), Method.REQUEST, NOW).replace("Europe/London", "Somewhere of its own")
    zone = Calendar.from_ical(text).walk("VTIMEZONE")[0].to_tz()
    for month, day, hours in ((3, 24, 0), (4, 1, 1), (10, 24, 1), (11, 1, 0)):
        assert zone.utcoffset(datetime(year, month, day, 12)) == timedelta(hours=hours)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("method", "status"), [(Method.REQUEST, "CONFIRMED"), (Method.CANCEL, "CANCELLED")], ids=["request", "cancel"]
)
def test_it_has_all_that_the_standard_asks_of_its_method(method: Method, status: str) -> None:
    text = write_invite(make_invite(NOW, sequence=3), method, NOW)
    calendar, event = Calendar.from_ical(text), event_of(text)
    assert (calendar["METHOD"], calendar["VERSION"]) == (method.value, "2.0")
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("booking-1@sefton.example", 3, status)
    assert event["DTSTAMP"].dt == NOW
    assert str(event["ORGANIZER"]) == "mailto:learning@sefton.example"
    attendee = event["ATTENDEE"]
    assert str(attendee) == "mailto:priya.nair@sefton.example"
    assert (attendee.params["RSVP"], attendee.params["PARTSTAT"]) == ("TRUE", "NEEDS-ACTION")


def test_text_of_people_stays_text() -> None:
    event = event_of(write_invite(make_invite(NOW, summary="A\nBEGIN:VALARM\nb, c; d"), Method.REQUEST, NOW))
    assert event["SUMMARY"] == "A\nBEGIN:VALARM\nb, c; d"
    assert event.subcomponents == []


def test_lines_are_ended_and_folded_as_the_standard_says() -> None:
    text = write_invite(make_invite(NOW, summary="long " * 60), Method.REQUEST, NOW)
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
