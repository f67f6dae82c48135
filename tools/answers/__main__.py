"""Names the known questions that now get another answer: `make check-answers`, and `make accept-answers` to mean it."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.answers.asked import ask_all
from tools.answers.changes import Change, accepted_by, compare
from tools.answers.questions import known_questions
from tools.answers.record import Record, read_record, write_record
from tools.answers.report import passes, report
from tools.content.problems import counted
from tools.errors import ToolError, explained
from tools.paths import ROOT, shown
from tools.staleness import is_stale

RECORD = ROOT / "tests" / "answers" / "accepted.yml"


@explained
def main() -> int:
    """Compare; return 1 when a question lost its answer and nobody said that this was meant."""
    options = _options()
    if not options.yes_i_meant_that:
        return 0 if check_answers(options.knowledge, options.record) else 1
    if is_stale():
        raise ToolError("The model is older than the articles: `make train` first, so that you see what you accept.")
    compared = compare_now(options.knowledge, options.record)
    print("\n".join(compared.report()))
    write_record(options.record, Record(compared.encoder, accepted_by(compared.changes)))
    missed = sum(not change.right_now for change in compared.changes)
    print(f"Accepted: {shown(options.record)} now has {counted(missed, 'question')}. Commit it with your articles.")
    return 0


def check_answers(knowledge: Path, record: Path = RECORD) -> bool:
    """Print what changed; return whether it may stay so. A model that is out of date is said, and refuses nothing."""
    if is_stale():
        print(
            "Answers were not compared: the model is older than the articles. `make train`, then `make check-answers`."
        )
        return True
    compared = compare_now(knowledge, record)
    print("\n".join(compared.report()))
    return compared.passes()


@dataclass(frozen=True, slots=True)
class Compared:
    """Every known question with its accepted answer and that of now; `encoder` is what the model stands on."""

    changes: list[Change]
    encoder: str
    same_encoder: bool

    def passes(self) -> bool:
        """Return whether nothing has to be accepted first."""
        return passes(self.changes, same_encoder=self.same_encoder)

    def report(self) -> list[str]:
        """Return what an editor reads."""
        return report(self.changes, same_encoder=self.same_encoder)


def compare_now(knowledge: Path, record: Path = RECORD) -> Compared:
    """Ask the trained model all known questions and compare. Raises ToolError."""
    questions, accepted = known_questions(knowledge), read_record(record)
    asked = ask_all(question.text for question in questions)
    changes = compare(questions, asked.answers, accepted.answers, asked.limits)
    # A first record is made by whoever has none, so there is nothing that another processor could explain.
    return Compared(changes, asked.encoder, accepted.encoder in ("", asked.encoder))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.answers", description="Guards the answers.")
    parser.add_argument("--knowledge", type=Path, default=ROOT / "knowledge")
    parser.add_argument("--record", type=Path, default=RECORD)
    parser.add_argument("--yes-i-meant-that", action="store_true", help="accept the answers of now")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
