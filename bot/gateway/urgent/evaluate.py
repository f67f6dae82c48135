"""Measures the check on the labelled sets: `python -m bot.gateway.urgent.evaluate [--heldout]`.

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
LINES = Path(__file__).with_name("training")


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one half: found and all by category, false alarms, offers on harmless messages, milliseconds.

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


def measure(check: Callable[[str], Urgency], half: str, sets: Path = SETS) -> Figures:
    """Return the figures of a half: `development` or `heldout`."""
    milliseconds: list[float] = []

    def level(text: object) -> str:
        started = time.perf_counter()
        found = check(str(text)).level
        milliseconds.append((time.perf_counter() - started) * 1000)
        return found

    urgent = _read(sets / f"urgent_{half}.yml")
    found = {name: (sum(level(text) == "urgent" for text in texts), len(texts)) for name, texts in urgent.items()}
    levels = {name: [level(text) for text in _read(sets / f"{name}_{half}.yml")] for name in ("ordinary", "hard")}
    messages = {"urgent": [text for texts in urgent.values() for text in texts]}
    messages |= {name: list(_read(sets / f"{name}_{half}.yml")) for name in levels}
    trained = {_words(line) for path in LINES.glob("*.yml") for line in _read(path)["lines"]}
    return Figures(
        found,
        {name: (given.count("urgent"), len(given)) for name, given in levels.items()},
        {name: given.count("offer") for name, given in levels.items()},
        {name: sum(_words(text) in trained for text in texts) for name, texts in messages.items()},
        statistics.median(milliseconds),
    )


def main() -> int:
    """Print the figures of a half; return 1 when the classifier is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--heldout", action="store_true", help="the half that nothing was tuned on")
    parser.add_argument("--var-dir", type=Path, default=Path("var"))
    arguments = parser.parse_args()
    check = UrgentHelp.load(arguments.var_dir)
    half = "heldout" if arguments.heldout else "development"
    sys.stdout.write(f"{half} half\n{measure(check.check, half).table()}\n")
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
