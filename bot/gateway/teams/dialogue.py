"""What each kind of activity gets: an answer, the welcome, a sentence, or nothing. Knows no token and no store."""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.gateway.feedback import Feedback
from bot.gateway.metrics import Metrics
from bot.gateway.prepared_replies import Cause, PreparedReplies
from bot.gateway.teams.activities import Activity, Scope
from bot.gateway.teams.buttons import Buttons, Press
from bot.gateway.teams.chats import turn_conversation
from bot.gateway.teams.connector import Connector, UndeliveredError
from bot.gateway.teams.deliveries import Deliveries, Ticket
from bot.gateway.teams.ledger import Delivery
from bot.gateway.teams.messages import OutboundMessage, Recipient
from bot.gateway.teams.rendering import TeamsReplies
from bot.gateway.teams.thumbs import read_thumb
from bot.gateway.teams.topics import Topics
from bot.gateway.teams.typing import Typing
from bot.gateway.teams.welcome import Welcome
from bot.gateway.turns import Turns
from bot.gateway.urgent import help_text
from contracts.outcomes import Outcome
from contracts.replies import Reply

FEEDBACK = "message/submitAction"


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Answers one activity."""

    turns: Turns
    feedback: Feedback
    prepared: PreparedReplies
    welcome: Welcome
    replies: TeamsReplies
    topics: Topics
    connector: Connector
    deliveries: Deliveries
    buttons: Buttons
    metrics: Metrics

    async def answer(self, activity: Activity, ticket: Ticket, press: Press | None = None) -> None:
        """Say what there is to say, once. `press`: a button said it in place of the person."""
        to = Recipient(activity.conversation, activity.where, activity.sender)
        messages = await self._compose(activity, ticket, to, press)
        if not await ticket.claim():
            return  # Given up for lost, and apologised for, by somebody else.
        try:
            for number, message in enumerate(messages):
                is_last_step = press is not None and number == 0 and message.ends_task
                await self._send(message, to, activity, press.message if press and is_last_step else "")
        except UndeliveredError as error:
            self.metrics.count_teams("undelivered")
            await ticket.give_up(str(error))
        else:
            await ticket.finish()

    async def apologise(self, lost: Delivery) -> None:
        """Ask for a message again that a gateway took and never answered."""
        self.metrics.count_teams("lost")
        message = self._say(Cause.TEAMS_LOST, lost.conversation)
        try:
            await self.connector.send(message, Recipient(lost.conversation, lost.where))
            self.metrics.count_teams("sent")
        except UndeliveredError:
            self.metrics.count_teams("undelivered")

    async def _send(self, message: OutboundMessage, to: Recipient, activity: Activity, old: str) -> None:
        """Send a message, or let it take the place of an old one; from now on its card is the one that is good."""
        if message.card is not None:
            card, card_id = self.buttons.sign(message.card, activity.person, to.conversation, asks=message.asks)
            message = replace(message, card=card)
            if card_id:
                await self.deliveries.keep_card(to.conversation, card_id)
        sent = await self._put(message, to, old)
        self.metrics.count_teams("sent")
        if message.feedback is not None:
            await self.deliveries.keep_token(to.conversation, sent, message.feedback)

    async def _put(self, message: OutboundMessage, to: Recipient, old: str) -> str:
        if old:
            try:
                await self.connector.replace(message, to, old)
            except UndeliveredError as error:
                if not error.is_sure:
                    raise
            else:
                return old
        return await self.connector.send(message, to)

    async def _compose(
        self, activity: Activity, ticket: Ticket, to: Recipient, press: Press | None
    ) -> list[OutboundMessage]:
        if press is not None:
            # The card shows already that something happens.
            return await self._take_press(activity, ticket, press)
        if activity.scope is not Scope.PERSONAL:
            return await self._refuse_company(activity)
        if activity.kind == "message":
            async with Typing(self.connector, to):
                return await self._take_turn(activity, ticket)
        kinds: dict[str, Callable[[Activity], Awaitable[list[OutboundMessage]]]] = {
            "installationUpdate": self._greet,
            "messageUpdate": self._ask_for_new_message,
            "messageDelete": self._confirm_deletion,
            "messageReaction": self._take_reaction,
            "invoke": self._take_thumb,
        }
        compose = kinds.get(activity.kind)
        return await compose(activity) if compose else []

    async def _take_turn(self, activity: Activity, ticket: Ticket) -> list[OutboundMessage]:
        if not activity.text:
            cause = Cause.TEAMS_FILE if activity.has_files else Cause.NO_TEXT
            cause = Cause.TEAMS_OLD_BUTTON if activity.value is not None else cause
            return [self._say(cause, activity.conversation)]
        person = activity.person
        chosen = await self.topics.take(person, activity.text)
        if chosen is not None:
            return [self._render(activity, chosen)]
        # Teams keeps what it shows, so nothing private is shown there.
        turn = await self.turns.take(
            person, turn_conversation(activity.conversation), activity.text, ticket.wait_for_earlier, may_show=False
        )
        messages = [self._render(activity, reply) for reply in turn.replies]
        if activity.has_files and turn.outcome is not Outcome.URGENT_HELP:
            messages.append(self._say(Cause.TEAMS_FILE_BESIDE, f"{activity.conversation}/files"))
        return messages

    async def _take_press(self, activity: Activity, ticket: Ticket, press: Press) -> list[OutboundMessage]:
        chosen = None if press.asks else await self.topics.take(activity.person, press.says)
        if chosen is not None:
            return [self._render(activity, chosen)]
        turn = await self.turns.take(
            activity.person,
            turn_conversation(activity.conversation),
            press.says,
            ticket.wait_for_earlier,
            may_show=False,
            pressed=press.asks,
        )
        return [self._render(activity, reply) for reply in turn.replies]

    def _render(self, activity: Activity, reply: Reply) -> OutboundMessage:
        token = None
        if reply.outcome is Outcome.ANSWERED and reply.article:
            token = self.feedback.tokens.sign(activity.person, uuid.uuid4().hex, reply.article.id)
        return self.replies.render(reply, token)

    async def _refuse_company(self, activity: Activity) -> list[OutboundMessage]:
        """Help is given wherever it is needed; for everything else there is the chat of two."""
        if activity.kind == "message":
            urgent = await self._find_urgent_help(activity.text)
            return urgent or [self._say(Cause.TEAMS_NOT_PERSONAL, activity.conversation)]
        if activity.kind == "installationUpdate" and activity.action == "add":
            return [self._say(Cause.TEAMS_NOT_PERSONAL, activity.conversation)]
        return []

    async def _greet(self, activity: Activity) -> list[OutboundMessage]:
        # An upgrade of the app is an "add-upgrade", and nobody wants to be welcomed by it.
        return [await self.welcome.greet(activity.person)] if activity.action == "add" else []

    async def _ask_for_new_message(self, activity: Activity) -> list[OutboundMessage]:
        if activity.event != "editMessage":
            return []
        urgent = await self._find_urgent_help(activity.text)
        return urgent or [self._say(Cause.TEAMS_EDITED, activity.conversation)]

    async def _confirm_deletion(self, activity: Activity) -> list[OutboundMessage]:
        return [self._say(Cause.TEAMS_DELETED, activity.conversation)]

    async def _take_reaction(self, activity: Activity) -> list[OutboundMessage]:
        return [self._say(Cause.TEAMS_REACTED, activity.conversation)] if activity.reactions_added else []

    async def _take_thumb(self, activity: Activity) -> list[OutboundMessage]:
        thumb = read_thumb(activity.value) if activity.name == FEEDBACK else None
        if thumb is None:
            return []
        token = await self.deliveries.find_token(activity.conversation, activity.reply_to)
        cause = await self.feedback.save(activity.person, token or "", thumb.helpful)
        urgent = await self._find_urgent_help(thumb.words)
        if urgent:
            return urgent
        if cause in (Cause.HELPFUL, Cause.NOT_HELPFUL):
            # Teams itself says thank you; only who wrote something must know what becomes of it.
            return [self._say(Cause.TEAMS_FEEDBACK_WORDS, activity.conversation)] if thumb.words else []
        return [self._say(cause, activity.conversation)]

    async def _find_urgent_help(self, text: str) -> list[OutboundMessage]:
        level, kind = await self.turns.watch.look(text) if text else ("none", "")
        return [self.replies.render(Reply(help_text(kind), Outcome.URGENT_HELP))] if level == "urgent" else []

    def _say(self, cause: Cause, conversation: str) -> OutboundMessage:
        return self.replies.render(self.prepared.say(cause, f"teams/{conversation}"))
