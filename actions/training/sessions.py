"""Sessions in words, and which of them a message means. Changes nothing."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from actions.tasks.hearing import Heard
from actions.tasks.matching import match_names, names_something
from actions.tasks.task import Task
from actions.tasks.work import LONDON, Button, Json, Work, button
from actions.training.courses import plain

MOST_SHOWN = 4
OTHER = re.compile(r"\b(?:another|other|different)\b")
NOON = 12


async def list_sessions(work: Work, course_id: str) -> list[Json]:
    """Return the sessions of a course that can still be booked or waited for, by time. Raises StaffApiError."""
    page = await work.read("/v1/sessions", course_id=course_id, limit=50)
    return [
        session for session in page["items"] if session["state"] == "open" and moment(session, "cut_off_at") > work.now
    ]


def fitting(sessions: Sequence[Json], task: Task) -> list[Json]:
    """Return the sessions on the days and at the place that the task is about."""
    return [
        session
        for session in sessions
        if (task.when is None or task.when.holds(day_of(session)))
        and (task.online is None or session["is_online"] == task.online)
        and (task.place is None or session["place"] == task.place)
    ]


def picked(sessions: Sequence[Json], heard: Heard, current: str | None = None) -> list[Json]:
    """Return those of several sessions that a message picks; all when it picks none. `current`: "later" than that."""
    found = list(sessions)
    if current and heard.step:
        found = _beside(found, current, heard.step)
    places = places_meant(heard.text, found)
    found = [
        session
        for session in found
        if (heard.when is None or heard.when.holds(day_of(session)))
        and (heard.online is None or session["is_online"] == heard.online)
        and (heard.is_morning is None or (moment(session, "starts_at").hour < NOON) == heard.is_morning)
        and (not places or session["place"] in places)
    ]
    if heard.place is not None:
        return found[heard.place : heard.place + 1] if heard.place < len(found) else []
    if heard.is_earliest or heard.is_any or (heard.step < 0 and not current):
        return found[:1]
    if heard.is_last or (heard.step > 0 and not current):
        return found[-1:]
    return found


def wants_other(heard: Heard) -> bool:
    """Say whether another date is wanted, without saying which."""
    return bool(OTHER.search(heard.text))


def nearest(sessions: Sequence[Json], task: Task) -> list[Json]:
    """Return the dates that come nearest to the days that were asked for, those with places first."""
    first = task.when.first if task.when else None
    free = [session for session in sessions if session["places_left"] > 0] or list(sessions)
    if first is None:
        return free[:MOST_SHOWN]
    near = sorted(free, key=lambda session: abs((day_of(session) - first).days))[:MOST_SHOWN]
    return sorted(near, key=lambda session: str(session["starts_at"]))


def _beside(sessions: Sequence[Json], current: str, step: int) -> list[Json]:
    ids = [session["id"] for session in sessions]
    if current not in ids:
        return list(sessions)
    place = ids.index(current) + step
    return [sessions[place]] if 0 <= place < len(ids) else []


def places_meant(text: str, sessions: Sequence[Json]) -> list[str]:
    """Return the places of these sessions that a message names."""
    places = {session["place"]: [session["place"]] for session in sessions if not session["is_online"]}
    return [match.id for match in match_names(text, places)] if places else []


def names_place(text: str, sessions: Sequence[Json]) -> bool:
    """Say whether a message names one of the places."""
    places = {session["place"]: [session["place"], *session["place"].split()] for session in sessions}
    return names_something(text, places)


def describe(session: Json, *, with_course: bool = False) -> str:
    """Return a session in one line: when, where, and how many places are left."""
    title = f"{plain(session['course']['title'])}: " if with_course else ""
    return f"{title}{when_of(session)}, {plain(session['place'])}, {places_of(session)}"


def listed(sessions: Sequence[Json], *, with_course: bool = False) -> str:
    """Return sessions as a numbered list in words."""
    lines = (
        f"- **{number}.** {describe(session, with_course=with_course)}" for number, session in enumerate(sessions, 1)
    )
    return "\n".join(lines)


def session_buttons(sessions: Sequence[Json]) -> list[Button]:
    """Return a button for each session; what it says is understood as that session."""
    return [
        button(f"{short_day(moment(session, 'starts_at').date())}, {session['place']}", f"number {number}")
        for number, session in enumerate(sessions, 1)
    ]


def when_of(session: Json) -> str:
    """Return the days and times of a session."""
    days = session["days"]
    starts, ends = moment(days[0], "starts_at"), moment(days[0], "ends_at")
    first = f"{long_day(starts.date())}, {starts:%H:%M} to {ends:%H:%M}"
    more = [long_day(moment(day, "starts_at").date()) for day in days[1:]]
    return f"{first}, and {' and '.join(more)}" if more else first


def places_of(session: Json) -> str:
    """Return how many places are left."""
    left = session["places_left"]
    if left <= 0:
        return f"full, {session['waiting']} waiting"
    return "1 place left" if left == 1 else f"{left} places left"


def moment(value: Json, name: str) -> datetime:
    """Return an instant of the API on the council's clocks."""
    return datetime.fromisoformat(value[name]).astimezone(LONDON)


def day_of(session: Json) -> date:
    """Return the day on which a session begins."""
    return moment(session, "starts_at").date()


def long_day(day: date) -> str:
    """Return a day in full: "Tuesday 2 March 2027"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """Return a day in short: "Tue 2 Mar"."""
    return f"{day:%a} {day.day} {day:%b}"
