"""The welcome on install, for the kind of person that the directory knows. Stores nothing of them."""

import datetime
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from bot.gateway.identity import Person
from bot.gateway.staff_api import StaffApi, StaffApiError
from bot.gateway.teams.card_parts import MOST_ACTIONS
from bot.gateway.teams.cards import make_welcome_card
from bot.gateway.teams.markdown import literal
from bot.gateway.teams.messages import OutboundMessage
from contracts.assertions import Assertion
from contracts.replies import Choice
from contracts.yaml_files import read_yaml

FILE = Path(__file__).with_name("welcome.yml")
DAYS_OF_A_NEW_STARTER = 90
NOBODY_IN_PARTICULAR = "employee"
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Welcome:
    """Asks the directory, for so many seconds; when it is down the person is welcomed without a name."""

    texts: dict[str, Any]
    api: StaffApi
    seconds: float
    today: Callable[[], datetime.date]

    @classmethod
    def load(cls, api: StaffApi, seconds: float, today: Callable[[], datetime.date]) -> "Welcome":
        """Read the texts. Raises OSError or yaml.YAMLError."""
        return cls(read_yaml(FILE), api, seconds, today)

    async def greet(self, person: Person) -> OutboundMessage:
        """Return the welcome."""
        assertion = Assertion(person.tenant, person.oid, "welcome", time.time() + self.seconds)
        try:
            described = await self.api.describe_person(assertion)
        except StaffApiError as error:
            log.warning("teams_welcome_without_directory", cause=str(error))
            described = {}
        return self.compose(self.kinds_of(described), str(described.get("first_name") or ""))

    def kinds_of(self, described: dict[str, Any]) -> list[str]:
        """Return the parts of `welcome.yml` that are for this person: a manager may have just started, too."""
        kinds = ["new_starter"] if self._is_new(described) else []
        kinds += ["manager"] if described.get("is_manager") is True else []
        return kinds or [NOBODY_IN_PARTICULAR]

    def compose(self, kinds: Sequence[str], first_name: str) -> OutboundMessage:
        """Return the welcome as a card; its text says in one line what the card is."""
        own, shared = [self.texts[kind] for kind in kinds], self.texts["everybody"]
        parts = [shared[0], *own, *shared[1:]]
        sections = [(str(part["heading"]), [str(line) for line in part["lines"]]) for part in parts]
        each = MOST_ACTIONS // len(own)
        offered = dict.fromkeys(says for part in own for says in part["suggestions"][:each])
        choices = tuple(Choice(says, says) for says in offered)
        greeting = f"Hello, {first_name}" if first_name else "Hello"
        card = make_welcome_card(greeting, sections, choices)
        return OutboundMessage(
            text=f"{literal(greeting)}. I'm the Staff Assistant. Ask me anything about work.", card=card
        )

    def _is_new(self, described: dict[str, Any]) -> bool:
        try:
            started = datetime.date.fromisoformat(str(described.get("started_on")))
        except ValueError:
            return False
        return (self.today() - started).days < DAYS_OF_A_NEW_STARTER
