"""A program that is asked line by line: its problem is a sentence, and what it prints beside is thrown away."""

import sys

import pytest

from tools.errors import ToolError
from tools.line_processes import LineProcess

ECHO = """
import json, sys
print(json.dumps({"seconds": 0.1}), flush=True)
for line in sys.stdin:
    print("the words of " + line, file=sys.stderr)
    print(json.dumps({"said": json.loads(line)["text"]}), flush=True)
"""
REFUSES = 'import json; print(json.dumps({"problem": "There is no trained model; `make train` makes one."}))'


def program(code: str) -> LineProcess:
    return LineProcess((sys.executable, "-c", code), "The program")


def test_each_line_is_answered(capfd: pytest.CaptureFixture[str]) -> None:
    with program(ECHO) as process:
        assert process.first == {"seconds": 0.1}
        assert process.ask({"text": "grüß"}) == {"said": "grüß"}
    assert capfd.readouterr() == ("", "")


def test_a_problem_is_a_sentence() -> None:
    with pytest.raises(ToolError, match="There is no trained model"), program(REFUSES):
        pass


def test_a_program_that_ends_is_a_sentence_too() -> None:
    with pytest.raises(ToolError, match="The program ended without an answer"), program("raise SystemExit(3)"):
        pass
