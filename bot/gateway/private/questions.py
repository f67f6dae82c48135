"""What becomes of a message while a private question is open, and of a reply that asks one. Knows no channel."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import structlog

from bot.gateway.metrics import Metrics
from bot.gateway.prepared_replies import Cause
from bot.gateway.private.answers import NotReadError, Skipped, read_answer
from bot.gateway.private.coaching import Better, Coach
from bot.gateway.private.commands import Commands, is_unclear
from bot.gateway.private.drafts import Drafts
from bot.gateway.private.pending import Pending, PendingDownError, PendingStore, Step
from bot.gateway.private.sentences import Sentences
from bot.gateway.private.showing import answers_as_list
from bot.gateway.staff_api import RefusedError, StaffApiError
from contracts.assertions import Assertion
from contracts.outcomes import Outcome
from contracts.replies import Choice, PrivateQuestion, Reply

RECORDED, SKIPPED = "answer_recorded", "answer_skipped"
# What is understood at any time: it leaves the question.
LEAVING = frozenset({"stop", "save_for_later", "talk_to_person", "start_again"})
# Refusals of the API after which the question itself is over.
OVER = frozenset({"not_found", "field_not_asked"})
# Refusals of an answer, with the rule that it breaks: the form has the words for each.
REFUSED = frozenset({"answer_refused", "note_refused"})
AGAIN, MOST_LABELS = "again", 6
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a message: Rasa is told a `signal`, or the person a reply or a cause."""

    signal: str = ""
    reply: Reply | None = None
    cause: Cause | None = None


