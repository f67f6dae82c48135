"""What is said around a private question is short, every gap is filled, and every button is understood."""

import re

import pytest

from bot.gateway.private.commands import Commands
from bot.gateway.private.sentences import Sentences

SAYS = Sentences.load()
# What each sentence is filled with, as in `questions.py`.
FILLED = {
    "unclear": SAYS.unclear,
    "old": SAYS.old.format(question="What happened?"),
    "not kept": SAYS.not_kept[0].format(message="Please choose.", example="", question="What happened?"),
    "not kept again": SAYS.not_kept[1].format(message="Please choose.", example="", question="What happened?"),
    "coached": SAYS.coached.format(because="It is hard to answer.", wording="Which duties can they do?"),
    "not shown": SAYS.not_shown,
}


@pytest.mark.parametrize("words", FILLED.values(), ids=FILLED)
def test_a_sentence_is_short_and_has_no_gap(words: str) -> None:
    assert "{" not in words
    assert all(len(sentence.split()) <= 25 for sentence in re.split(r"(?<=[.?!])\s+", words))


def test_the_same_is_not_said_twice_running() -> None:
    assert FILLED["not kept"] != FILLED["not kept again"]


def test_every_button_is_understood() -> None:
    commands = Commands.load()
    as_command = [commands.find(SAYS.buttons[name]) for name in ("go_back", "save")]
    assert as_command == ["go_back", "save_for_later"]
    assert SAYS.buttons["use_it"].casefold() in SAYS.takes
    assert SAYS.buttons["keep_mine"].casefold() in SAYS.keeps
    assert SAYS.buttons["my_answer"].casefold() in SAYS.is_answer
    assert not SAYS.takes & SAYS.keeps
