"""Puts questions of a form to somebody, and the summary of all that was said. Understands nothing."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from actions.referrals.forms import MOST_BUTTONS, Form, Forms, Group, Question
from actions.tasks.task import Task
from actions.tasks.work import Button, Json, Work, button
from contracts.outcomes import Outcome

KIND = "referral"
# What a form waits for.
FIELDS, PRIVATE, SUMMARY, DISCARD, CHANGE = "fields", "private", "summary", "discard", "change"
GUIDE, EARLIER = "guide", "earlier"
# What is asked where no question of the form is open.
QUESTIONS: Mapping[str, str] = {
    GUIDE: "Shall we go on?",
    EARLIER: "What shall I do about the earlier one?",
    CHANGE: "What would you like to change?",
    DISCARD: "Shall I discard it, yes or no?",
    SUMMARY: "Shall I send it, yes or no?",
}
WHY, SAVE, SKIP = button("Why do you ask?"), button("Save for later"), button("Skip this")
SENSITIVE = "Your answer goes straight to the Health Unit's form; I don't see it or keep it."
CAN_SKIP = "You can skip this."
LEFT_OUT = "Left out, and not needed; say “add” and a name for one of them:"
FEWEST_TO_LIST = 3


async def progress_of(work: Work, draft: str) -> Json:
    """Return how far a draft is filled, without its answers. Raises StaffApiError."""
    return await work.read(f"/v1/referral-drafts/{draft}/progress")


async def ask_next(
    work: Work, forms: Forms, task: Task, progress: Json, said: str = "", *, is_notice: bool = False
) -> Task:
    """Ask what is open; when nothing is, show all of it and ask whether to send it. Raises StaffApiError.

    `is_notice`: what is said first is not just thanks, and stands before the summary too.
    """
    form = await forms.get(work, str(task.form))
    group = form.next_group(progress, task.skipped)
    if group is None:
        return summarise(work, form, task, progress, said if is_notice else "")
    return ask(work, form, task, group, said)


def ask(work: Work, form: Form, task: Task, group: Group, said: str = "") -> Task:
    """Ask one group of questions."""
    question = form.questions[group.fields[0]]
    if question.is_private:
        return ask_privately(work, task, question, said)
    words = form.words_of(group.fields, group)
    questions = [form.questions[field] for field in group.fields]
    buttons = [*_answer_buttons(questions), WHY, SAVE]
    work.say("utter_form_question", buttons=buttons, said=spaced(said), question=words + listed_choices(questions))
    return replace(task, asks=FIELDS, fields=group.fields)


def ask_privately(work: Work, task: Task, question: Question, said: str = "") -> Task:
    """Ask a question whose answer the gateway takes."""
    notes = f"{SENSITIVE} {CAN_SKIP}" if question.is_optional else SENSITIVE
    asked = {"draft": task.draft, "form": task.form, "field": question.id, "optional": question.is_optional}
    buttons = [*_answer_buttons([question]), *([SKIP] if question.is_optional else []), WHY, SAVE]
    words = question.ask + listed_choices([question])
    more = {"private_question": asked}
    work.add("utter_private_question", Outcome.TASK, buttons, more, said=spaced(said), question=words, notes=notes)
    return replace(task, asks=PRIVATE, fields=(question.id,))


def summarise(work: Work, form: Form, task: Task, progress: Json, said: str = "") -> Task:
    """Show the whole form, and the declaration; nothing is sent without a yes to exactly this version."""
    left_out = [form.questions[field].label for field in progress["asked"] if field not in progress["answered"]]
    rest = f"{LEFT_OUT} {', '.join(left_out)}.\n\n" if left_out else ""
    declaration = form.notices["own_declaration" if form.kind == "self" else "declaration"]
    buttons = [button("Yes, send it", "yes"), button("Change something"), SAVE]
    work.add(
        "utter_form_summary",
        Outcome.TASK,
        buttons,
        {"shown_draft": shown(task)},
        said=spaced(said),
        draft="{draft}",
        rest=rest,
        declaration=one_line(declaration),
    )
    return replace(task, asks=SUMMARY, fields=(), version=int(progress["version"]), key=uuid.uuid4().hex)


def shown(task: Task, fields: Sequence[str] = ()) -> dict[str, Any]:
    """Return what tells the gateway to add the answers of the draft."""
    return {"draft": task.draft, "form": task.form, "fields": list(fields)}


def listed_choices(questions: Sequence[Question]) -> str:
    """Return the choices of one question as a list, where there are more than a few."""
    if len(questions) != 1 or len(questions[0].choices) < FEWEST_TO_LIST:
        return ""
    lines = (f"- **{number}** {label}" for number, label in enumerate(questions[0].choices.values(), 1))
    several = "\n\nSay one or more, in words or by number." if questions[0].kind == "choices" else ""
    return "\n\n" + "\n".join(lines) + several


def one_line(text: str) -> str:
    """Return a notice as one paragraph."""
    return " ".join(text.split())


def day_in_words(value: str) -> str:
    """Return an ISO day or instant as people write a day."""
    day = date.fromisoformat(value[:10])
    return f"{day.day} {day:%B} {day.year}"


def spaced(said: str) -> str:
    """Return what is said before a question, as a paragraph of its own."""
    return f"{said}\n\n" if said else ""


def _answer_buttons(questions: Sequence[Question]) -> list[Button]:
    if len(questions) == 1 and questions[0].kind == "choice" and len(questions[0].choices) <= MOST_BUTTONS:
        return [button(label) for label in questions[0].choices.values()]
    if all(question.kind == "confirm" for question in questions) or questions[0].kind == "yes_no":
        return [button("Yes"), button("No")]
    return []
