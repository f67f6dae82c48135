"""Where a referral is, as far as the person may know, and taking one back."""

import uuid
from collections.abc import Mapping
from dataclasses import replace

from actions.referrals.asking import day_in_words
from actions.tasks.kinds import Kind
from actions.tasks.matching import match_people
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from actions.training.courses import plain
from contracts.outcomes import Outcome

STATES: Mapping[str, str] = {
    "with_employee": "waiting for the person's agreement",
    "submitted": "with the Health Unit, not looked at yet",
    "triaged": "looked at by the Health Unit; an appointment is being arranged",
    "appointment_offered": "an appointment is offered",
    "booked": "an appointment is booked",
    "attended": "the appointment has taken place; the report is being written",
    "missed": "the appointment was missed; another one can be offered",
    "report_offered": "the report is with the person, who reads it first",
    "released": "the report is there to read",
    "closed": "closed",
    "withdrawn": "withdrawn",
}
OVER = frozenset({"closed", "withdrawn"})
EMPLOYEE, REFERRER = "employee", "referrer"
MOST_SHOWN = 8


def describe_state(state: str) -> str:
    """Return where a case is, in words."""
    return STATES.get(state, "under way")


class ShowStatus(Kind):
    """Lists referrals about oneself and one's team."""

    name = "referral_status"
    is_passing = True

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """List those that are meant, or all."""
        items = await list_mine(work)
        if not items:
            work.say("utter_no_referrals", Outcome.DONE, [button("Carry on with my referral")])
            return None
        shown = _meant(work, items)[:MOST_SHOWN]
        asked = any(_waits_for_me(item) for item in shown)
        buttons = [button("I agree to the referral"), button("I don't agree to the referral")] if asked else None
        work.say("utter_referral_status", Outcome.DONE, buttons, lines="\n".join(_line(item) for item in shown))
        return None

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """List again."""
        return await self.begin(work)

    async def understands(self, work: Work, task: Task) -> bool:
        """Nothing is asked, so nothing answers."""
        return False


class WithdrawReferral(Kind):
    """Takes a referral back: who referred by withdrawing it, the person by their agreement."""

    name = "withdraw_referral"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Find the one that is meant, and ask for a yes."""
        items = [item for item in await list_mine(work) if item["state"] not in OVER]
        if not items:
            work.say("utter_no_open_referrals", Outcome.DONE)
            return None
        found = _meant(work, items)
        if work.heard.place is not None and task is not None and work.heard.place < len(items):
            found = [items[work.heard.place]]
        if len(found) > 1:
            buttons = [button(item["reference"]) for item in found[:5]]
            work.say("utter_which_referral", buttons=buttons, lines="\n".join(map(_line, found[:MOST_SHOWN])))
            return Task(self.name, asks="booking", options=tuple(item["id"] for item in found))
        buttons = [button("Yes, withdraw it", "yes"), button("No")]
        work.say("utter_confirm_withdraw_referral", buttons=buttons, line=_line(found[0]))
        return Task(self.name, asks="confirm", booking=found[0]["id"], key=uuid.uuid4().hex)

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take which one, or the yes."""
        if task.asks == "booking":
            return await self.begin(work, task)
        if not work.heard.yes:
            work.say("utter_referral_stays", Outcome.DONE)
            return None
        item = await work.read(f"/v1/referrals/{task.booking}")
        if item["you_are"] == EMPLOYEE:
            choice = "decline" if item["state"] == "with_employee" else "withdraw"
            body = {"kind": "referral", "choice": choice}
            item = await work.write(f"/v1/referrals/{task.booking}/agreements", body, task.key)
        else:
            item = await work.write(f"/v1/referrals/{task.booking}/withdraw", {}, task.key)
        work.done = {}
        work.say("utter_referral_withdrawn", Outcome.DONE, reference=item["reference"])
        return None

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message names one, or says yes or no."""
        if task.asks == "booking":
            items = await list_mine(work)
            return work.heard.place is not None or len(_meant(work, items)) < len(items)
        return work.heard.yes or work.heard.no

    async def ask_again(self, work: Work, task: Task) -> Task | None:
        """Begin again: the case may have gone on meanwhile."""
        return await self.begin(work, replace(task, stopped=False))


async def list_mine(work: Work) -> list[Json]:
    """Return the referrals about oneself and one's team. Raises StaffApiError."""
    return list((await work.read("/v1/referrals"))["items"])


def _meant(work: Work, items: list[Json]) -> list[Json]:
    """Return those that the message names by reference or by person; all when it names none."""
    text = work.turn.text
    by_reference = [item for item in items if item["reference"].casefold() in text.casefold()]
    if by_reference:
        return by_reference
    people = match_people(text, [(item["id"], item["person"]["name"]) for item in items])
    if people:
        return [item for item in items if item["id"] in people]
    return items


def _waits_for_me(item: Json) -> bool:
    return bool(item["you_are"] == EMPLOYEE and item["state"] == "with_employee")


def _line(item: Json) -> str:
    about = "about you" if item["you_are"] == EMPLOYEE else f"about {plain(item['person']['name'])}"
    state = "waiting for your agreement" if _waits_for_me(item) else describe_state(item["state"])
    since = day_in_words(item["state_since"])
    return f"- **{item['reference']}**, {about}: {state}, since {since}"
