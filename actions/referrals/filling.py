"""Fills a draft of a referral over many messages: asks, takes answers, goes back, saves, sends. Begins none."""

import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from actions.referrals import steering
from actions.referrals.asking import (
    CHANGE,
    DISCARD,
    EARLIER,
    FIELDS,
    GUIDE,
    KIND,
    PRIVATE,
    QUESTIONS,
    SAVE,
    SUMMARY,
    ask,
    ask_next,
    day_in_words,
    progress_of,
    shown,
    spaced,
)
from actions.referrals.forms import Form, Forms, Group
from actions.referrals.reusing import Reuse
from actions.referrals.sending import send
from actions.referrals.taking import THANKS, open_group, read_said, take_fields, takes_yes_or_no
from actions.staff_api import RefusedError
from actions.tasks.kinds import Kind
from actions.tasks.task import Task
from actions.tasks.work import Work, button
from contracts.outcomes import Outcome

RECORDED = "answer_recorded"
DETAILS = frozenset({"phone", "email", "birth_date"})
# "She's been off since Monday" begins a referral, and answers a question of one that is open.
STORIES = frozenset({"refer_employee", "refer_self"})
# The API's code for a draft that is not there any more.
GONE = "not_found"
# As plain as a yes, to what is asked.
PLAIN_YES = {SUMMARY: steering.SEND, GUIDE: steering.START}
# While a private question is open, only these go elsewhere: the gateway lets nothing else through.
NOT_ANSWERS = frozenset({"stop", "ask_why", "talk_to_person", "start_again", "restart_conversation"})
REASON_FIELDS = frozenset({"main_reason", "wanted_help"})


