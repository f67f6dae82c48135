"""Offers a better wording for a question to the Health Unit that is weak, leading or after medical detail."""

import re
from dataclasses import dataclass
from pathlib import Path

from contracts.yaml_files import read_yaml

FILE = Path(__file__).with_name("coaching.yml")


@dataclass(frozen=True, slots=True)
class Better:
    """A wording, and why it is better."""

    id: str
    because: str
    wording: str


class Coach:
    """Looks at questions that somebody typed; keeps none."""

    def __init__(self, fields: list[str], kinds: list[tuple[Better, list[re.Pattern[str]]]]) -> None:
        """Look at these fields of the form, for these kinds in this order."""
        self._fields, self._kinds = frozenset(fields), kinds

    @classmethod
    def load(cls) -> "Coach":
        """Read the file. Raises OSError, yaml.YAMLError or KeyError."""
        content = read_yaml(FILE)
        kinds = [
            (Better(kind["id"], kind["because"], kind["better"]), [re.compile(line) for line in kind["patterns"]])
            for kind in content["kinds"]
        ]
        return cls(content["fields"], kinds)

    def look(self, field: str, text: str) -> Better | None:
        """Return a better wording for an answer to a field, if there is one to offer."""
        if field not in self._fields:
            return None
        said = " ".join(text.casefold().replace("’", "'").split())
        for better, patterns in self._kinds:
            if any(pattern.search(said) for pattern in patterns):
                return better
        return None

    def wording(self, id_: str) -> str | None:
        """Return the wording that was offered."""
        return next((better.wording for better, _ in self._kinds if better.id == id_), None)
