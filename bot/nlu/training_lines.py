"""Training lines that are soon read, copied and compared: Rasa does each of these several times in one training."""

from copy import deepcopy
from pathlib import Path
from typing import Any, Self

from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.utils.io import get_text_hash

from contracts.yaml_files import read_yaml

# What begins a line of a block of examples, what is no part of it, and what begins an entity.
DASH, AROUND, ENTITY = "-", " \n\r", "["
FILE_KEYS, BLOCK_KEYS = {"version", "nlu"}, {"intent", "examples"}


class Line(Message):
    """A message of plain texts.

    A copy shares what cannot change, and setting what is there already makes no new fingerprint: 39,000 lines took
    35 s of a training before.
    """

    _cached_fingerprint: str | None

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """Set an attribute."""
        if add_to_output or not isinstance(info, str) or self.data.get(prop) != info:
            super().set(prop, info, add_to_output)

    def fingerprint(self) -> str:
        """Return what tells this line from others."""
        found = self._cached_fingerprint
        if found is None:
            features = [one.fingerprint() for one in self.features]
            found = str(get_text_hash(repr([sorted(self.data.items(), key=_name), features])))
            self._cached_fingerprint = found
        return found

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Return a line of its own."""
        data = {key: value if isinstance(value, str) else deepcopy(value, memo) for key, value in self.data.items()}
        copied = type(self)(data, set(self.output_properties), self.time, deepcopy(self.features, memo))
        copied._cached_fingerprint = self._cached_fingerprint
        return copied


def read_lines(path: Path) -> list[Line] | None:
    """Return the lines of a file that has intents with plain examples and nothing else; None for any other.

    Rasa's own reader goes through a file twice, in Python (26,000 lines: 9 s). Raises OSError or yaml.YAMLError.
    """
    content = read_yaml(path)
    if not isinstance(content, dict) or not set(content) <= FILE_KEYS:
        return None
    found = []
    for block in content.get("nlu") or []:
        if not isinstance(block, dict) or set(block) != BLOCK_KEYS or not _is_plain(block["examples"]):
            return None
        texts = [line.removeprefix(DASH).strip(AROUND) for line in block["examples"].splitlines()]
        found += [Line({TEXT: text, INTENT: str(block["intent"])}) for text in texts]
    return found


def _is_plain(examples: Any) -> bool:
    return isinstance(examples, str) and ENTITY not in examples and all(map(_begins_well, examples.splitlines()))


def _begins_well(line: str) -> bool:
    return line.startswith(DASH)


def _name(item: tuple[str, Any]) -> str:
    return item[0]
