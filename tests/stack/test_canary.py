"""What people type is found nowhere afterwards: in no log, no database and no file, whatever crashed meanwhile."""

import os
import string
from collections.abc import Iterator
from pathlib import Path
from random import SystemRandom

import pytest

from tests.stack.canaries import SCENES, bearer, send
from tests.stack.private_canaries import PRIVATE_SCENES
from tests.stack.running import Stack

ALL_SCENES = SCENES | PRIVATE_SCENES
# The words of a question that could be anybody's may be kept, in one table of one database.
MAY_KEEP = {"api.db", "api.db-wal"}


def new_word() -> str:
    """Return a word that nobody said before, of letters only, so that no escaping changes it."""
    return "zq" + "".join(SystemRandom().choices(string.ascii_lowercase, k=14))


def files_of(stack: Stack) -> Iterator[Path]:
    """Yield what the assistant wrote; the trained model is a link to elsewhere."""
    for directory, _, names in os.walk(stack.var):
        yield from (path for name in names if not (path := Path(directory, name)).is_symlink())


def traces(stack: Stack, word: str) -> set[str]:
    """Return the names of the files in which the word stands, however it is written."""
    encodings = [word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")]
    found = set()
    for path in files_of(stack):
        content = path.read_bytes().lower()
        if any(encoding in content for encoding in encodings):
            found.add(path.name)
    return found


@pytest.fixture(scope="module")
def planted() -> dict[str, str]:
    """Return the words that were planted, by scene."""
    return {}


def test_the_search_finds_what_is_kept_on_purpose(stack: Stack) -> None:
    word = new_word()
    stack.chat(f"what is the {word} of a {word} in a {word}")
    assert traces(stack, word)
    assert traces(stack, word) <= MAY_KEEP


def test_the_search_reads_every_log_and_database(stack: Stack) -> None:
    names = {path.name for path in files_of(stack)}
    assert names >= {
        "gateway.log",
        "rasa.log",
        "actions.log",
        "api.log",
        "api.db",
        "conversations.db",
        "private-questions.db",
    }


@pytest.mark.parametrize("scene", ALL_SCENES)
def test_what_was_typed_is_found_nowhere(stack: Stack, planted: dict[str, str], scene: str) -> None:
    planted[scene] = new_word()
    ALL_SCENES[scene](stack, planted[scene])
    assert traces(stack, planted[scene]) == set()


def test_feedback_keeps_no_words(stack: Stack, planted: dict[str, str]) -> None:
    planted["feedback"] = word = new_word()
    reply = stack.chat(f"What is a PDR, asks {word} my friend?").replies[0]
    body = {"feedback": reply["feedback"], "helpful": False, "comment": word}
    send(f"{stack.url}/api/feedback", json=body, headers=bearer(stack.sign_in()))
    assert traces(stack, word) == set()


def test_nothing_turns_up_later(stack: Stack, planted: dict[str, str]) -> None:
    stack.wait_until_healthy()
    found = {scene: traces(stack, word) for scene, word in planted.items()}
    assert {scene: names for scene, names in found.items() if names} == {}
