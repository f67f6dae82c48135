"""Takes a pressed button: once, by its own person, while its card is good. Answers at once, and does nothing itself."""

from dataclasses import dataclass
from typing import Any

from bot.gateway.metrics import Metrics
from bot.gateway.prepared_replies import Cause, PreparedReplies
from bot.gateway.teams.activities import Activity
from bot.gateway.teams.buttons import SECONDS_STANDING, Buttons, Press, PressRefusedError
from bot.gateway.teams.cards import make_chosen_card
from bot.gateway.teams.deliveries import Deliveries

CARD, MESSAGE = "application/vnd.microsoft.card.adaptive", "application/vnd.microsoft.activity.message"


@dataclass(frozen=True, slots=True)
class Taken:
    """What Teams is answered; `press`: what is to be done, or nothing."""

    response: dict[str, Any]
    press: Press | None = None


@dataclass(frozen=True, slots=True)
class Presses:
    """Judges clicks."""

    buttons: Buttons
    deliveries: Deliveries
    prepared: PreparedReplies
    metrics: Metrics

    async def take(self, activity: Activity, *, is_repeat: bool) -> Taken:
        """Return the answer to a click: the card that takes the place of the pressed one, or why nothing was done.

        `is_repeat`: Microsoft delivers the same click again, so it gets the same answer, and nothing is done twice.
        """
        try:
            press = self.buttons.read(activity)
            if not is_repeat:
                await self._require_good(activity.conversation, press)
        except PressRefusedError as error:
            self.metrics.count_teams(f"press_{error.cause.value}")
            words = self.prepared.say(error.cause, f"teams/{activity.conversation}/press").text
            return Taken({"statusCode": 200, "type": MESSAGE, "value": words})
        response = {"statusCode": 200, "type": CARD, "value": make_chosen_card(press.label)}
        return Taken(response, None if is_repeat else press)

    async def _require_good(self, conversation: str, press: Press) -> None:
        """Let a card be used once, and only while nothing else was said since. Raises PressRefusedError.

        The box of a private question is good as long as that question is open, which is looked at when it is answered.
        """
        is_good = press.stands or bool(press.asks) or await self.deliveries.is_current_card(conversation, press.card)
        is_first = await self.deliveries.use_card(press.card, SECONDS_STANDING)
        if not is_first:
            raise PressRefusedError(Cause.TEAMS_BUTTON_UNSURE if is_first is None else Cause.TEAMS_USED_BUTTON)
        if not is_good:
            raise PressRefusedError(Cause.TEAMS_OLD_BUTTON)
        await self.deliveries.keep_card(conversation, "")
