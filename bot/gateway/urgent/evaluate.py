"""Measures the check on the labelled sets: `python -m bot.gateway.urgent.evaluate [--set heldout]`.

Prints figures, never texts.
"""

import argparse
import re
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.gateway.urgent.check import UrgentHelp
from bot.gateway.urgent.urgency import Urgency
from contracts.yaml_files import read_yaml

SETS = Path("tests/urgent")
# Those of one author, of which one half may be learned from; and those of another, who saw nothing of the project.
NAMES = ("development", "heldout", "independent")
HARMLESS = ("ordinary", "hard", "stories")
LINES = Path(__file__).with_name("training")


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one set: found and all by category, false alarms, offers on harmless messages, milliseconds.

    `common` counts the messages that somebody wrote in the same words for training, which common words make likely.
    """

    found: dict[str, tuple[int, int]]
    false_alarms: dict[str, tuple[int, int]]
    offers: dict[str, int]
    common: dict[str, int]
    median_ms: float

    @property
    def recall(self) -> float:
        """The share of urgent messages that were recognised as urgent."""
        return sum(found for found, _ in self.found.values()) / sum(count for _, count in self.found.values())

    def rate(self, name: str) -> float:
        """The share of harmless messages of a set that were taken for urgent."""
        alarms, count = self.false_alarms[name]
        return alarms / count

    def table(self) -> str:
        """The figures as lines of text."""
        lines = [f"{name:32}{found:4} of {count:4}" for name, (found, count) in self.found.items()]
        lines.append(f"{'recall':32}{self.recall:12.1%}")
        for name, (alarms, count) in self.false_alarms.items():
            lines.append(f"false alarms, {name:18}{alarms:4} of {count:4}  {alarms / count:.1%}")
            lines.append(f"offers, {name:24}{self.offers[name]:4} of {count:4}")
        lines += [f"in the words of training, {name:9}{count:4}" for name, count in self.common.items()]
        return "\n".join([*lines, f"{'median of one check':32}{self.median_ms:9.1f} ms"])


def measure(check: Callable[[str], Urgency], name: str, sets: Path = SETS) -> Figures:
    """Return the figures of a set, one of NAMES; not each has messages of every harmless kind."""
    milliseconds: list[float] = []

    def level(text: object) -> str:
        started = time.perf_counter()
        found = check(str(text)).level
        milliseconds.append((time.perf_counter() - started) * 1000)
        return found

    urgent = _read(sets / f"urgent_{name}.yml")
    found = {kind: (sum(level(text) == "urgent" for text in texts), len(texts)) for kind, texts in urgent.items()}
    files = {kind: sets / f"{kind}_{name}.yml" for kind in HARMLESS}
    harmless = {kind: list(_read(file)) for kind, file in files.items() if file.is_file()}
    levels = {kind: [level(text) for text in texts] for kind, texts in harmless.items()}
    messages = {"urgent": [text for texts in urgent.values() for text in texts], **harmless}
    trained = {_words(line) for path in LINES.glob("*.yml") for line in _read(path)["lines"]}
    return Figures(
        found,
        {kind: (given.count("urgent"), len(given)) for kind, given in levels.items()},
        {kind: given.count("offer") for kind, given in levels.items()},
        {kind: sum(_words(text) in trained for text in texts) for kind, texts in messages.items()},
        statistics.median(milliseconds),
    )


def main() -> int:
    """Print the figures of a set; return 1 when the classifier is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=NAMES, default=NAMES[0], help="which labelled messages")
    parser.add_argument("--var-dir", type=Path, default=Path("var"))
    arguments = parser.parse_args()
    check = UrgentHelp.load(arguments.var_dir)
    sys.stdout.write(f"{arguments.set} set\n{measure(check.check, arguments.set).table()}\n")
    if not check.complete:
        sys.stdout.write("The classifier is missing: these are the rules alone.\n")
    return 0 if check.complete else 1


def _words(text: object) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", str(text).casefold()))


def _read(path: Path) -> dict[str, list[str]]:
    content: dict[str, list[str]] = read_yaml(path)
    return content


if __name__ == "__main__":
    sys.exit(main())
