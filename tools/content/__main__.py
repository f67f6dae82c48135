"""Checks knowledge/ and its held-out questions, and says all that is to be done: `make check-content`."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from tools.content.encoders import load_encode
from tools.content.heldout import HeldOut, check_heldout, check_likeness
from tools.content.knowledge_base import KnowledgeBase, check_knowledge
from tools.content.problems import Problem, counted
from tools.content.training_lines import training_lines
from tools.errors import explained
from tools.paths import ROOT, shown, var_directory


@explained
def main() -> int:
    """Check, print all problems at once, and return 1 if one of them is more than a warning."""
    options = _options()
    base = check_knowledge(options.knowledge, datetime.now(UTC).astimezone().date())
    heldout = check_heldout(options.heldout, base)
    highest = _check_likeness(heldout, base, options)
    problems = sorted({*base.problems, *heldout.problems})
    for problem in problems:
        print(problem)
    print(_highest(heldout, highest))
    print(_verdict(problems))
    print(_counts(base, heldout))
    return 1 if any(not problem.warning for problem in problems) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.content", description="Checks the articles.")
    parser.add_argument("--knowledge", type=Path, default=ROOT / "knowledge")
    parser.add_argument("--heldout", type=Path, default=ROOT / "tests" / "heldout")
    parser.add_argument("--nlu", type=Path, default=ROOT / "data" / "nlu.yml")
    parser.add_argument("--encoder", type=Path, help="where the sentence encoder is; default: var/encoder")
    return parser.parse_args()


def _check_likeness(heldout: HeldOut, base: KnowledgeBase, options: argparse.Namespace) -> dict[str, float]:
    directory = options.encoder or var_directory() / "encoder"
    encode = load_encode(directory)
    if encode is None:
        print(f"Note: {shown(directory)} is not built yet (`make train`), so meanings were not compared.")
    return check_likeness(heldout, training_lines(base, options.nlu), encode)


def _highest(heldout: HeldOut, highest: dict[str, float]) -> str:
    parts = ", ".join(f"{likeness:.2f} in {kind}" for kind, likeness in highest.items())
    return f"Held-out questions compared with training: {len(heldout.questions):,}; the closest is {parts}."


def _verdict(problems: list[Problem]) -> str:
    warnings = sum(problem.warning for problem in problems)
    found = counted(len(problems) - warnings, "problem") if len(problems) > warnings else "No problems"
    return f"{found}, {counted(warnings, 'warning')}." if warnings else f"{found}."


def _counts(base: KnowledgeBase, heldout: HeldOut) -> str:
    entries = base.entries.values()
    gaps = sum(entry.matter.kind == "gap" for entry in entries)
    counts = (
        counted(len(base.entries) - gaps, "article"),
        counted(gaps, "gap"),
        counted(len({entry.path.parent for entry in entries}), "topic"),
        counted(sum(len(entry.matter.examples) for entry in entries), "example"),
        counted(len(heldout.questions), "held-out question"),
    )
    return ", ".join(counts)


if __name__ == "__main__":
    sys.exit(main())
