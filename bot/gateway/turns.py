"""A turn, from what somebody typed to what they are told, in small steps. Knows no channel and no HTTP."""

import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from bot.gateway.cleaning import clean, has_words, neutralise_commands
from bot.gateway.conversations import BusyError, Conversations, UnfinishedError, conversation_key
from bot.gateway.identity import Person
from bot.gateway.logs import describe_error
from bot.gateway.metrics import Metrics
from bot.gateway.prepared_replies import Cause, PreparedReplies
from bot.gateway.private.pending import PendingDownError
from bot.gateway.private.questions import PrivateQuestions
from bot.gateway.rasa import Rasa, RasaError
from bot.gateway.rate_limits import RateLimit
from bot.gateway.urgent import OFFER_TEXT, help_text
from bot.gateway.urgent_watch import UrgentWatch
from contracts.assertions import Assertion
from contracts.outcomes import Outcome
from contracts.replies import Reply

# Rasa is given this many deadlines to finish what it began; then the conversation is free again.
DEADLINES_TO_FINISH = 2
# What "Try again" sends after an answer that went to the form: never the answer.
CARRY_ON = "carry on"
# The form takes longer texts than a question needs.
MOST_OF_AN_ANSWER = 4000
log = structlog.get_logger()


@dataclass(slots=True)
class Turn:
    """One message and what became of it. The first reply's outcome is the turn's.

    `earlier`: waits for turns of the conversation that other gateways took; it raises BusyError when time is up.
    `may_show`: the channel keeps no copy of a reply, so that it may hold what is private. `pressed`: a button said it,
    for this private question, or with an empty name for none.
    """

    person: Person
    conversation: str
    text: str
    deadline: float
    earlier: Callable[[float], Awaitable[None]] | None = None
    may_show: bool = True
    pressed: str | None = None
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    replies: list[Reply] = field(default_factory=list)
    offers_help: bool = False
    cause: Cause | None = None
    started: float = field(default_factory=time.monotonic)

    @property
    def key(self) -> str:
        """What the conversation is called behind the gateway."""
        return conversation_key(self.person.tenant, self.person.oid, self.conversation)

    @property
    def outcome(self) -> Outcome:
        """How the turn ended."""
        return self.replies[0].outcome

    @property
    def seconds_left(self) -> float:
        """What remains until the deadline, never below zero."""
        return max(0.0, self.deadline - time.time())


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no reply, and what its sentence is filled in with."""

    cause: Cause
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turns:
    """Takes turns. A step that gives a reply ends the turn."""

    rasa: Rasa
    private: PrivateQuestions
    watch: UrgentWatch
    prepared: PreparedReplies
    conversations: Conversations
    rate_limit: RateLimit
    metrics: Metrics
    deadline_seconds: float
    max_characters: int

    async def take(
        self,
        person: Person,
        conversation: str,
        text: str,
        earlier: Callable[[float], Awaitable[None]] | None = None,
        *,
        may_show: bool = True,
        pressed: str | None = None,
    ) -> Turn:
        """Return the finished turn; it has at least one reply, whatever happens."""
        turn = Turn(person, conversation, text, time.time() + self.deadline_seconds, earlier, may_show, pressed)
        try:
            await self._run(turn)
        except Exception as error:  # the only catch-all: nobody is left without an answer
            self._apologise(turn, error)
        self._offer_help(turn)
        return self._count(turn)

    def refuse(self, person: Person, conversation: str, cause: Cause) -> Turn:
        """Return a finished turn for a message that was not read."""
        turn = Turn(person, conversation, "", time.time() + self.deadline_seconds)
        self._say(turn, cause)
        return self._count(turn)

    async def forget(self, person: Person, conversation: str) -> Cause:
        """Clear a conversation behind the gateway; return whether that was done."""
        turn = Turn(person, conversation, "", time.time() + self.deadline_seconds)
        self.prepared.forget(turn.key)
        try:
            await self.conversations.run(turn.key, lambda: self._forget(turn), turn.seconds_left)
        except (RasaError, BusyError, UnfinishedError, PendingDownError) as error:
            log.warning("conversation_not_cleared", cause=type(error).__name__)
            return Cause.NOT_CLEARED
        return Cause.CLEARED

    async def _run(self, turn: Turn) -> None:
        steps: tuple[Callable[[Turn], Awaitable[None]], ...] = (
            self._clean_text,
            self._give_urgent_help,
            self._keep_to_rate_limit,
            self._converse,
        )
        for step in steps:
            await step(turn)
            if turn.replies:
                break

    async def _clean_text(self, turn: Turn) -> None:
        turn.text = clean(turn.text)

    async def _give_urgent_help(self, turn: Turn) -> None:
        level, kind = await self.watch.look(turn.text)
        if level == "urgent":
            turn.replies = [Reply(help_text(kind), Outcome.URGENT_HELP)]
            self.prepared.forget(turn.key)
        turn.offers_help = level == "offer"

    async def _keep_to_rate_limit(self, turn: Turn) -> None:
        seconds = self.rate_limit.seconds_to_wait(f"{turn.person.tenant}/{turn.person.oid}")
        if seconds:
            self._say(turn, Cause.RATE_LIMITED, seconds=seconds)

    async def _converse(self, turn: Turn) -> None:
        try:
            if turn.earlier is not None:
                await turn.earlier(turn.seconds_left)
            said = await self.conversations.run(turn.key, lambda: self._reply(turn), turn.seconds_left)
        except RasaError as error:
            self._say(turn, error.cause)
        except UnfinishedError:
            self._say(turn, Cause.RASA_SLOW)
        except BusyError:
            self._say(turn, Cause.BUSY)
        else:
            if isinstance(said, Refused):
                self._say(turn, said.cause, **said.values)
            else:
                turn.replies = said
                self.prepared.forget(turn.key)

    async def _reply(self, turn: Turn) -> list[Reply] | Refused:
        """Return what is said, once the conversation's earlier turns are over: only then is it known who is to hear."""
        taken = await self.private.take(turn.key, turn.text, self._assert(turn), MOST_OF_AN_ANSWER, turn.pressed)
        if taken is None:
            turn.text = neutralise_commands(turn.text)
            return self._unfit(turn) or await self._ask_rasa(turn, turn.text)
        turn.text = CARRY_ON
        if taken.cause:
            return Refused(taken.cause, {"limit": f"{MOST_OF_AN_ANSWER:,}"})
        return [taken.reply] if taken.reply else await self._ask_rasa(turn, f"/{taken.signal}")

    def _unfit(self, turn: Turn) -> Refused | None:
        if len(turn.text) > self.max_characters:
            return Refused(Cause.TOO_LONG, {"limit": f"{self.max_characters:,}"})
        if not turn.text:
            return Refused(Cause.NO_TEXT)
        return None if has_words(turn.text) else Refused(Cause.ONLY_SYMBOLS)

    async def _ask_rasa(self, turn: Turn, text: str) -> list[Reply] | Refused:
        longest = turn.seconds_left + self.deadline_seconds * (DEADLINES_TO_FINISH - 1)
        assertion = self._assert(turn)
        replies = await self.rasa.say(text, assertion, longest)
        delivered = await self.private.deliver(turn.key, replies, assertion, may_show=turn.may_show)
        return Refused(delivered) if isinstance(delivered, Cause) else delivered

    async def _forget(self, turn: Turn) -> None:
        await self.private.forget(turn.key)
        await self.rasa.forget(self._assert(turn), self.deadline_seconds * DEADLINES_TO_FINISH)

    def _assert(self, turn: Turn) -> Assertion:
        return Assertion(turn.person.tenant, turn.person.oid, turn.key, turn.deadline)

    def _count(self, turn: Turn) -> Turn:
        seconds = time.monotonic() - turn.started
        self.metrics.count_turn(turn.outcome, seconds)
        # Of urgent help nothing is kept but the counter: not even the time of a line in a log.
        if turn.outcome is not Outcome.URGENT_HELP:
            log.info("turn", turn=turn.id, outcome=turn.outcome.value, cause=turn.cause, seconds=round(seconds, 3))
        return turn

    def _offer_help(self, turn: Turn) -> None:
        if turn.offers_help:
            turn.replies.append(Reply(OFFER_TEXT, Outcome.CONVERSATION))
            self.metrics.count_offer()

    def _say(self, turn: Turn, cause: Cause, **values: object) -> None:
        turn.cause = cause
        turn.replies = [self.prepared.say(cause, turn.key, turn.text, **values)]
        self.metrics.count_failure(cause.value)

    def _apologise(self, turn: Turn, error: Exception) -> None:
        reference = turn.id[:8]
        log.error("turn_failed", turn=turn.id, reference=reference, **describe_error(error))
        self._say(turn, Cause.UNEXPECTED, reference=reference)
