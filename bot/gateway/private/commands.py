"""The closed list that is understood while a private question is open. Everything else is the answer."""

import re
import unicodedata
from pathlib import Path

from rapidfuzz.distance import OSA

from contracts.yaml_files import read_yaml

FILE = Path(__file__).with_name("commands.yml")
# Said around a command, never a part of one.
BEFORE = re.compile(
    r"^(?:ok|okay|right|well|actually|sorry|please|pls|plz|er|erm|um|hm+|oh|no|just|so|hang on|wait"
    r"|can (?:we|you|i)|could (?:we|you|i)|let us|lets|id like to|i would like to|i want to|i need to) (?=\S)"
)
AFTER = re.compile(
    r"(?<=\S) (?:please|pls|plz|thanks|thank you|thankyou|ta|now|then|for now|mate|love|sorry|a sec|the form)$"
)
# "Back" is a command and a part of the body.
UNCLEAR = "back"
# A slip is two letters that changed places, one too many or one too few: "shop" is not "stop".
SHORTEST_WITH_SLIP = 4


class Commands:
    """Knows every way to say each command."""

    def __init__(self, lines: dict[str, list[str]]) -> None:
        """Keep the ways, by the signal that Rasa is told."""
        self._signals = {_plain(line): signal for signal, ways in lines.items() for line in ways}

    @classmethod
    def load(cls) -> "Commands":
        """Read the file. Raises OSError or yaml.YAMLError."""
        return cls(read_yaml(FILE))

    def find(self, text: str) -> str | None:
        """Return the signal that the whole message is, if it is one."""
        for said in _shortened(_plain(text)):
            if said in self._signals:
                return self._signals[said]
        said = _shortened(_plain(text))[-1]
        near = {signal for way, signal in self._signals.items() if _is_slip(said, way)}
        return near.pop() if len(near) == 1 else None


def is_unclear(text: str) -> bool:
    """Whether the message is the one word that is a command or an answer."""
    return _plain(text) == UNCLEAR


def _plain(text: str) -> str:
    """Return small letters, figures and single spaces: no accents, no other signs, no stretched letters."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("’", "").replace("'", ""))
    kept = "".join(sign if sign.isalnum() else " " for sign in letters if not unicodedata.combining(sign))
    return " ".join(re.sub(r"([a-z])\1{2,}", r"\1", kept).split())


def _shortened(said: str) -> list[str]:
    """Return the message and what is left of it without words of politeness, the shortest last."""
    found = [said]
    while (shorter := AFTER.sub("", BEFORE.sub("", found[-1]))) != found[-1]:
        found.append(shorter)
    return found


def _is_slip(said: str, way: str) -> bool:
    if min(len(said), len(way)) < SHORTEST_WITH_SLIP or abs(len(said) - len(way)) > 1 or said.isdigit():
        return False
    # Of one length, only two neighbours that changed places; a replaced letter makes another word.
    if len(said) == len(way) and sorted(said) != sorted(way):
        return False
    return bool(OSA.distance(said, way, score_cutoff=1) <= 1)
