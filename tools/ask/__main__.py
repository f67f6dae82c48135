"""Answers questions in the terminal, with the reasons: `make ask`, or `make ask Q="when is pay day"`."""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tools.ask.reasons import reasons
from tools.ask.said import Said, what_is_said
from tools.ask.words import Words, read_words
from tools.errors import explained
from tools.line_processes import LineProcess
from tools.paths import MAIN, ROOT, python_of
from tools.trained_model import trained_model

LINE = "-" * 80


@explained
def main() -> int:
    """Answer Q, or every line that is typed until an empty one; nothing of it is written anywhere."""
    words = read_words(ROOT, Path(os.environ.get("KNOWLEDGE_DIR", ROOT / "knowledge")))
    wanted = (" ".join(sys.argv[1:]) or os.environ.get("Q", "")).strip()
    print("Loading the model …", flush=True)
    with trained_model() as model, urgent_check() as urgent:
        print(f"Loaded in {model.first['seconds']:.1f} s.", flush=True)
        for question in [wanted] if wanted else _typed():
            print("\n".join(answer(question, model, urgent, words)), flush=True)
    return 0


def answer(question: str, model: LineProcess, urgent: LineProcess, words: Words) -> list[str]:
    """Return the lines to print for one question."""
    started = time.monotonic()
    urgency = urgent.ask({"text": question})
    found = model.ask({"text": question, "why": True})
    said: Said = what_is_said(found, urgency, words)
    took = f"Understood in {found['seconds'] * 1000:.0f} ms; with all the reasons {time.monotonic() - started:.1f} s."
    return [LINE, *said.lines(), "", *reasons(found, urgency, urgent.first, model.first["limits"], words), "", took]


def urgent_check() -> LineProcess:
    """Return the check for urgent help, to be used as a context."""
    return LineProcess((python_of(MAIN), "-m", "bot.gateway.urgent.ask"), "The check for urgent help")


def _typed() -> Iterator[str]:
    while True:
        try:
            question = input("\nYour question (an empty line ends): ").strip()
        except EOFError:
            return
        if not question:
            return
        yield question


if __name__ == "__main__":
    sys.exit(main())
