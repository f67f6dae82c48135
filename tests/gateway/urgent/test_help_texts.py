"""The constants: the numbers are there, the words are plain."""

import re
from typing import get_args

import pytest

from bot.gateway.urgent import OFFER_TEXT, help_text
from bot.gateway.urgent.urgency import Kind
from contracts.articles import read_article
from tests.gateway.urgent.conftest import ROOT
from tools.content.reading import grade

KINDS = get_args(Kind)
NUMBER = re.compile(r"\b(?:999|NHS 111|option 2|116 123|85258)\b")


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_names_999_and_the_samaritans(kind: str) -> None:
    assert "**999" in help_text(kind) or "call 999" in help_text(kind).lower()
    assert "**116 123**" in help_text(kind)


@pytest.mark.parametrize("kind", ["self", "someone_else"])
def test_who_is_in_despair_gets_all_lines(kind: str) -> None:
    assert all(line in help_text(kind) for line in ("NHS 111", "option 2", "116 123", "SHOUT", "85258"))


def test_domestic_abuse_gets_its_own_line() -> None:
    assert "0808 2000 247" in help_text("abuse")


def test_the_offer_names_the_lines() -> None:
    assert all(line in OFFER_TEXT for line in ("116 123", "85258", "NHS 111", "999"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_says_that_nobody_was_told_and_nothing_was_kept(kind: str) -> None:
    assert "Nobody has been told" in help_text(kind)
    assert "not kept" in help_text(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_is_plain(kind: str) -> None:
    assert grade([help_text(kind).replace("*", "")]) <= 8


def test_an_unknown_kind_gets_the_text_for_oneself() -> None:
    assert help_text("unheard of") == help_text("self")


def test_the_article_on_help_lines_names_the_same_numbers() -> None:
    article = read_article(ROOT / "knowledge/wellbeing/urgent-help-lines.md").answer
    assert set(NUMBER.findall(article)) == set(NUMBER.findall(help_text("self")))
