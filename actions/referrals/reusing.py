"""Offers a referral that is open, or was lately closed for the same reason, instead of a form filled in anew."""

import re
import uuid
from dataclasses import replace

from actions.referrals.asking import EARLIER, ask_next, day_in_words, progress_of
from actions.referrals.forms import Forms
from actions.referrals.guiding import guide
from actions.referrals.status import describe_state
from actions.staff_api import RefusedError
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from contracts.outcomes import Outcome

FILL_IN = re.compile(r"\b(?:fill|from it|use it|copy|reuse|same)\b")
SHOW = re.compile(r"\b(?:show|where|status|that one|the open one|leave it)\b")
FRESH = re.compile(r"\b(?:start|second|another|new|fresh|empty|scratch)\b")


class Reuse:
    """Asks about earlier referrals, once a draft is there. `options` of the task: the earlier one's id."""

    def __init__(self, forms: Forms) -> None:
        """Go on with these forms afterwards."""
        self._forms = forms

    async def offer_open(self, work: Work, task: Task) -> Task | None:
        """Ask about a referral that is open; None when there is none."""
        found = [item for item in await self._earlier(work, task) if item["is_open"]]
        if not found:
            return None
        buttons = [button("No, show me where it is"), button("Yes, start from the beginning")]
        if found[0]["can_fill_in"]:
            buttons.insert(1, button("Yes, and fill it in from that one"))
        about = "about you" if task.form == "self" else "about this person"
        work.say(
            "utter_open_referral",
            buttons=buttons,
            about=about,
            reference=found[0]["reference"],
            state=describe_state(found[0]["state"]),
        )
        return replace(task, asks=EARLIER, options=(found[0]["id"],), waits=True, fields=())

    async def offer(self, work: Work, task: Task) -> Task | None:
        """Ask about a referral that was closed for the reason just given; None when there is none, or it was asked."""
        found = [item for item in await self._earlier(work, task) if not item["is_open"] and item["can_fill_in"]]
        if not found or found[0]["id"] in task.options:
            return None
        buttons = [button("Yes, fill it in from that one"), button("No, start from the beginning")]
        closed = day_in_words(found[0]["closed_at"] or found[0]["created_at"])
        work.say("utter_earlier_referral", buttons=buttons, reference=found[0]["reference"], closed=closed)
        return replace(task, asks=EARLIER, options=(found[0]["id"],), waits=False)

    def hears(self, work: Work) -> bool:
        """Say whether the message says in so many words what to do with the earlier one."""
        return any(pattern.search(work.heard.text) for pattern in (FILL_IN, SHOW, FRESH))

    def understands(self, work: Work) -> bool:
        """Say whether the message says what to do with the earlier one."""
        return work.heard.yes or work.heard.no or self.hears(work)

    async def take(self, work: Work, task: Task) -> Task | None:
        """Fill the form in from the earlier one, begin with an empty one, or leave it at the open one."""
        text = work.heard.text
        if not task.waits:
            if work.heard.no or FRESH.search(text):
                return await ask_next(work, self._forms, task, await progress_of(work, str(task.draft)))
            return await self._fill_in(work, task)
        if FILL_IN.search(text):
            return await guide(work, self._forms, await self._filled(work, replace(task, late=True)))
        if work.heard.no or SHOW.search(text):
            await work.write(f"/v1/referral-drafts/{task.draft}/discard", {}, uuid.uuid4().hex)
            status = await work.read(f"/v1/referrals/{task.options[0]}")
            state, reference = describe_state(status["state"]), status["reference"]
            work.say("utter_open_referral_stays", Outcome.DONE, state=state, reference=reference)
            return None
        # `late`: a second one is wanted, and they know of the first.
        return await guide(work, self._forms, replace(task, late=True))

    async def _fill_in(self, work: Work, task: Task) -> Task:
        task = await self._filled(work, task)
        progress = await progress_of(work, str(task.draft))
        said = "What still holds is filled in from the earlier one. I only ask for the rest."
        return await ask_next(work, self._forms, task, progress, said)

    async def _filled(self, work: Work, task: Task) -> Task:
        """Begin the draft again with what still holds of the earlier one, and with what was said since."""
        draft = await work.read(f"/v1/referral-drafts/{task.draft}")
        form = await self._forms.get(work, str(task.form))
        await work.write(f"/v1/referral-drafts/{task.draft}/discard", {}, uuid.uuid4().hex)
        body = {"kind": task.form, "person_id": task.person, "earlier_id": task.options[0]}
        begun = await work.write("/v1/referral-drafts", body, uuid.uuid4().hex)
        for field, value in draft["answers"].items():
            if form.questions[field].is_from_directory:
                continue
            try:
                await work.put(f"/v1/referral-drafts/{begun['id']}/answers/{field}", {"value": value})
            except RefusedError:
                # What does not fit the other answers any more is asked again.
                continue
        return replace(task, draft=begun["id"])

    async def _earlier(self, work: Work, task: Task) -> list[Json]:
        return list((await work.read(f"/v1/referral-drafts/{task.draft}/earlier"))["items"])
