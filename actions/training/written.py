"""Says what was written: with its reference, the way to undo, and calendar invitations."""

from actions.staff_api import StaffApiError
from actions.tasks.work import Button, Json, Work, button
from actions.training.courses import plain
from actions.training.sessions import when_of
from contracts.outcomes import Outcome

CALENDAR = "text/calendar"
UNDO: list[Button] = [button("Undo that"), button("What am I booked on?")]
OFF_DAYS = "\n\nOne of these is not among the usual working days, so check with the team."


async def read_invites(work: Work, booking: Json) -> list[Json]:
    """Return the calendar file of each day; none when they cannot be had, as they go out by e-mail too."""
    files: list[Json] = []
    try:
        for number, path in enumerate(booking["invites"], 1):
            name = "training.ics" if len(booking["invites"]) == 1 else f"training-day-{number}.ics"
            text = await work.api.read_text(work.turn, path)
            files.append({"name": name, "media_type": CALENDAR, "text": text})
    except StaffApiError:
        return []
    return files


async def say_booked(work: Work, booking: Json, files: list[Json], *, for_other: bool) -> None:
    """Say what became of a booking: booked, asked for, or waiting."""
    session = booking["session"]
    course, when, place = plain(session["course"]["title"]), when_of(session), plain(session["place"])
    who, reference = (plain(booking["person"]["name"]), booking["reference"])
    who = who if for_other else "You"
    is_are = "is" if for_other else "are"
    undo = UNDO[:1] if for_other else UNDO
    if booking["state"] == "requested":
        work.say("utter_asked_manager", Outcome.DONE, undo, course=course, when=when, place=place, reference=reference)
    elif booking["state"] == "waiting":
        position = str(booking["position"])
        work.say("utter_waiting", Outcome.DONE, undo, course=course, when=when, position=position, reference=reference)
    else:
        note = "" if booking["is_on_working_days"] else OFF_DAYS
        more = {"files": files}
        work.add(
            "utter_booked",
            Outcome.DONE,
            undo,
            more,
            who=f"{who} {is_are}",
            course=course,
            when=when,
            place=place,
            reference=reference,
            note=note,
        )
