"""Takes activities, acknowledges them at once, and answers in the background. Knows neither HTTP nor words."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from bot.gateway.logs import describe_error
from bot.gateway.metrics import Metrics
from bot.gateway.teams.activities import Activity
from bot.gateway.teams.buttons import Press
from bot.gateway.teams.chats import Chats
from bot.gateway.teams.connector import Connector
from bot.gateway.teams.deliveries import Deliveries, Ticket
from bot.gateway.teams.dialogue import Dialogue
from bot.gateway.teams.notices import Notices
from bot.gateway.teams.presses import Presses

SECONDS_TO_FINISH = 5.0
LONGEST_SECONDS_BETWEEN_SWEEPS = 5.0
log = structlog.get_logger()


class Channel:
    """One gateway's end of Teams."""

    def __init__(
        self,
        dialogue: Dialogue,
        deliveries: Deliveries,
        connector: Connector,
        metrics: Metrics,
        chats: Chats,
        notices: Notices,
        presses: Presses,
    ) -> None:
        """Begin with nothing to do."""
        self._dialogue, self._deliveries = dialogue, deliveries
        self._connector, self._metrics = connector, metrics
        self._chats, self._notices, self._presses = chats, notices, presses
        self._tasks: set[asyncio.Task[None]] = set()
        self._standing: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to look for turns that another gateway, or this one before it was killed, left behind; and for news."""
        self._standing = [asyncio.create_task(self._sweep_for_ever()), asyncio.create_task(self._notices.run())]

    async def accept(self, activity: Activity) -> None:
        """Return as soon as the activity is in the ledger; the answer comes later, and only once."""
        ticket = await self._deliveries.begin(activity)
        if ticket is None:
            self._metrics.count_teams("duplicate")
            return
        self._metrics.count_teams("accepted")
        if activity.is_turn:
            # From now on what was offered before is old, also to whoever is quick.
            await self._deliveries.keep_card(activity.conversation, "")
        self._work(self._answer(activity, ticket))
        self._work(self._chats.note(activity))

    async def press(self, activity: Activity) -> dict[str, Any]:
        """Return what Teams shows for a pressed button; what it asks for is done afterwards, and only once."""
        ticket = await self._deliveries.begin(activity)
        taken = await self._presses.take(activity, is_repeat=ticket is None)
        if ticket is None:
            self._metrics.count_teams("duplicate")
        elif taken.press is None:
            await ticket.close()
        else:
            self._metrics.count_teams("pressed")
            self._work(self._answer(activity, ticket, taken.press))
            self._work(self._chats.note(activity))
        return taken.response

    async def close(self) -> None:
        """Let what was begun come to its end, for a while; what does not is asked for again by another gateway."""
        for task in self._standing:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=SECONDS_TO_FINISH)
        for task in self._tasks:
            task.cancel()
        await self._connector.close()
        await self._deliveries.close()

    async def _answer(self, activity: Activity, ticket: Ticket, press: Press | None = None) -> None:
        try:
            await self._dialogue.answer(activity, ticket, press)
        except Exception as error:  # nobody waits for this task, so nobody else would see it fail
            self._metrics.count_teams("failed")
            log.error("teams_activity_failed", **describe_error(error))

    def _work(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _sweep_for_ever(self) -> None:
        pause = min(LONGEST_SECONDS_BETWEEN_SWEEPS, self._deliveries.seconds_until_lost / 2)
        while True:
            try:
                await self._sweep()
            except Exception as error:  # a sweep that fails must not be the last one
                log.error("teams_sweep_failed", **describe_error(error))
            await asyncio.sleep(pause)

    async def _sweep(self) -> None:
        for lost in await self._deliveries.take_lost():
            self._work(self._dialogue.apologise(lost))
        for _ in range(await self._deliveries.end_interrupted()):
            self._metrics.count_teams("undelivered")
        await self._deliveries.forget_old()
