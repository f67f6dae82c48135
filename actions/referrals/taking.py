"""Takes answers to questions that are not private: reads them, puts them into the draft, and goes on."""

from typing import Any

from actions.referrals.asking import ask, ask_next, progress_of
from actions.referrals.forms import Form, Forms, Group
from actions.referrals.openings.absence import absence_told
from actions.referrals.reading import FIT_NOTE, read_values
from actions.staff_api import RefusedError
from actions.tasks.task import Task
from actions.tasks.work import Work

THANKS = ("That is on the form.", "Noted on the form.")
NOT_ASKED, REFUSED, MUST_CONFIRM = "field_not_asked", "answer_refused", "not_confirmed"
RECIPIENTS = "report_recipients"


async def open_group(work: Work, form: Form, task: Task) -> Group:
    """Return the group that is open, with the words in which it is asked. Raises StaffApiError."""
    return form.group_for(task.fields, await progress_of(work, str(task.draft)))


def takes_yes_or_no(form: Form, task: Task) -> bool:
    """Say whether a bare no is an answer to what is open."""
    return any(form.questions[field].kind in ("yes_no", "confirm") for field in task.fields)


def read_said(work: Work, form: Form, task: Task, me: str = "") -> dict[str, Any]:
    """Return what the message says to the open questions, and to those that come with them."""
    group = form.group_of(task.fields[0])
    fields = group.fields if group and group.fields[0] == task.fields[0] else task.fields
    said = read_values([form.questions[field] for field in fields], work.turn.text, work.heard, work.today, me)
    if FIT_NOTE in fields and not said and (first := absence_told(work.turn.text, work.today)):
        return {"absence_from": first.isoformat()}
    # In the order of asking: one may depend on another.
    return {field: said[field] for field in fields if field in said}


async def take_fields(work: Work, forms: Forms, task: Task) -> Task | None:
    """Put what was said into the draft, and ask for what is still open. Raises StaffApiError."""
    form = await forms.get(work, str(task.form))
    me = str((await work.read("/v1/people/me"))["name"]) if RECIPIENTS in task.fields else ""
    values = read_said(work, form, task, me)
    if not values:
        said = form.messages[MUST_CONFIRM] if work.heard.no else ""
        return ask(work, form, task, await open_group(work, form, task), said)
    problems: list[str] = []
    for field, value in values.items():
        try:
            await work.put(f"/v1/referral-drafts/{task.draft}/answers/{field}", {"value": value})
        except RefusedError as error:
            problems += _problems(form, error)
    progress = await progress_of(work, str(task.draft))
    said = " ".join(problems) or THANKS[len(progress["answered"]) % 2]
    return await ask_next(work, forms, task, progress, said, is_notice=bool(problems))


def _problems(form: Form, error: RefusedError) -> list[str]:
    """Return what to say of an answer that was refused; what is not asked any more is no matter."""
    if error.code == NOT_ASKED:
        return []
    if error.code != REFUSED:
        raise error
    found = [place.partition(": ") for place in error.places]
    return [f"{form.questions[field].label}: {form.messages[rule]}" for field, _, rule in found]
