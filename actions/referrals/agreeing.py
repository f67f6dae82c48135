"""What somebody says to a referral that their manager made: yes or no, never said for them."""

import re
import uuid
from dataclasses import replace

from actions.referrals.asking import one_line
from actions.referrals.forms import MANAGEMENT, Forms
from actions.referrals.status import EMPLOYEE, list_mine
from actions.tasks.kinds import Kind
from actions.tasks.task import Task
from actions.tasks.work import Work, button
from contracts.outcomes import Outcome

NO = re.compile(
    r"\b(?:don'?t|do not|not|no|never|won'?t|refus\w+|declin\w+|object\w*|turn(?:ing)? .{0,20}down|rather not)\b"
)
WAITS = "with_employee"


class AnswerReferral(Kind):
    """Takes the person's own yes or no, after a plain yes to what will be said."""

    name = "answer_referral"

    def __init__(self, forms: Forms) -> None:
        """Say the form's own notice on declining."""
        self.forms = forms

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Say which referral it is, and what the answer will be."""
        waiting = [item for item in await list_mine(work) if item["you_are"] == EMPLOYEE and item["state"] == WAITS]
        if not waiting:
            work.say("utter_nothing_to_agree", Outcome.DONE, [button("Where is my referral?")])
            return None
        notice = one_line((await self.forms.get(work, MANAGEMENT)).notices["declining"])
        reference, declines = waiting[0]["reference"], bool(NO.search(work.heard.text))
        if declines:
            buttons = [button("Yes, say that I do not agree", "yes"), button("No")]
            work.say("utter_confirm_decline", buttons=buttons, reference=reference, declining=notice)
        else:
            buttons = [button("Yes, say that I agree", "yes"), button("No")]
            work.say("utter_confirm_agree", buttons=buttons, reference=reference, declining=notice)
        # `late`: the answer is no.
        return Task(self.name, asks="confirm", booking=waiting[0]["id"], late=declines, key=uuid.uuid4().hex)

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take the yes to what will be said."""
        if not work.heard.yes:
            work.say("utter_referral_stays", Outcome.DONE)
            return None
        body = {"kind": "referral", "choice": "decline" if task.late else "agree"}
        case = await work.write(f"/v1/referrals/{task.booking}/agreements", body, task.key)
        work.done = {}
        if task.late:
            work.say("utter_declined_referral", Outcome.DONE, reference=case["reference"])
        else:
            work.say("utter_agreed_to_referral", Outcome.DONE, reference=case["reference"])
        return None

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message says yes or no."""
        return work.heard.yes or work.heard.no

    async def ask_again(self, work: Work, task: Task) -> Task | None:
        """Put it once more."""
        work.say("utter_resumed", question="Shall I say so, yes or no?")
        return replace(task, stopped=False)
