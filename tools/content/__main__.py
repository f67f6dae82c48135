"""Checks knowledge/ and its held-out questions, and says all that is to be done: `make check-content`."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from contracts.induction_plans import plan_files
from tools.answers.__main__ import check_answers
from tools.content.encoders import load_encode
from tools.content.front_matter import OVERDUE
from tools.content.heldout import HeldOut, check_heldout, check_likeness
from tools.content.knowledge_base import KnowledgeBase, check_knowledge
from tools.content.likeness import Encode
from tools.content.overlaps import check_overlaps
from tools.content.plans import check_plans
from tools.content.problems import Problem, counted
from tools.content.repeats import check_repeats
from tools.content.sentences_alike import check_contradictions
from tools.content.training_lines import training_lines
from tools.content.weak_questions import check_weak_questions
from tools.errors import explained
from tools.paths import ROOT, shown, var_directory


@explained
def main() -> int:
    """Check, print all problems at once, and return 1 if one of them is more than a warning."""
    options = _options()
    encode = _encode(options.encoder or var_directory() / "encoder")
    today = datetime.now(UTC).astimezone().date()
    base = check_knowledge(options.knowledge, today)
    heldout = check_heldout(options.heldout, base)
    highest = check_likeness(heldout, training_lines(base, options.nlu), encode)
    problems = sorted({*base.problems, *check_plans(base, today), *heldout.problems, *_compared(base, encode)})
    for problem in problems:
        print(problem)
    print(_highest(heldout, highest))
    print(_verdict(problems))
    print(_counts(base, heldout))
    kept = check_answers(options.knowledge) if options.answers else True
    return 0 if kept and all(problem.warning and not options.strict for problem in problems) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.content", description="Checks the articles.")
    parser.add_argument("--knowledge", type=Path, default=ROOT / "knowledge")
    parser.add_argument("--heldout", type=Path, default=ROOT / "tests" / "heldout")
    parser.add_argument("--nlu", type=Path, default=ROOT / "data" / "nlu.yml")
    parser.add_argument("--encoder", type=Path, help="where the sentence encoder is; default: var/encoder")
    parser.add_argument("--answers", action="store_true", help="then ask the trained model all known questions")
    parser.add_argument("--strict", action="store_true", help="let warnings fail the check, too")
    return parser.parse_args()


def _encode(directory: Path) -> Encode | None:
    encode = load_encode(directory)
    if encode is None:
        print(f"Note: {shown(directory)} is not built yet (`make train`), so meanings were not compared.")
    return encode


def _compared(base: KnowledgeBase, encode: Encode | None) -> list[Problem]:
    """Return what shows only when articles and questions are compared with each other."""
    problems = check_weak_questions(base, encode)
    if encode:
        problems += check_repeats(base, encode) + check_contradictions(base, encode) + check_overlaps(base, encode)
    return problems


def _highest(heldout: HeldOut, highest: dict[str, float]) -> str:
    parts = ", ".join(f"{likeness:.2f} in {kind}" for kind, likeness in highest.items())
    return f"Held-out questions compared with training: {len(heldout.questions):,}; the closest is {parts}."


def _verdict(problems: list[Problem]) -> str:
    warnings = sum(problem.warning for problem in problems)
    found = counted(len(problems) - warnings, "problem") if len(problems) > warnings else "No problems"
    overdue = sum(problem.advice.startswith(OVERDUE) for problem in problems)
    late = f" {counted(overdue, 'article')} overdue." if overdue else ""
    return f"{found}, {counted(warnings, 'warning')}.{late}" if warnings else f"{found}."


def _counts(base: KnowledgeBase, heldout: HeldOut) -> str:
    entries = base.entries.values()
    gaps = sum(entry.matter.kind == "gap" for entry in entries)
    counts = (
        counted(len(base.entries) - gaps, "article"),
        counted(gaps, "gap"),
        counted(len({entry.path.parent for entry in entries}), "topic"),
        counted(len(plan_files(base.directory)), "induction plan"),
        counted(sum(len(entry.matter.examples) for entry in entries), "example"),
        counted(len(heldout.questions), "held-out question"),
    )
    return ", ".join(counts)


if __name__ == "__main__":
    sys.exit(main())