class Fill(Kind):
    """Carries a draft to its end. The draft at the API says where it is; the task holds its id."""

    name = KIND

    def __init__(self, forms: Forms) -> None:
        """Ask the questions of these forms."""
        self.forms = forms
        self.reuse = Reuse(forms)

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Ask the first open question of a draft."""
        if task is None or task.draft is None:
            return None
        return await ask_next(work, self.forms, task, await progress_of(work, task.draft))

    async def hears(self, work: Work, task: Task) -> bool:
        """A private question lets nothing else through; words that steer the form are for it in any case."""
        if task.asks == PRIVATE:
            return work.turn.intent not in NOT_ANSWERS
        if task.asks == EARLIER and self.reuse.hears(work):
            return True
        if (pattern := PLAIN_YES.get(task.asks)) and pattern.match(work.heard.text):
            return True
        if task.asks == FIELDS and await self._gives_details(work, task):
            return True
        return steering.steer(work.heard) is not None or work.turn.intent == RECORDED

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message answers the open question."""
        heard = work.heard
        if task.asks == FIELDS:
            form = await self.forms.get(work, str(task.form))
            return bool(read_said(work, form, task)) or (heard.no and takes_yes_or_no(form, task))
        if task.asks == CHANGE:
            progress = await progress_of(work, str(task.draft))
            form = await self.forms.get(work, str(task.form))
            return steering.field_meant(form, heard.text, progress["asked"]) is not None
        if task.asks == EARLIER:
            return self.reuse.understands(work)
        return heard.yes or heard.no

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take what steers the form, or the answer. A draft that was sent or deleted elsewhere ends it."""
        try:
            return await self._go_on(work, task)
        except RefusedError as error:
            if error.code != GONE:
                raise
        work.say("utter_draft_gone", Outcome.DONE, [button("Where is my referral?")])
        return None

    async def _go_on(self, work: Work, task: Task) -> Task | None:
        word = steering.steer(work.heard)
        if word is not None:
            return await self._steer(work, task, word)
        if task.asks == PRIVATE or work.turn.intent == RECORDED:
            return await self._after_private(work, task)
        steps: Mapping[str, Callable[[Work, Task], Awaitable[Task | None]]] = {
            FIELDS: lambda work, task: take_fields(work, self.forms, task),
            DISCARD: self._discard,
            EARLIER: self.reuse.take,
            GUIDE: self.begin,
        }
        if task.asks == SUMMARY and (work.heard.yes or steering.SEND.match(work.heard.text)):
            return await send(work, self.forms, task)
        return await steps.get(task.asks, self.change)(work, task)

    async def change(self, work: Work, task: Task) -> Task | None:
        """Ask the question again that the message names, or take the new answer from it at once."""
        form, progress = await self.forms.get(work, str(task.form)), await progress_of(work, str(task.draft))
        field = steering.field_meant(form, work.heard.text, progress["asked"])
        if field is None:
            labels = [form.questions[name].label for name in progress["answered"] if name in form.questions]
            work.say("utter_change_which", buttons=[SAVE], labels="\n".join(f"- {label}" for label in labels))
            return replace(task, asks=CHANGE, fields=())
        question = form.questions[field]
        task = replace(task, asks=FIELDS, fields=(field,))
        if not question.is_private and question.kind not in ("line", "people") and read_said(work, form, task):
            return await take_fields(work, self.forms, task)
        return ask(work, form, task, Group((field,)))

    async def explain(self, work: Work, task: Task) -> None:
        """Say why the open question is asked, in the form's words, and ask it again."""
        form = await self.forms.get(work, str(task.form))
        reasons = [form.questions[field].why for field in task.fields] or ["Nothing is sent without your yes."]
        await self._ask_once_more(work, form, task, " ".join(reasons))

    async def remind(self, work: Work, task: Task) -> None:
        """Ask the open question again after something in between; a private one must be put as private again."""
        form = await self.forms.get(work, str(task.form))
        await self._ask_once_more(work, form, task, "Now back to the referral.")

    async def question(self, work: Work, task: Task) -> str:
        """Return the open question."""
        form = await self.forms.get(work, str(task.form))
        return (
            form.words_of(task.fields, await open_group(work, form, task))
            if task.fields
            else QUESTIONS.get(task.asks, "")
        )

    async def ask_again(self, work: Work, task: Task) -> Task | None:
        """Go on where the draft is."""
        return await self.begin(work, replace(task, stopped=False))

    async def resume(self, work: Work, task: Task) -> Task | None:
        """Go on with a draft that was found again; or show or discard it, where the message says so."""
        word = steering.steer(work.heard)
        if word in (steering.SHOW, steering.DISCARD):
            return await self._steer(work, task, word)
        progress = await progress_of(work, str(task.draft))
        return await ask_next(work, self.forms, task, progress, "Here is where we were.")

    async def _gives_details(self, work: Work, task: Task) -> bool:
        """Say whether the message holds what was asked for, though it sounds like the beginning of something else."""
        form = await self.forms.get(work, str(task.form))
        said = read_said(work, form, task)
        is_story = work.turn.intent in STORIES and not work.heard.asks
        return bool(said) and (is_story or any(form.questions[field].kind in DETAILS for field in said))

    async def _ask_once_more(self, work: Work, form: Form, task: Task, said: str) -> None:
        if task.fields:
            ask(work, form, task, await open_group(work, form, task), said)
        else:
            question = QUESTIONS.get(task.asks, "")
            work.say("utter_form_question", buttons=[SAVE], said=spaced(said), question=question)

    async def _steer(self, work: Work, task: Task, word: str) -> Task | None:
        if word == steering.BACK:
            return await self._go_back(work, task)
        if word == steering.SAVE:
            return await self._save(work, task)
        if word == steering.SKIP:
            return await self._skip(work, task)
        if word == steering.SHOW:
            buttons = [button("Carry on"), button("Change something")]
            work.add("utter_form_so_far", Outcome.TASK, buttons, {"shown_draft": shown(task)}, draft="{draft}")
            await self._ask_once_more(work, await self.forms.get(work, str(task.form)), task, "")
            return task
        if word == steering.DISCARD:
            work.say("utter_confirm_discard", buttons=[button("Yes, discard it", "yes"), button("No")])
            return replace(task, asks=DISCARD, fields=())
        if word == steering.CHANGE:
            return await self.change(work, task)
        if word == steering.DECLINED:
            work.say("utter_not_asked_here", question=await self.question(work, task))
            return task
        return await self.begin(work, task)

    async def _after_private(self, work: Work, task: Task) -> Task | None:
        """Go on after the gateway took an answer. What did not come from the gateway is not looked at."""
        progress = await progress_of(work, str(task.draft))
        is_recorded = work.turn.intent == RECORDED
        if is_recorded and REASON_FIELDS.intersection(task.fields):
            offered = await self.reuse.offer(work, task)
            if offered is not None:
                return offered
        said = f"{THANKS[len(progress['answered']) % 2]} “Undo that” takes it back." if is_recorded else ""
        return await ask_next(work, self.forms, task, progress, said)

    async def _go_back(self, work: Work, task: Task) -> Task | None:
        """Take the last answer back and ask for it again."""
        progress, form = await progress_of(work, str(task.draft)), await self.forms.get(work, str(task.form))
        field = progress["undoable"]
        if field is None:
            return await ask_next(work, self.forms, task, progress, "There is nothing before this.")
        await work.write(f"/v1/referral-drafts/{task.draft}/undo", {}, uuid.uuid4().hex)
        task = replace(task, skipped=tuple(name for name in task.skipped if name != field))
        return ask(work, form, task, Group((field,)), "Taken back.")

    async def _save(self, work: Work, task: Task) -> Task | None:
        day = day_in_words((await progress_of(work, str(task.draft)))["expires_on"])
        work.say("utter_form_saved", Outcome.DONE, [button("Carry on with my referral")], day=day)
        return None

    async def _skip(self, work: Work, task: Task) -> Task | None:
        """Leave an optional question out; a required one is asked again, with its reason."""
        form, progress = await self.forms.get(work, str(task.form)), await progress_of(work, str(task.draft))
        if not task.fields:
            return await ask_next(work, self.forms, task, progress)
        if task.asks == FIELDS and read_said(work, form, task):
            # "Not sure, about 3 November" is an answer.
            return await take_fields(work, self.forms, task)
        required = [field for field in task.fields if not form.questions[field].is_optional]
        if required:
            said = f"I need this before it can be sent. {form.questions[required[0]].why}"
            return ask(work, form, task, await open_group(work, form, task), said)
        return await ask_next(work, self.forms, replace(task, skipped=(*task.skipped, *task.fields)), progress)

    async def _discard(self, work: Work, task: Task) -> Task | None:
        if not work.heard.yes:
            return await self.begin(work, task)
        await work.write(f"/v1/referral-drafts/{task.draft}/discard", {}, uuid.uuid4().hex)
        work.say("utter_form_discarded", Outcome.DONE)
        return None
