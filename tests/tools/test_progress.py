"""A long step shows what it does without a terminal too."""

import io

import pytest

from tools.progress import Step, duration


def test_a_step_says_when_it_begins_what_it_is_at_and_when_it_is_done() -> None:
    stream = io.StringIO()
    with Step("Training the model", stream) as step:
        step.detail("encoding 400 examples")
    assert stream.getvalue() == "Training the model\n  encoding 400 examples\n  done · 0 s\n"


def test_a_step_that_fails_says_so() -> None:
    stream = io.StringIO()
    with pytest.raises(ValueError, match="no"), Step("Training the model", stream):
        raise ValueError("no")
    assert stream.getvalue().endswith("  failed · 0 s\n")


def test_a_terminal_shows_one_line_that_is_written_over() -> None:
    stream = io.StringIO()
    stream.isatty = lambda: True  # type: ignore[method-assign]
    with Step("Training the model", stream) as step:
        step.detail("encoding")
    assert stream.getvalue().count("\n") == 1
    assert stream.getvalue().endswith("Training the model · done · 0 s\n")


@pytest.mark.parametrize(("seconds", "words"), [(0.4, "0 s"), (59, "59 s"), (125, "2 min 5 s")])
def test_durations_are_said_in_words(seconds: float, words: str) -> None:
    assert duration(seconds) == words
