"""Takes or passes on a place that came free for somebody on a waiting list."""

import uuid
from dataclasses import replace

from actions.staff_api import RefusedError
from actions.tasks.kinds import Kind
from actions.tasks.task import Task
from actions.tasks.work import Work, button
from actions.training.bookings import booking_buttons, describe_booking, list_bookings, listed_bookings, meant_bookings
from actions.training.cancelling import Cancel
from actions.training.written import read_invites, say_booked
from contracts.outcomes import Outcome


class Offer(Kind):
    """Answers an offer."""

    name = "offer"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Find the offer and ask for a yes to what was said."""
        bookings = await list_bookings(work)
        offered = [booking for booking in bookings if booking["state"] == "offered"]
        if not offered and bookings and work.turn.intent == "decline_offer":
            # "I no longer need my place": it was theirs already.
            return Task(Cancel.name)
        if not offered:
            work.say("utter_nothing_offered_to_you", Outcome.DONE, [button("What am I booked on?")])
            return None
        # `waits`: the place is to be passed on.
        task = task or Task(self.name, waits=work.turn.intent == "decline_offer" or work.turn.negated)
        chosen = meant_bookings(work.heard, offered)
        if len(chosen) != 1:
            work.say("utter_which_offer", buttons=booking_buttons(offered), bookings=listed_bookings(offered))
            return replace(task, asks="booking")
        line = describe_booking(chosen[0])
        if task.waits:
            work.say("utter_confirm_pass_on", buttons=[button("Yes, pass it on", "yes"), button("No")], booking=line)
        else:
            work.say("utter_confirm_take", buttons=[button("Yes, I'll take it", "yes"), button("No")], booking=line)
        return replace(task, asks="confirm", booking=chosen[0]["id"], key=uuid.uuid4().hex)

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take which offer, or the yes."""
        if task.asks == "booking":
            return await self.begin(work, task)
        if not work.heard.yes:
            work.say("utter_offer_stays", Outcome.DONE)
            return None
        path = f"/v1/bookings/{task.booking}/offer"
        try:
            booking = await work.write(path, {"accept": not task.waits}, task.key)
        except RefusedError as error:
            work.refuse(error)
            return None
        if task.waits:
            work.say("utter_passed_on", Outcome.DONE, reference=booking["reference"])
        else:
            work.done = {"kind": "book", "booking": booking["id"], "person": None}
            await say_booked(work, booking, await read_invites(work, booking), for_other=False)
        return None

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message says yes or no, or which."""
        return work.heard.yes or work.heard.no or (task.asks == "booking" and work.heard.place is not None)
