"""The only module that knows the Teams SDK: makes its activities and sends them. Tries again on 429 only.

Microsoft's connector is not idempotent: after any other failure the message may be there already.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable

import httpx
from microsoft_teams.api.activities.activity_params import ActivityParams
from microsoft_teams.api.activities.message.message import MessageActivityInput
from microsoft_teams.api.activities.typing import TypingActivityInput
from microsoft_teams.api.clients.conversation.client import ConversationClient
from microsoft_teams.api.models.attachment.attachment import Attachment
from microsoft_teams.api.models.card.card_action import CardAction
from microsoft_teams.api.models.card.card_action_type import CardActionType
from microsoft_teams.api.models.entity.citation_entity import CitationAppearance
from microsoft_teams.api.models.suggested_actions import SuggestedActions
from microsoft_teams.common.http.client import Client, ClientOptions, Middleware

from bot.gateway.teams.addresses import ForbiddenAddressError, ServiceAddresses
from bot.gateway.teams.credentials import BotTokenError, BotTokens
from bot.gateway.teams.messages import OutboundMessage, Recipient
from bot.gateway.teams.pace import Pace, TooFastError

CARD = "application/vnd.microsoft.card.adaptive"
SECONDS_TO_SEND = 10.0
SECONDS_TO_RETRY = 20.0


# These faults come before anything is sent.
NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.InvalidURL,
    BotTokenError,
    ForbiddenAddressError,
    TooFastError,
)
# A status that says "no" to what was sent; of any other nobody knows what came before it.
REFUSALS = range(400, 500)
NOBODY_KNOWS = (httpx.codes.REQUEST_TIMEOUT, httpx.codes.CONFLICT)
GONE = (httpx.codes.FORBIDDEN, httpx.codes.NOT_FOUND)


class UndeliveredError(Exception):
    """The message did not arrive, or nobody knows. Its text is a status or the kind of fault.

    `is_sure`: it did not arrive; `is_gone`: the person has taken the app away, or blocked it.
    """

    def __init__(self, cause: str, *, is_sure: bool = False, is_gone: bool = False) -> None:
        """Keep what is known."""
        super().__init__(cause)
        self.is_sure, self.is_gone = is_sure, is_gone


class _Client(Client):
    """The SDK's client without the SDK's own counting, which keeps one more object for each message, for ever."""

    def use(self, middleware: Middleware) -> None:
        """Take none."""


class Connector:
    """Sends to Microsoft's connector, as the bot."""

    def __init__(
        self,
        addresses: ServiceAddresses,
        tokens: BotTokens | None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Use these tokens; none at all for the playground."""
        self._addresses, self._tokens, self._sleep = addresses, tokens, sleep
        self._pace = Pace(sleep)
        options = ClientOptions(timeout=SECONDS_TO_SEND, token=self._token if tokens else None)
        self._client = _Client(options)

    async def send(self, message: OutboundMessage, to: Recipient) -> str:
        """Send a message and return its id. Raises UndeliveredError."""
        return await self._deliver(make_activity(message, to), to, SECONDS_TO_RETRY)

    async def replace(self, message: OutboundMessage, to: Recipient, sent: str) -> None:
        """Let a message take the place of one that was sent. Raises UndeliveredError."""
        await self._deliver(make_activity(message, to), to, SECONDS_TO_RETRY, sent)

    async def show_typing(self, to: Recipient) -> None:
        """Show that an answer is being prepared. Raises UndeliveredError."""
        await self._deliver(TypingActivityInput(), to, 0.0)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.http.aclose()

    async def _deliver(self, activity: ActivityParams, to: Recipient, patience: float, sent: str = "") -> str:
        tries, waited = 0, 0.0
        while True:
            try:
                await self._pace.wait(to.conversation, max(0.0, patience - waited))
                return await self._post(activity, to, sent)
            except httpx.HTTPStatusError as error:
                status = error.response.status_code
                if status == httpx.codes.UNAUTHORIZED and self._tokens is not None:
                    self._tokens.forget()
                pause = _pause(error.response, tries)
                if status != httpx.codes.TOO_MANY_REQUESTS or waited + pause > patience:
                    is_sure = status in REFUSALS and status not in NOBODY_KNOWS
                    raise UndeliveredError(str(status), is_sure=is_sure, is_gone=status in GONE) from error
            except (*NEVER_SENT, httpx.HTTPError, TimeoutError) as error:
                raise UndeliveredError(type(error).__name__, is_sure=isinstance(error, NEVER_SENT)) from error
            await self._sleep(pause)
            tries, waited = tries + 1, waited + pause

    async def _post(self, activity: ActivityParams, to: Recipient, sent: str) -> str:
        # Checked once more, as the last thing before it is used: it may come from the ledger.
        where = self._addresses.check(to.where)
        async with asyncio.timeout(SECONDS_TO_SEND):
            client = ConversationClient(where, self._client)
            if sent:
                return (await client.update_activity(to.conversation, sent, activity)).id
            return (await client.create_activity(to.conversation, activity)).id

    async def _token(self) -> str:
        assert self._tokens is not None  # noqa: S101  (only used when there are tokens)
        return await asyncio.to_thread(self._tokens.fetch)


def make_activity(message: OutboundMessage, to: Recipient) -> MessageActivityInput:
    """Return the SDK's activity for a message."""
    activity = MessageActivityInput(text=message.text).with_text_format("markdown")
    if message.summary:
        # The SDK knows no such field, and sends what it does not know.
        activity = MessageActivityInput.model_validate(
            {"summary": message.summary, **activity.model_dump(by_alias=True)}
        )
    if message.suggestions:
        actions = [
            CardAction(type=CardActionType.IM_BACK, title=choice.label, value=choice.says)
            for choice in message.suggestions
        ]
        activity.with_suggested_actions(SuggestedActions(to=[to.sender] if to.sender else [], actions=actions))
    if message.citation is not None:
        source = message.citation
        appearance = CitationAppearance(name=source.name, abstract=source.abstract, url=source.url or None)
        activity.add_citation(1, appearance)
    if message.feedback is not None:
        activity.add_feedback()
    if message.card is not None:
        activity.add_attachments(Attachment(content_type=CARD, content=message.card))
    return activity


def _pause(answer: httpx.Response, tries: int) -> float:
    """Return how long the connector asks to wait; else twice as long each time, and never all at once."""
    try:
        asked = float(answer.headers.get("retry-after", ""))
    except ValueError:
        asked = float(2**tries)
    return max(0.0, asked) + random.uniform(0.0, 0.5)  # noqa: S311  (no secret depends on it)
