"""A process that logs places only: whatever another library tries, nothing of what was said is written."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CANARY = "zebrafinch"
START = """
import logging, warnings
from contracts.private_logging import log_places_only
early = logging.getLogger("library.early")
early.addHandler(logging.StreamHandler())
log_places_only("actions")
"""


def run(script: str) -> str:
    command = [sys.executable, "-c", START + script.format(word=CANARY)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("script", "place"),
    [
        pytest.param('logging.getLogger("library").error("said %s", "{word}")', "library:", id="an error"),
        pytest.param('early.error("said {word}")', "library.early:", id="a logger with its own handler"),
        pytest.param(
            'cut = logging.getLogger("cut")\ncut.propagate = False\ncut.error("said {word}")',
            "cut:",
            id="a logger that was cut off",
        ),
        pytest.param(
            'try:\n    float("{word}")\nexcept ValueError:\n    logging.getLogger("library").exception("{word}")',
            "error=ValueError",
            id="a traceback",
        ),
        pytest.param('float("{word}")', "stopped by ValueError", id="an error that nobody caught"),
    ],
)
def test_the_place_is_written_and_the_words_are_not(script: str, place: str) -> None:
    written = run(script)
    assert place in written
    assert CANARY not in written


def test_a_warning_is_not_written() -> None:
    assert CANARY not in run('warnings.warn("said {word}")')


def test_our_own_lines_are_written_as_they_are() -> None:
    assert "not counted: TimeoutError" in run(
        'logging.getLogger("actions.staff_api").warning("not counted: TimeoutError")'
    )


def test_a_package_whose_name_only_begins_like_ours_is_not_ours() -> None:
    assert CANARY not in run('logging.getLogger("actions_of_others").error("{word}")')
