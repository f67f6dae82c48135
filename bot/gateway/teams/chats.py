"""Tells the API in which chat somebody can be written to, and when the app is gone. Keeps ids for an hour, no words."""

import time
from collections.abc import Callable

import structlog

from bot.gateway.conversations import BusyError, Conversations, UnfinishedError, conversation_key
from bot.gateway.identity import Person
from bot.gateway.staff_api import StaffApi, StaffApiError
from bot.gateway.teams.activities import Activity, Scope
from contracts.assertions import Assertion

PATH = "/v1/teams-chat"
# Whoever is there all day need not be noted with each message; that they were seen today is enough.
SECONDS_TO_REMEMBER = 3600.0
MOST_REMEMBERED = 10_000
INSTALLATION = "installationUpdate"
log = structlog.get_logger()


def turn_conversation(conversation: str) -> str:
    """Return what a chat in Teams is called among the conversations of one person."""
    return f"teams:{conversation}"


class Chats:
    """Notes each activity of a chat of two: at the API when it is news, and always when the app comes or goes."""

    def __init__(self, api: StaffApi, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nothing noted. `seconds`: how long the API may take."""
        self._api, self._seconds, self._clock = api, seconds, clock
        self._noted: dict[Person, tuple[str, str, float]] = {}
        # One after the other for each person: what they did last is what is kept.
        self._lines = Conversations()

    async def note(self, activity: Activity) -> None:
        """Note where the person is, or that they are gone; the API being down is no reason not to answer."""
        if activity.scope is not Scope.PERSONAL or not self._is_news(activity):
            return
        person = activity.person
        try:
            await self._lines.run(f"{person.tenant}/{person.oid}", lambda: self._tell(activity), 2 * self._seconds)
        except (StaffApiError, BusyError, UnfinishedError) as error:
            self._noted.pop(person, None)
            log.warning("teams_chat_not_kept", cause=type(error).__name__)

    async def _tell(self, activity: Activity) -> None:
        person = activity.person
        key = conversation_key(person.tenant, person.oid, turn_conversation(activity.conversation))
        assertion = Assertion(person.tenant, person.oid, key, time.time() + self._seconds)
        if _is_farewell(activity):
            self._noted.pop(person, None)
            await self._api.write("POST", f"{PATH}/forget", {}, assertion)
            return
        body = {"conversation": activity.conversation, "service_address": activity.where}
        self._remember(activity)
        await self._api.write("PUT", PATH, body, assertion)

    def _is_news(self, activity: Activity) -> bool:
        if activity.kind == INSTALLATION:
            return True
        conversation, where, at = self._noted.get(activity.person, ("", "", 0.0))
        is_same = (conversation, where) == (activity.conversation, activity.where)
        return not is_same or self._clock() - at > SECONDS_TO_REMEMBER

    def _remember(self, activity: Activity) -> None:
        if len(self._noted) >= MOST_REMEMBERED:
            self._noted.clear()
        self._noted[activity.person] = (activity.conversation, activity.where, self._clock())


def _is_farewell(activity: Activity) -> bool:
    return activity.kind == INSTALLATION and activity.action.startswith("remove")
