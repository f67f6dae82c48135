"""What is said around a private question, from `sentences.yml`, and what is understood of the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from contracts.yaml_files import read_yaml

FILE = Path(__file__).with_name("sentences.yml")


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences; those with gaps are filled by `str.format`."""

    unclear: str
    old: str
    not_kept: tuple[str, str]
    spells_example: str
    coached: str
    not_shown: str
    buttons: Mapping[str, str]
    keeps: frozenset[str]
    takes: frozenset[str]
    is_answer: frozenset[str]

    @classmethod
    def load(cls) -> "Sentences":
        """Read the file. Raises OSError or yaml.YAMLError; KeyError or TypeError when a sentence is missing."""
        content = read_yaml(FILE)
        buttons: dict[str, str] = content["buttons"]

        def understood(name: str, button: str) -> frozenset[str]:
            return frozenset([*content.pop(name), buttons[button].casefold()])

        return cls(
            keeps=understood("keeps", "keep_mine"),
            takes=understood("takes", "use_it"),
            is_answer=understood("is_answer", "my_answer"),
            not_kept=_two(content.pop("not_kept")),
            **content,
        )


def _two(wordings: list[str]) -> tuple[str, str]:
    first, second = wordings
    return first, second
