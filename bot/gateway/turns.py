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
from bot.gateway.rasa import Rasa, RasaError
from bot.gateway.rate_limits import RateLimit
from bot.gateway.urgent import OFFER_TEXT, help_text
from bot.gateway.urgent_watch import UrgentWatch
from contracts.assertions import Assertion
from contracts.outcomes import Outcome
from contracts.replies import Reply

# Rasa is given this many deadlines to finish what it began; then the conversation is free again.
DEADLINES_TO_FINISH = 2
log = structlog.get_logger()


@dataclass(slots=True)
class Turn:
    """One message and what became of it. The first reply's outcome is the turn's.

    `earlier`: waits for turns of the conversation that other gateways took; it raises BusyError when time is up.
    """

    person: Person
    conversation: str
    text: str
    deadline: float
    earlier: Callable[[float], Awaitable[None]] | None = None
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
class Turns:
    """Takes turns. A step that gives a reply ends the turn."""

    rasa: Rasa
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
    ) -> Turn:
        """Return the finished turn; it has at least one reply, whatever happens."""
        turn = Turn(person, conversation, text, time.time() + self.deadline_seconds, earlier)
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
        except (RasaError, BusyError, UnfinishedError) as error:
            log.warning("conversation_not_cleared", cause=type(error).__name__)
            return Cause.NOT_CLEARED
        return Cause.CLEARED

    async def _run(self, turn: Turn) -> None:
        steps: tuple[Callable[[Turn], Awaitable[None]], ...] = (
            self._clean_text,
            self._give_urgent_help,
            self._keep_to_rate_limit,
            self._neutralise_commands,
            self._refuse_long_text,
            self._ask_for_words,
            self._ask_rasa,
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

    async def _neutralise_commands(self, turn: Turn) -> None:
        turn.text = neutralise_commands(turn.text)

    async def _refuse_long_text(self, turn: Turn) -> None:
        if len(turn.text) > self.max_characters:
            self._say(turn, Cause.TOO_LONG, limit=f"{self.max_characters:,}")

    async def _ask_for_words(self, turn: Turn) -> None:
        if not turn.text:
            self._say(turn, Cause.NO_TEXT)
        elif not has_words(turn.text):
            self._say(turn, Cause.ONLY_SYMBOLS)

    async def _ask_rasa(self, turn: Turn) -> None:
        try:
            if turn.earlier is not None:
                await turn.earlier(turn.seconds_left)
            turn.replies = await self.conversations.run(turn.key, lambda: self._send(turn), turn.seconds_left)
            self.prepared.forget(turn.key)
        except RasaError as error:
            self._say(turn, error.cause)
        except UnfinishedError:
            self._say(turn, Cause.RASA_SLOW)
        except BusyError:
            self._say(turn, Cause.BUSY)

    async def _send(self, turn: Turn) -> list[Reply]:
        longest = turn.seconds_left + self.deadline_seconds * (DEADLINES_TO_FINISH - 1)
        return await self.rasa.say(turn.text, self._assert(turn), longest)

    async def _forget(self, turn: Turn) -> None:
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
