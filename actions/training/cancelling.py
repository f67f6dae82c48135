"""Gives a place back, or leaves a waiting list. Nothing is cancelled without a plain yes to the very booking."""

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
from contracts.outcomes import Outcome

KEEP_OR_CANCEL = [button("Yes, cancel it"), button("No, keep it")]
LATE = "late_cancellation"


class Cancel(Kind):
    """Cancels a booking."""

    name = "cancel"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Find the booking that is meant."""
        task = task or Task(self.name)
        bookings = await list_bookings(work, task.person)
        if task.booking:
            chosen = [booking for booking in bookings if booking["id"] == task.booking]
        else:
            chosen = meant_bookings(work.heard, bookings)
        if not bookings or (task.booking and not chosen):
            work.say("utter_no_bookings", Outcome.DONE, [button("Which courses are there?")])
            return None
        if len(chosen) == 1:
            return self._confirm(work, task, chosen[0])
        shown = chosen or bookings
        work.say("utter_which_to_cancel", buttons=booking_buttons(shown[:5]), bookings=listed_bookings(shown))
        return replace(task, asks="booking", options=tuple(booking["id"] for booking in shown))

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take which booking, or the yes."""
        if task.asks == "booking":
            return await self._choose(work, task)
        heard = work.heard
        if heard.yes and not heard.no:
            return await self._write(work, task)
        # "I don't want to cancel" is a no as well.
        if heard.no or work.turn.negated:
            work.say("utter_kept", Outcome.DONE)
            return None
        return await self.begin(work, replace(task, booking=None))

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message names a booking, or says yes or no."""
        if task.asks == "booking":
            return says_which(work.heard, await self._shown(work, task))
        return work.heard.yes or work.heard.no or work.turn.negated

    async def ask_again(self, work: Work, task: Task) -> Task | None:
        """Name the booking again."""
        return await self.begin(work, replace(task, stopped=False))

    async def _shown(self, work: Work, task: Task) -> list[Json]:
        by_id = {booking["id"]: booking for booking in await list_bookings(work, task.person)}
        return [by_id[id_] for id_ in task.options if id_ in by_id]

    async def _choose(self, work: Work, task: Task) -> Task | None:
        shown = await self._shown(work, task)
        chosen = meant_bookings(work.heard, shown)
        if len(chosen) == 1:
            return self._confirm(work, task, chosen[0])
        work.say("utter_which_to_cancel", buttons=booking_buttons(shown[:5]), bookings=listed_bookings(shown))
        return replace(task, misses=task.misses + 1)

    @staticmethod
    def _confirm(work: Work, task: Task, booking: Json) -> Task:
        work.say("utter_confirm_cancel", buttons=KEEP_OR_CANCEL, booking=describe_booking(booking))
        return replace(task, asks="confirm", booking=booking["id"], key=uuid.uuid4().hex)

    @staticmethod
    async def _write(work: Work, task: Task) -> Task | None:
        path = f"/v1/bookings/{task.booking}/cancel"
        try:
            booking = await work.write(path, {"accept_late": task.late}, task.key)
        except RefusedError as error:
            if error.code == LATE and not task.late:
                work.refuse(error, KEEP_OR_CANCEL)
                return replace(task, late=True, key=uuid.uuid4().hex)
            work.refuse(error)
            return None
        work.done = {"kind": "cancel", "session": booking["session"]["id"], "person": task.person}
        work.say(
            "utter_cancelled",
            Outcome.DONE,
            [button("Undo that")],
            reference=booking["reference"],
            booking=describe_booking({**booking, "state": "cancelled", "position": None, "offered_until": None}),
        )
        return None
