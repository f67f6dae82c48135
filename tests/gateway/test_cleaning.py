"""Cleaning: what people type becomes text that is safe to pass on, and commands become words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.cleaning import INVISIBLE, SLASHES, clean, has_words, neutralise_commands

COMMANDS = {
    "plain": "/restart",
    "leading spaces": "   /restart",
    "leading line breaks": "\n\n/restart",
    "full-width slash": "\uff0frestart",
    "fraction slash": "\u2044restart",
    "zero-width space before": "\u200b/restart",
    "byte order mark before": "\ufeff/restart",
    "right-to-left override before": "\u202e/restart",
    "null before": "\x00/restart",
    "hangul filler before": "\u3164/restart",
    "no-break space before": "\u00a0/restart",
    "doubled": "//restart",
    "doubled with spaces": "/ \u200b/ restart",
    "soft hyphen between": "/\u00ad/restart",
}


@pytest.mark.parametrize("text", COMMANDS.values(), ids=COMMANDS.keys())
def test_a_command_becomes_words(text: str) -> None:
    assert neutralise_commands(clean(text)) == "restart"


@given(st.text())
def test_no_text_whatever_begins_like_a_command(text: str) -> None:
    left = neutralise_commands(clean(text))
    assert not left.strip().startswith(tuple(SLASHES))


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(categories=["Cc", "Cf", "Cs"])))
def test_what_cannot_be_seen_leaves_nothing(text: str) -> None:
    assert clean(text) == ""


@pytest.mark.parametrize("character", sorted(INVISIBLE)[:20], ids=ascii)
def test_an_invisible_character_is_removed(character: str) -> None:
    assert clean(f"a{character}b") == "ab"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        pytest.param("cafe\u0301", "café", id="composed"),
        pytest.param("a\r\nb\u2028c", "a\nb\nc", id="line breaks"),
        pytest.param("a\t b\u00a0\u2003c", "a b c", id="white space"),
        pytest.param("a\n\n\n\n\nb", "a\n\nb", id="many empty lines"),
        pytest.param('<b>x</b> & {"a": 1}', '<b>x</b> & {"a": 1}', id="markup stays as it is"),
        pytest.param("either/or", "either/or", id="a slash inside stays"),
        pytest.param("\ud800x", "x", id="lone surrogate"),
    ],
)
def test_text_is_made_plain(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "words"), [("🙂🙂", False), ("?!", False), ("ok", True), ("7", True), ("привет", True)]
)
def test_words_are_letters_or_digits(text: str, words: bool) -> None:
    assert has_words(text) is words
