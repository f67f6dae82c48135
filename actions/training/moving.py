"""Moves a booking to another date of its course: both at once, or nothing."""

import uuid
from dataclasses import replace

from actions.staff_api import RefusedError
from actions.tasks.kinds import Kind
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from actions.training.bookings import (
    booking_buttons,
    describe_booking,
    list_bookings,
    listed_bookings,
    meant_bookings,
    says_which,
)
from actions.training.courses import plain
from actions.training.sessions import (
    MOST_SHOWN,
    describe,
    list_sessions,
    listed,
    names_place,
    picked,
    session_buttons,
    wants_other,
)
from actions.training.written import read_invites, say_booked
from contracts.outcomes import Outcome

YES_NO = [button("Yes, move it"), button("Another date"), button("No, leave it", "no")]
LATE = "late_cancellation"


class Move(Kind):
    """Moves a booking."""

    name = "move"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Find the booking, and the date to move it to when that was said."""
        task = task or Task(self.name)
        bookings = await list_bookings(work, task.person)
        if not bookings:
            work.say("utter_no_bookings", Outcome.DONE, [button("Which courses are there?")])
            return None
        if task.booking:
            chosen = [booking for booking in bookings if booking["id"] == task.booking]
        else:
            # The date in "move my first aid to April" is the new one; only when nothing else tells, the old one.
            chosen = meant_bookings(replace(work.heard, when=None, place=None), bookings)
        if len(chosen) == 1:
            return await self._to(
                work, replace(task, booking=chosen[0]["id"], course=chosen[0]["session"]["course"]["id"])
            )
        work.say("utter_which_to_move", buttons=booking_buttons(chosen[:5]), bookings=listed_bookings(chosen))
        return replace(task, asks="booking", options=tuple(b["id"] for b in chosen)).within(work.heard.when)

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take which booking, which date, or the yes."""
        if task.asks == "booking":
            bookings = await list_bookings(work, task.person)
            shown = [booking for booking in bookings if booking["id"] in task.options]
            chosen = meant_bookings(work.heard, shown)
            if len(chosen) != 1:
                work.say("utter_which_to_move", buttons=booking_buttons(shown[:5]), bookings=listed_bookings(shown))
                return replace(task, misses=task.misses + 1)
            course = chosen[0]["session"]["course"]["id"]
            return await self._to(work, replace(task, booking=chosen[0]["id"], course=course, options=()), named=False)
        if task.asks == "session":
            return await self._to(work, task)
        heard = work.heard
        if heard.yes and not heard.step and heard.when is None:
            return await self._write(work, task)
        if heard.picks or wants_other(heard):
            return await self._to(work, replace(task, session=None, options=()))
        work.say("utter_not_moved", Outcome.DONE)
        return None

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message names a booking or a date, or says yes or no."""
        heard = work.heard
        if task.asks == "booking":
            shown = [booking for booking in await list_bookings(work, task.person) if booking["id"] in task.options]
            return says_which(heard, shown)
        if heard.picks or (task.course and names_place(heard.text, await list_sessions(work, task.course))):
            return True
        return task.asks == "confirm" and (heard.yes or heard.no or wants_other(heard))

    async def _to(self, work: Work, task: Task, *, named: bool = True) -> Task | None:
        booking = await work.read(f"/v1/bookings/{task.booking}")
        current = booking["session"]["id"]
        all_ = await list_sessions(work, str(task.course))
        sessions = [session for session in all_ if session["id"] != current and session["places_left"] > 0]
        title = plain(booking["session"]["course"]["title"])
        if not sessions:
            work.say("utter_no_other_date", Outcome.REFUSED, course=title)
            return None
        heard = work.heard if named else replace(work.heard, when=task.when, place=None)
        shown = [session for session in sessions if session["id"] in task.options]
        pool = shown if shown and heard.place is not None else sessions
        if heard.step:
            pool = [s for s in sessions if (s["starts_at"] > booking["session"]["starts_at"]) == (heard.step > 0)]
            pool = pool[:1] if heard.step > 0 else pool[-1:]
            wanted = pool
        else:
            wanted = picked(pool, heard)
        if len(wanted) == 1:
            return self._confirm(work, task, booking, wanted[0])
        offered = (wanted or sessions)[:MOST_SHOWN]
        if wanted:
            work.say("utter_which_new_date", buttons=session_buttons(offered), course=title, dates=listed(offered))
        else:
            work.say("utter_no_date_then", buttons=session_buttons(offered), course=title, dates=listed(offered))
        return replace(task, asks="session", options=tuple(session["id"] for session in offered))

    @staticmethod
    def _confirm(work: Work, task: Task, booking: Json, session: Json) -> Task:
        work.say("utter_confirm_move", buttons=YES_NO, booking=describe_booking(booking), date=describe(session))
        return replace(task, asks="confirm", session=session["id"], key=uuid.uuid4().hex)

    async def _write(self, work: Work, task: Task) -> Task | None:
        before = await work.read(f"/v1/bookings/{task.booking}")
        body = {"session_id": task.session, "accept_late": task.late}
        try:
            booking = await work.write(f"/v1/bookings/{task.booking}/move", body, task.key)
        except RefusedError as error:
            if error.code == LATE and not task.late:
                work.refuse(error, [button("Yes, go on", "yes"), button("No, leave it", "no")])
                return replace(task, late=True, key=uuid.uuid4().hex)
            work.refuse(error, [button("Another date")])
            return None if error.code in ("booking_over", "not_found") else replace(task, asks="session", options=())
        work.done = {
            "kind": "move",
            "booking": booking["id"],
            "session": before["session"]["id"],
            "person": task.person,
        }
        await say_booked(work, booking, await read_invites(work, booking), for_other=bool(task.person))
        return None
