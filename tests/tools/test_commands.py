"""A program that fails is turned into one sentence that names the cause and the log."""

import errno
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.commands import run_logged
from tools.errors import INTERRUPTED, CommandError, NoNetworkError, NoSpaceError, ToolError, explained


def say_and_exit(text: str, code: int) -> list[str]:
    return [sys.executable, "-c", f"import sys; print({text!r}); sys.exit({code})"]


def test_every_line_is_shown_and_logged(tmp_path: Path) -> None:
    seen: list[str] = []
    log = tmp_path / "x.log"
    run_logged(say_and_exit("one\ntwo", 0), title="Counting", log=log, on_line=seen.append)
    assert seen == ["one", "two"]
    assert log.read_text() == "one\ntwo\n"


def test_a_failure_names_the_code_the_last_words_and_the_log(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        run_logged(say_and_exit("ValueError: no.\n-----", 7), title="Counting", log=tmp_path / "x.log")
    assert str(caught.value) == (f"This failed with exit code 7: Counting: ValueError: no (log: {tmp_path}/x.log).")


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("error: No space left on device (os error 28)", NoSpaceError),
        ("error: failed to fetch\n  Caused by: dns error: failed to lookup address", NoNetworkError),
        ("WARNING: Retrying: NewConnectionError: Failed to establish a new connection", NoNetworkError),
    ],
    ids=["disk full", "uv without network", "pip without network"],
)
def test_a_full_disk_and_a_missing_network_are_recognised(tmp_path: Path, words: str, error: type[ToolError]) -> None:
    with pytest.raises(error) as caught:
        run_logged(say_and_exit(words, 1), title="Installing", log=tmp_path / "x.log")
    assert "\n" not in str(caught.value)


def raising(error: BaseException) -> Callable[[], int]:
    @explained
    def main() -> int:
        raise error

    return main


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (ToolError("Port 1 is taken."), 1, "Port 1 is taken."),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "The disk is full"),
        (KeyboardInterrupt(), INTERRUPTED, "Stopped."),
    ],
    ids=["known", "disk full", "interrupted"],
)
def test_people_read_a_sentence_and_no_traceback(
    capsys: pytest.CaptureFixture[str], error: BaseException, code: int, words: str
) -> None:
    assert raising(error)() == code
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said


def test_what_nobody_foresaw_is_not_hidden() -> None:
    with pytest.raises(OSError, match="something else"):
        raising(OSError(errno.EIO, "something else"))()
