"""The actions say what the files say now; a file that an editor is in the middle of takes nothing away."""

from pathlib import Path

import pytest

from actions.library import LOOK_EVERY_SECONDS, Library

ARTICLE = """---
title: Bikes at work
owner: Wellbeing team
contact: your line manager
reviewed_on: 2026-03-02
review_every_months: 12
---
You can borrow a bike.
"""


class Clock:
    """Time that passes when a test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    (tmp_path / "travel").mkdir()
    (tmp_path / "travel/bikes.md").write_text(ARTICLE)
    return tmp_path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(directory: Path, clock: Clock) -> Library:
    return Library(directory, clock)


def edit(directory: Path, clock: Clock, text: str, name: str = "bikes") -> None:
    (directory / f"travel/{name}.md").write_text(text)
    clock.now += LOOK_EVERY_SECONDS


def test_an_edit_is_said_soon(library: Library, directory: Path, clock: Clock) -> None:
    edit(directory, clock, ARTICLE.replace("a bike", "two bikes"))
    assert library["bikes"].answer == "You can borrow two bikes."


def test_a_new_article_is_there_and_a_removed_one_is_gone(library: Library, directory: Path, clock: Clock) -> None:
    edit(directory, clock, ARTICLE, "trains")
    assert list(library) == ["bikes", "trains"]
    (directory / "travel/bikes.md").unlink()
    clock.now += LOOK_EVERY_SECONDS
    assert list(library) == ["trains"]
    assert len(library) == 1


@pytest.mark.parametrize("text", ["", "---\ntitle: [\n---\n", ARTICLE.replace("title", "titel")])
def test_an_article_that_cannot_be_read_stays_as_it_was(
    library: Library, directory: Path, clock: Clock, text: str
) -> None:
    edit(directory, clock, text)
    assert library["bikes"].answer == "You can borrow a bike."
    edit(directory, clock, ARTICLE.replace("a bike", "two bikes"))
    assert library["bikes"].answer == "You can borrow two bikes."


def test_what_did_not_change_is_not_read_again(library: Library, directory: Path, clock: Clock) -> None:
    before = library["bikes"]
    edit(directory, clock, ARTICLE, "trains")
    assert library["bikes"] is before


def test_files_are_not_looked_at_for_every_turn(library: Library, directory: Path, clock: Clock) -> None:
    edit(directory, clock, ARTICLE.replace("a bike", "two bikes"))
    clock.now -= LOOK_EVERY_SECONDS / 2
    assert library["bikes"].answer == "You can borrow a bike."
