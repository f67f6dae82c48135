"""Sends a form that was shown in full and agreed to, in exactly that version."""

import uuid
from dataclasses import replace

from actions.referrals.asking import ask_next, one_line, progress_of
from actions.referrals.forms import SELF, Forms
from actions.staff_api import RefusedError
from actions.tasks.task import Task
from actions.tasks.work import Work, button
from contracts.outcomes import Outcome

# Refusals after which the form is shown or asked again.
CHANGED, INCOMPLETE, OPEN = "draft_changed", "draft_incomplete", "open_referral"
ELSEWHERE = "The form was changed on another device, so please look again."


async def send(work: Work, forms: Forms, task: Task) -> Task | None:
    """Make a case of the draft, and say its reference. Raises StaffApiError."""
    form = await forms.get(work, str(task.form))
    body = {"declared": True, "form_version": form.version, "version": task.version, "despite_open": task.late}
    try:
        sent = await work.write(f"/v1/referral-drafts/{task.draft}/submit", body, task.key)
    except RefusedError as error:
        return await _refused(work, forms, task, error)
    work.done = {}
    buttons = [button("Where is my referral?")]
    if task.form == SELF:
        # Always said: whether it was an accident is a private answer, which is not known here.
        accident = one_line(form.notices["own_accident"])
        work.say("utter_own_referral_sent", Outcome.DONE, buttons, reference=sent["reference"], accident=accident)
    else:
        work.say("utter_referral_sent", Outcome.DONE, buttons, reference=sent["reference"])
    return None


async def _refused(work: Work, forms: Forms, task: Task, error: RefusedError) -> Task | None:
    if error.code == OPEN:
        # Another one was sent meanwhile: a second one takes another yes.
        work.refuse(error, [button("Yes, send a second one", "yes"), button("Save for later")])
        return replace(task, late=True, key=uuid.uuid4().hex)
    if error.code in (CHANGED, INCOMPLETE):
        progress = await progress_of(work, str(task.draft))
        return await ask_next(work, forms, task, progress, ELSEWHERE, is_notice=True)
    raise error