class PrivateQuestions:
    """Takes answers past Rasa, and keeps which question is open."""

    def __init__(
        self, store: PendingStore, drafts: Drafts, metrics: Metrics, now: Callable[[], float] = time.time
    ) -> None:
        """Begin with what is in the store."""
        self._store, self._drafts, self._metrics, self._now = store, drafts, metrics, now
        self._commands, self._coach, self._says = Commands.load(), Coach.load(), Sentences.load()

    async def take(
        self, conversation: str, text: str, assertion: Assertion, most: int, pressed: str | None = None
    ) -> Taken | None:
        """Return what became of a message; None when no private question is open, so that it may go to Rasa.

        `most`: how many characters an answer may have. `pressed`: a button said it, which means this question
        (`draft/field`), or with an empty name none at all; to any other question it is no answer.
        """
        try:
            pending = await self._store.find(conversation)
            if pressed is not None and pressed != (pending.name if pending else ""):
                return Taken(cause=Cause.TEAMS_OLD_BUTTON if pressed else Cause.TEAMS_BUTTON_LATER)
            if pending is None:
                return None
            if pressed:
                # A box belongs to its question, however long that was open.
                pending = replace(pending, at=self._now())
            taken = await self._take(conversation, text, assertion, pending, most)
        except PendingDownError:
            log.error("private_questions_unknown")
            return Taken(cause=Cause.PRIVATE_UNKNOWN)
        self._metrics.count_private(taken.signal or "asked_again")
        return taken

    async def deliver(
        self, conversation: str, replies: list[Reply], assertion: Assertion, *, may_show: bool
    ) -> list[Reply] | Cause:
        """Return the replies as they may be shown: the question in them is kept first, or it is not asked.

        `may_show`: the channel keeps no copy of what it shows.
        """
        question = next((reply.private_question for reply in replies if reply.private_question), None)
        try:
            if question is None:
                await self._store.forget(conversation)
            else:
                await self._store.keep(conversation, self._pending(question))
        except PendingDownError:
            log.error("private_question_not_kept")
            return Cause.PRIVATE_NOT_ASKED if question else replies
        return [await self._fill_in(reply, assertion, may_show=may_show) for reply in replies]

    async def forget(self, conversation: str) -> None:
        """Forget the open question. Raises PendingDownError."""
        await self._store.forget(conversation)

    async def close(self) -> None:
        """Let go of the store."""
        await self._store.close()

    async def _take(self, conversation: str, text: str, assertion: Assertion, pending: Pending, most: int) -> Taken:
        if pending.step is Step.RECORDED:
            # The answer is on the form; whatever was typed since then was typed before the next question.
            return Taken(RECORDED)
        command = self._commands.find(text)
        if pending.is_old(self._now()) and command not in LEAVING:
            return await self._remind(conversation, pending, assertion)
        if command:
            return Taken(command)
        if pending.step is Step.COACHED:
            return await self._take_wording(conversation, text, assertion, pending)
        if pending.step is Step.UNCLEAR and text.strip(" .").casefold() in self._says.is_answer:
            return await self._store_answer(conversation, "back", assertion, pending)
        if is_unclear(text) and pending.step is not Step.UNCLEAR:
            await self._store.keep(conversation, pending.at_step(Step.UNCLEAR, self._now()))
            return self._ask(pending, self._says.unclear, "go_back", "my_answer")
        if len(text) > most:
            return Taken(cause=Cause.PRIVATE_TOO_LONG)
        return await self._store_answer(conversation, text, assertion, pending)

    async def _store_answer(self, conversation: str, text: str, assertion: Assertion, pending: Pending) -> Taken:
        """Put the answer on the form; only then is the question over."""
        try:
            field = await self._drafts.field(pending.form, pending.field, assertion)
            read = read_answer(field, text, self._today())
            if isinstance(read, Skipped):
                return Taken(SKIPPED)
            for name, value in read:
                await self._drafts.answer(pending.form, pending.draft, name, value, assertion)
        except NotReadError as error:
            return await self._ask_again(conversation, pending, error.rule, assertion)
        except RefusedError as error:
            return await self._refused(conversation, pending, error, assertion)
        except StaffApiError as error:
            log.warning("private_answer_not_saved", cause=str(error))
            return Taken(cause=Cause.PRIVATE_NOT_SAVED)
        better = next((found for name, _ in read if (found := self._coach.look(name, text))), None)
        if better:
            return await self._coach_answer(conversation, better, replace(pending, field=read[-1][0]))
        await self._store.keep(conversation, pending.at_step(Step.RECORDED, self._now()))
        return Taken(RECORDED)

    async def _coach_answer(self, conversation: str, better: Better, pending: Pending) -> Taken:
        await self._store.keep(conversation, pending.at_step(Step.COACHED, self._now(), better.id))
        words = self._says.coached.format(because=better.because, wording=better.wording)
        return self._ask(pending, words, "use_it", "keep_mine")

    async def _take_wording(self, conversation: str, text: str, assertion: Assertion, pending: Pending) -> Taken:
        """Take the offered wording, the person's own, or another one."""
        said = text.strip(" .!").casefold()
        if said in self._says.keeps:
            await self._store.keep(conversation, pending.at_step(Step.RECORDED, self._now()))
            return Taken(RECORDED)
        wording = self._coach.wording(pending.offered) if said in self._says.takes else text
        return await self._store_answer(
            conversation, wording or text, assertion, pending.at_step(Step.ASKED, self._now())
        )

    async def _refused(self, conversation: str, pending: Pending, error: RefusedError, assertion: Assertion) -> Taken:
        if error.code in OVER:
            await self._store.keep(conversation, pending.at_step(Step.RECORDED, self._now()))
            return Taken(RECORDED)
        rules = [place.partition(": ")[2] for place in error.places]
        if error.code in REFUSED and rules:
            return await self._ask_again(conversation, pending, rules[0], assertion)
        return Taken(cause=Cause.PRIVATE_NOT_SAVED)

    async def _remind(self, conversation: str, pending: Pending, assertion: Assertion) -> Taken:
        """Put a question again that waited for long: what was typed now may have been meant for something else."""
        try:
            field = await self._drafts.field(pending.form, pending.field, assertion)
        except StaffApiError:
            return Taken(cause=Cause.PRIVATE_NOT_SAVED)
        await self._store.keep(conversation, pending.at_step(Step.ASKED, self._now()))
        return self._ask(pending, self._says.old.format(question=field["ask"]), "save")

    async def _ask_again(self, conversation: str, pending: Pending, rule: str, assertion: Assertion) -> Taken:
        """Say what is wrong with the answer, never in the same words twice running."""
        form = await self._drafts.form(pending.form, assertion)
        field = await self._drafts.field(pending.form, pending.field, assertion)
        is_second = pending.offered == AGAIN
        await self._store.keep(conversation, pending.at_step(Step.ASKED, self._now(), "" if is_second else AGAIN))
        words = self._says.not_kept[is_second].format(
            message=form["messages"].get(rule, ""),
            example=self._says.spells_example if rule == "not_spells" else "",
            question=field["ask"],
        )
        labels = list(field["choices"].values())[:MOST_LABELS] if field["kind"] == "choice" else []
        return _put(pending, words, labels)

    async def _fill_in(self, reply: Reply, assertion: Assertion, *, may_show: bool) -> Reply:
        """Add what a draft says, which never went through Rasa."""
        shown = reply.shown_draft
        if shown is None:
            return reply
        try:
            form = await self._drafts.form(shown.form, assertion)
            answers = await self._drafts.answers(shown.form, shown.draft, assertion)
        except StaffApiError as error:
            log.warning("draft_not_shown", cause=str(error))
            words = self._says.not_shown
        else:
            words = answers_as_list(form, answers, shown.fields, health=may_show)
        before, mark, after = reply.text.partition("{draft}")
        text = f"{before}{words}{after}" if mark else f"{before}\n\n{words}"
        return replace(reply, text=text, shown_draft=None)

    def _ask(self, pending: Pending, words: str, *buttons: str) -> Taken:
        return _put(pending, words, [self._says.buttons[name] for name in buttons])

    def _pending(self, question: PrivateQuestion) -> Pending:
        return Pending(question.draft, question.form, question.field, self._now())

    def _today(self) -> date:
        return datetime.fromtimestamp(self._now(), ZoneInfo("Europe/London")).date()


def _put(pending: Pending, words: str, labels: Sequence[str]) -> Taken:
    question = PrivateQuestion(pending.draft, pending.form, pending.field)
    choices = tuple(Choice(label, label) for label in labels)
    return Taken(reply=Reply(words, Outcome.TASK, choices=choices, private_question=question))
