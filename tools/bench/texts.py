"""The messages that are sent, and who sends them: the same to both, so that length costs both alike."""

import random
import re
from pathlib import Path

from contracts.yaml_files import read_yaml

COUNT = 200


def questions(heldout: Path) -> list[str]:
    """Return held-out questions of every length, which neither has seen."""
    texts: list[str] = []
    for path in sorted(heldout.glob("**/*.yml")):
        for entry in read_yaml(path) or []:
            texts.append(str(entry["text"] if isinstance(entry, dict) else entry))
    return _exactly([re.sub(r"\s+", " ", text) for text in texts])


def demo_person(people: Path) -> str:
    """Return the object id of the person who asks: one whom the API knows, so that it does its work too."""
    return str(read_yaml(people)[0]["oid"])


def _exactly(texts: list[str]) -> list[str]:
    chosen = sorted(texts)
    random.Random(7).shuffle(chosen)  # noqa: S311 an order, no secret
    return [chosen[number % len(chosen)] for number in range(COUNT)]
