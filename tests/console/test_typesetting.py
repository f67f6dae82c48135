"""The type of letters: every sign as it was typed, over as many pages as it takes, and in no file."""

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from api.console.errors import FontMissingError
from api.console.typesetting import Letter, Letterhead
from tests.console.casework import bring_to
from tests.console.desk import Desk
from tests.console.pdf_text import Read, read_pdf
from tests.console.test_letters import fetch

AT = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
LITERAL = "**Not bold**, <b>not</b> __this__ [nor](that), {pages} {nb} {name}"


def put_in(desk: Desk, text: str) -> Read:
    """Set a text as a letter of its own."""
    letter = Letter(desk.parts.letterhead, "Health Unit", "A title", "RF-00000000", AT, "")
    letter.title("A title")
    letter.paragraph(text)
    letter.pairs([("A label", text)])
    return read_pdf(letter.finish())


def test_a_text_is_set_as_it_was_typed(desk: Desk) -> None:
    found = put_in(desk, LITERAL)
    assert found.text.count(LITERAL) >= 1
    assert found.text.replace(" ", "").count(LITERAL.replace(" ", "")) == 2


def test_what_the_font_has_not_is_shown_as_missing(desk: Desk) -> None:
    text = put_in(desk, "Ŵyn, Zoë, Łukasz\u200b: 5 °C \U0001f9a3 end").text
    assert "Ŵyn, Zoë, Łukasz: 5 °C □ end" in text.replace("\u200b", "")


def test_a_long_text_runs_over_pages_and_loses_no_word(desk: Desk) -> None:
    words = [f"word{number}" for number in range(3000)]
    found = put_in(desk, " ".join(words) + "\n" + "x" * 900)
    assert found.pages > 6
    assert [word for word in found.text.split() if word.startswith("word")] == words * 2
    assert found.text.count("x") >= 1800


def test_a_letter_is_read_aloud_in_order_with_headings_and_without_what_repeats(desk: Desk) -> None:
    letter = Letter(desk.parts.letterhead, "Health Unit", "A title", "RF-00000000", AT, "Private")
    letter.title("A title")
    letter.paragraph("The beginning.")
    letter.heading("A heading")
    letter.paragraph(" ".join(["word"] * 1500))
    letter.pairs([("A label", "What it says"), ("Another", "Something else")])
    found = read_pdf(letter.finish())
    heard = [(tag, text) for tag, text in found.tags if "word" not in text]
    assert heard[2:] == [
        ("H1", "A title"),
        ("P", "The beginning."),
        ("H2", "A heading"),
        ("P", "A label"),
        ("P", "What it says"),
        ("P", "Another"),
        ("P", "Something else"),
    ]
    assert found.pages > 1
    # A text that runs over pages loses nothing, and is one paragraph on each.
    long = [text for _, text in found.tags if "word" in text]
    assert (" ".join(long).split(), len(long)) == (["word"] * 1500, found.pages)
    # The number of pages is put in last, as a piece of its own.
    assert {line.partition(" ")[0] for line in found.untagged} - {str(found.pages)} == {"Page", "Private"}


def test_a_missing_font_is_said_clearly(desk: Desk, unit: httpx.Client, tmp_path: Path) -> None:
    with pytest.raises(FontMissingError):
        Letter(Letterhead("A council", tmp_path), "A unit", "A title", "RF-00000000", AT, "")
    case, parts = bring_to(desk, "submitted"), desk.parts
    desk.app.state.parts = replace(parts, letterhead=Letterhead("A council", tmp_path))
    answer = fetch(desk, unit, case, "form")
    desk.app.state.parts = parts
    assert (answer.status_code, "must run `make setup`" in answer.text) == (503, True)


OPENED: list[str] | None = None
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if OPENED is not None and event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING:
        OPENED.append(str(arguments[0]))


def test_a_letter_is_written_to_no_file(desk: Desk, unit: httpx.Client) -> None:
    global OPENED
    case = bring_to(desk, "submitted")
    desk.send(unit, f"/cases/{case}/reason", {"reason": "report"})
    sys.addaudithook(watch)
    OPENED = []
    answer, opened = unit.get(f"/cases/{case}/letters/form"), OPENED
    OPENED = None
    assert (answer.status_code, opened) == (200, [])
