"""What a task works with during one turn: the message, the API, and the words of the domain."""

import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk.executor import CollectingDispatcher

from actions.audiences import MANAGERS
from actions.refusals import sentence_for
from actions.staff_api import RefusedError, StaffApi
from actions.tasks.hearing import Heard, hear
from actions.turns import Turn
from contracts.outcomes import Outcome

LONDON = ZoneInfo("Europe/London")
Clock = Callable[[], datetime]
Json = dict[str, Any]
Button = dict[str, str]


def london_time() -> datetime:
    """Return the time on the council's clocks."""
    return datetime.now(LONDON)


@dataclass
class Work:
    """One turn of a task. `done` is what "undo that" takes back from now on; None leaves that as it was."""

    dispatcher: CollectingDispatcher
    turn: Turn
    api: StaffApi
    sentences: Mapping[str, str]
    clock: Clock = london_time
    done: Json | None = None

    def __post_init__(self) -> None:
        """Begin with nothing read."""
        self._read: dict[str, Json] = {}

    async def read(self, path: str, **query: Any) -> Json:
        """Return what is at a path of the API, asked once a turn. Raises RefusedError, UnreachableError."""
        name = repr((path, sorted(query.items())))
        if name not in self._read:
            self._read[name] = await self.api.read(self.turn, path, **query)
        return self._read[name]

    async def write(self, path: str, body: Json, key: str) -> Json:
        """Change something through the API, once for a key. Raises StaffApiError."""
        self._read.clear()
        return await self.api.write(self.turn, path, body, key)

    async def put(self, path: str, body: Json) -> Json:
        """Set something through the API: the same value again changes nothing. Raises StaffApiError."""
        self._read.clear()
        return await self.api.write(self.turn, path, body, uuid.uuid4().hex, "PUT")

    @cached_property
    def now(self) -> datetime:
        """The time of the turn."""
        return self.clock()

    @property
    def today(self) -> date:
        """The day of the turn."""
        return self.now.date()

    @property
    def seconds(self) -> float:
        """The time of the turn, in seconds since the epoch."""
        return time.time()

    @cached_property
    def heard(self) -> Heard:
        """What the message says."""
        return hear(self.turn, self.today)

    def say(
        self, response: str, outcome: Outcome = Outcome.TASK, buttons: list[Button] | None = None, **values: str
    ) -> None:
        """Say a response of the domain."""
        self.add(response, outcome, buttons, {}, **values)

    def add(
        self, response: str, outcome: Outcome, buttons: list[Button] | None, more: Mapping[str, Any], **values: str
    ) -> None:
        """Say a response with more than text: `links` and `files` of the reply shape."""
        custom = {"outcome": outcome.value, **more}
        self.dispatcher.utter_message(response=response, json_message=custom, buttons=buttons or [], **values)

    def refuse(self, error: RefusedError, buttons: list[Button] | None = None) -> None:
        """Say why the API would not do it."""
        self.say("utter_refused", Outcome.REFUSED, buttons, reason=sentence_for(error.code, dict(self.sentences)))

    async def is_manager(self) -> bool:
        """Say whether somebody reports to who asks. Only for the wording: the API decides what is allowed."""
        return MANAGERS in (await self.api.who_asks(self.turn)).audiences


def button(title: str, payload: str | None = None) -> Button:
    """Return a button; choosing it says its payload, or else its title."""
    return {"title": title, "payload": payload or title}
