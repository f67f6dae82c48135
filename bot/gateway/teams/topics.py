"""What a person wants to be told unasked: understood as whole messages, kept by the API. Tells Rasa nothing."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from bot.gateway.identity import Person
from bot.gateway.prepared_replies import Cause, PreparedReplies
from bot.gateway.private.commands import Commands
from bot.gateway.staff_api import StaffApi, StaffApiError
from contracts.assertions import Assertion
from contracts.outcomes import Outcome
from contracts.replies import Choice, Reply
from contracts.yaml_files import read_yaml

FILE = Path(__file__).with_name("topics.yml")
PATH = "/v1/notice-topics"
SHOW, OFF, ON = "show", "off", "on"
OFF_WORDS = "**Switched off:** {title}. Say “turn on {name}” when you want it again."
BY_MAIL = " What else you are told, and every invitation for your calendar, still comes by e-mail."
NO_MAIL_EITHER = " You get no reminders by e-mail either."
ON_WORDS = "**Switched on:** {title}. Say “turn off {name}” when it is too much."
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Topics:
    """Reads and changes what somebody is told."""

    commands: Commands
    names: dict[str, list[str]]
    titles: dict[str, str]
    api: StaffApi
    prepared: PreparedReplies
    seconds: float

    @classmethod
    def load(cls, api: StaffApi, prepared: PreparedReplies, seconds: float) -> "Topics":
        """Read the words. Raises OSError or yaml.YAMLError."""
        words = read_yaml(FILE)
        return cls(Commands(_lines(words)), words["names"], words["titles"], api, prepared, seconds)

    async def take(self, person: Person, text: str) -> Reply | None:
        """Return what became of a message that is one of these; None when it is anything else."""
        command = self.commands.find(text)
        if command is None:
            return None
        assertion = Assertion(person.tenant, person.oid, "topics", time.time() + self.seconds)
        try:
            return await self._obey(command, assertion)
        except StaffApiError as error:
            log.warning("teams_topic_not_chosen", cause=str(error))
            return self.prepared.say(Cause.TEAMS_TOPIC_UNKNOWN, f"topics/{person.tenant}/{person.oid}")

    async def _obey(self, command: str, assertion: Assertion) -> Reply:
        verb, _, topic = command.partition(" ")
        if verb == SHOW:
            return self._show(await self.api.read(PATH, assertion))
        await self.api.write("PUT", f"{PATH}/{topic}", {"is_wanted": verb == ON}, assertion)
        words = (ON_WORDS if verb == ON else OFF_WORDS).format(title=self.titles[topic], name=self.names[topic][0])
        if verb == OFF:
            words += NO_MAIL_EITHER if topic == "reminders" else BY_MAIL
        return Reply(
            words, Outcome.DONE, choices=(self._choice(topic, turns_on=verb == OFF), Choice("Settings", "settings"))
        )

    def _show(self, answer: dict[str, Any]) -> Reply:
        wanted = {str(one["topic"]): bool(one["is_wanted"]) for one in answer.get("topics") or ()}
        lines = [f"- {'on' if wanted.get(topic) else '**off**'}: {title}" for topic, title in self.titles.items()]
        choices = tuple(self._choice(topic, turns_on=not wanted.get(topic)) for topic in self.titles)
        return Reply("\n".join(["What I tell you here unasked:\n", *lines]), Outcome.TASK, choices=choices)

    def _choice(self, topic: str, *, turns_on: bool) -> Choice:
        says = f"turn {'on' if turns_on else 'off'} {self.names[topic][0]}"
        return Choice(says.capitalize(), says)


def _lines(words: dict[str, Any]) -> dict[str, list[str]]:
    """Return every way to say each command."""
    lines: dict[str, list[str]] = {command: list(ways) for command, ways in words["more"].items()}
    for verb in (OFF, ON):
        for topic, names in words["names"].items():
            ways = [way.format(name) for way in words[verb] for name in names]
            lines.setdefault(f"{verb} {topic}", []).extend(ways)
    return lines
