"""Bookings in words, and which of them a message means. Changes nothing."""

from collections.abc import Sequence

from actions.tasks.hearing import Heard
from actions.tasks.work import Button, Json, Work, button
from actions.training.courses import meant_courses, plain
from actions.training.sessions import day_of, moment, places_meant, short_day, when_of

STATES = {
    "booked": "booked",
    "requested": "waiting for your manager's word",
    "waiting": "on the waiting list",
    "offered": "a place is held for you",
}


async def list_bookings(work: Work, person: str | None = None) -> list[Json]:
    """Return what somebody is booked on from now, by time. Raises StaffApiError."""
    page = await work.read("/v1/bookings", person_id=person, limit=50)
    return list(page["items"])


def meant_bookings(heard: Heard, bookings: Sequence[Json]) -> list[Json]:
    """Return the bookings that a message may mean: all when it says nothing about which."""
    # Messages name a booking by its reference, so it stands alone: a course or a day beside it says nothing more.
    named = [booking for booking in bookings if _letters(booking["reference"]) in _letters(heard.text)]
    if named:
        return named
    found = list(bookings)
    courses = [{**booking["session"]["course"], "names": []} for booking in found]
    meant = {course["id"] for course in meant_courses(heard.text, courses)}
    if meant:
        found = [booking for booking in found if booking["session"]["course"]["id"] in meant]
    places = places_meant(heard.text, [booking["session"] for booking in found])
    narrowed = [booking for booking in found if not places or booking["session"]["place"] in places]
    if heard.when:
        narrowed = [booking for booking in narrowed if _is_on(booking, heard)] or narrowed
    if heard.place is not None and heard.place < len(narrowed):
        return [narrowed[heard.place]]
    return narrowed


def says_which(heard: Heard, bookings: Sequence[Json]) -> bool:
    """Say whether the message picks one of the bookings."""
    return heard.place is not None or len(meant_bookings(heard, bookings)) < len(bookings) or len(bookings) == 1


def _letters(text: str) -> str:
    """Return letters and digits alone: a reference is typed with a hyphen, a space or neither."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _is_on(booking: Json, heard: Heard) -> bool:
    days = [moment(day, "starts_at").date() for day in booking["session"]["days"]]
    return heard.when is not None and any(heard.when.holds(day) for day in days)


def describe_booking(booking: Json) -> str:
    """Return a booking in one line."""
    session = booking["session"]
    state = STATES.get(booking["state"], booking["state"])
    if booking["position"]:
        state = f"{state}, number {booking['position']}"
    if booking["offered_until"]:
        until = moment(booking, "offered_until")
        state = f"{state} until {short_day(until.date())}, {until:%H:%M}"
    title, place = plain(session["course"]["title"]), plain(session["place"])
    return f"**{title}**: {when_of(session)}, {place} ({state}, {booking['reference']})"


def listed_bookings(bookings: Sequence[Json]) -> str:
    """Return bookings as a list."""
    return "\n".join(f"- {describe_booking(booking)}" for booking in bookings)


def booking_buttons(bookings: Sequence[Json]) -> list[Button]:
    """Return a button for each booking."""
    return [
        button(f"{booking['session']['course']['title']}, {short_day(day_of(booking['session']))}", f"number {number}")
        for number, booking in enumerate(bookings, 1)
    ]
