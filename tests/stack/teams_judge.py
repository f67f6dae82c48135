"""What the web chat is told in a recorded conversation, as a card of Teams: each must keep to the rules of cards."""

from pathlib import Path
from typing import Any

from bot.gateway.identity import Person
from bot.gateway.keys import key_files
from bot.gateway.settings import Settings
from bot.gateway.teams.buttons import Buttons
from bot.gateway.teams.calendar_files import CalendarFiles
from bot.gateway.teams.rendering import TeamsReplies
from contracts.replies import Reply
from tests.gateway.teams.card_linter import CardLinter
from tools.node import bring_node
from tools.teams.packages import bring_packages

PLACE = "https://assistant.example"


class TeamsJudge:
    """Renders replies as the channel does, and asks the linter."""

    def __init__(self, var: Path) -> None:
        """Sign as the gateway of this directory does."""
        key = key_files(Settings(var_dir=var))[0].read_text(encoding="utf-8")
        self._linter = CardLinter.start(list(bring_node().node), bring_packages())
        self._buttons, self._replies = Buttons(key), TeamsReplies(PLACE, CalendarFiles(PLACE, key))

    def __call__(self, replies: list[dict[str, Any]]) -> None:
        for reply in map(Reply.from_json, replies):
            message = self._replies.render(reply)
            assert message.text or message.card, reply
            if message.card is None:
                continue
            signed, _ = self._buttons.sign(message.card, Person("t", "p"), "a:1", asks=message.asks)
            assert self._linter.faults(signed) == [], reply
            # Whatever came with the reply has a button or a line of its own.
            shown = str(signed["body"]) + str(signed["actions"])
            assert all(link.url in shown for link in reply.links), reply
            assert shown.count(f"{PLACE}/calendar-files/") == len(reply.files), reply

    def close(self) -> None:
        self._linter.close()
