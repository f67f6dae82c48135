"""What somebody is told before a form begins: what helps first, who sees it, and what was read from their words."""

from dataclasses import replace

from actions.referrals.asking import GUIDE, ask_next, one_line, progress_of, shown
from actions.referrals.forms import SELF, Form, Forms
from actions.referrals.openings.opening import FIELDS
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from contracts.outcomes import Outcome

GO_ON = [button("Go on"), button("Skip the guide", "skip"), button("Save for later")]
# Whom it is about is shown with what was read: a wrong name must be seen first.
PERSON = "employee_name"
READ = "From what you wrote I filled in:\n\n{draft}\n\nSay “change” and what is wrong, if anything is."


async def guide(work: Work, forms: Forms, task: Task) -> Task:
    """Say it; a person who refers themselves goes straight to the first question. Raises StaffApiError."""
    form, progress = await forms.get(work, str(task.form)), await progress_of(work, str(task.draft))
    read = [field for field in FIELDS if field in progress["answered"]]
    if task.form == SELF:
        return await _begin_own(work, forms, task, form, progress, read)
    before, privacy = one_line(form.notices["before_you_refer"]), one_line(form.notices["privacy"])
    more = {"shown_draft": shown(task, [PERSON, *read])} if read else {}
    work.add(
        "utter_referral_guide", Outcome.TASK, GO_ON, more, before=before, privacy=privacy, read=READ if read else ""
    )
    return replace(task, asks=GUIDE, fields=())


async def _begin_own(work: Work, forms: Forms, task: Task, form: Form, progress: Json, read: list[str]) -> Task:
    privacy = one_line(form.notices["own_privacy"])
    if read:
        work.add("utter_read_from_words", Outcome.TASK, [], {"shown_draft": shown(task, read)}, draft="{draft}")
    return await ask_next(work, forms, task, progress, privacy)
