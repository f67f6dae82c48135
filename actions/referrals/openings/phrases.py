"""The patterns of an opening, from the files beside this, ready to be looked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from contracts.yaml_files import read_yaml

HERE = Path(__file__).parent
Patterns = Mapping[str, tuple[re.Pattern[str], ...]]


@dataclass(frozen=True, slots=True)
class Reasons:
    """The patterns of one form's reasons, by how much they weigh, heaviest first."""

    purposes: Patterns
    conditions: Patterns
    by_circumstance: Patterns
    wishes: Patterns
    illnesses: Patterns
    weak: Patterns


@cache
def phrases() -> Mapping[str, Patterns]:
    """Return the patterns by field and value. Raises OSError, yaml.YAMLError or re.error."""
    content = read_yaml(HERE / "phrases.yml")
    parts = content.pop("parts")
    return {field: _compiled(values, parts) for field, values in content.items()}


@cache
def reasons(form: str) -> Reasons:
    """Return the patterns of a form's reasons. Raises OSError, yaml.YAMLError or re.error."""
    content = read_yaml(HERE / "reasons.yml")
    ranks = content[form]
    return Reasons(
        **{
            rank: _compiled(ranks.get(rank, {}), content["parts"])
            for rank in ("purposes", "conditions", "by_circumstance", "wishes", "illnesses", "weak")
        }
    )


@cache
def questions() -> Patterns:
    """Return the patterns of the questions to the Health Unit. Raises OSError, yaml.YAMLError or re.error."""
    content = read_yaml(HERE / "questions.yml")
    return _compiled(content["questions"], content["parts"])


@cache
def cues() -> Mapping[str, re.Pattern[str]]:
    """Return what says of which thing a day is, by name. Raises OSError, yaml.YAMLError or re.error."""
    content = read_yaml(HERE / "cues.yml")
    parts = content.pop("parts")
    return {name: re.compile("|".join(_with_parts(line, parts) for line in lines)) for name, lines in content.items()}


def has(cue: str, said: str) -> bool:
    """Say whether a cue is found."""
    return bool(cues()[cue].search(said))


def last_end(cue: str, said: str) -> int:
    """Return where the last of a cue ends; 0 where it is not found."""
    return max((match.end() for match in cues()[cue].finditer(said)), default=0)


def without(cue: str, said: str, instead: str = " ~ ") -> str:
    """Return a text with a mark where a cue was."""
    return cues()[cue].sub(instead, said)


def first_place(patterns: tuple[re.Pattern[str], ...], said: str) -> int | None:
    """Return where the first of some patterns is found; None where none is."""
    places = [match.start() for pattern in patterns if (match := pattern.search(said))]
    return min(places, default=None)


def named(patterns: Patterns, said: str) -> list[str]:
    """Return which values a text names, in the order of the file."""
    return [id_ for id_, some in patterns.items() if first_place(some, said) is not None]


def _compiled(values: Mapping[Any, list[str]], parts: Mapping[str, str]) -> dict[str, tuple[re.Pattern[str], ...]]:
    return {str(id_): tuple(re.compile(_with_parts(line, parts)) for line in lines) for id_, lines in values.items()}


def _with_parts(line: str, parts: Mapping[str, str]) -> str:
    return re.sub(r">(\w+)<", lambda match: f"(?:{parts[match[1]]})", line)
