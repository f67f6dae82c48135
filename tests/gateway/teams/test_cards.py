"""Every card that the code can make keeps to the rules, and shows what people are called, not what they wrote."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.gateway.teams.cards import make_choices_card, make_welcome_card
from bot.gateway.teams.markdown import WORD_JOINER, literal, render_markdown
from bot.gateway.teams.welcome import FILE
from contracts.replies import Choice
from tests.gateway.teams.card_linter import CardLinter, markdown_texts
from tools.node import bring_node
from tools.teams.packages import bring_packages

HOSTILE = [
    "[win](https://evil.example)",
    "![x](https://evil.example/x.png)",
    "**Bold** _name_ `code`",
    "<b>Robert</b><script>alert(1)</script>",
    "<at>everyone</at>",
    "# Heading",
    "- list",
    "1. list",
    "> quoted",
    "https://evil.example/login",
    "www.evil.example",
    "{{DATE(2026-01-01T00:00:00Z, SHORT)}}",
    "${$root.secret}",
    '", "actions": [',
    "\u202egnp.exe",
    "Zoë O'Brien-Łukasz 王",
    "line\nbreak\ttab",
    "&lt;b&gt; &amp;",
    "\\*escaped\\*",
    "a" * 2000,
    " ",
]
names = some.one_of(some.sampled_from(HOSTILE), some.text(some.characters(exclude_categories=["Cs"]), max_size=300))
choices = some.lists(some.builds(Choice, names, names), max_size=12)
SECTIONS = [
    (part["heading"], part["lines"])
    for entry in yaml.safe_load(FILE.read_text(encoding="utf-8")).values()
    for part in (entry if isinstance(entry, list) else [entry])
]
OURS = {text for heading, lines in SECTIONS for text in (heading, *lines)}
OURS |= {"Choose one, or type your answer.", "You can also type:"}


@pytest.fixture(scope="module")
def linter() -> Iterator[CardLinter]:
    linter = CardLinter.start(list(bring_node().node), bring_packages())
    yield linter
    linter.close()


def check(card: dict[str, Any], linter: CardLinter) -> None:
    assert linter.faults(card) == []
    assert set(markdown_texts(card)) <= OURS


@settings(deadline=None, max_examples=40)
@given(offered=choices)
def test_choices_keep_to_the_rules_whatever_they_are_called(linter: CardLinter, offered: list[Choice]) -> None:
    check(make_choices_card(offered), linter)


@settings(deadline=None, max_examples=40)
@given(name=names, offered=choices)
def test_the_welcome_keeps_to_the_rules_whatever_people_are_called(
    linter: CardLinter, name: str, offered: list[Choice]
) -> None:
    check(make_welcome_card(f"Hello, {name}", SECTIONS, offered), linter)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_shown_as_it_is(name: str, linter: CardLinter) -> None:
    card = make_welcome_card(f"Hello, {name}", [], [])
    shown = [" ".join(f"Hello, {name}".split())[:500]]
    assert [words.replace(WORD_JOINER, "") for words in linter.ask(card)["words"]] == shown
    assert "{{" not in str(card["body"])


@pytest.mark.parametrize(
    ("card", "fault"),
    [
        ({"version": "1.6"}, "version 1.5"),
        ({"fallbackText": ""}, "fallback"),
        ({"body": [{"type": "Input.Text", "id": "x", "errorMessage": "x"}]}, "label"),
        ({"body": [{"type": "Input.Text", "id": "x", "label": "x"}]}, "error message"),
        ({"body": [{"type": "Image", "url": "https://x.example"}]}, "picture"),
        ({"body": [{"type": "TextBlock", "text": "x"}]}, "cut off"),
        ({"body": [{"type": "Nonsense"}]}, "Nonsense"),
        ({"body": [{"type": "TextBlock", "text": "x" * 30_000, "wrap": True}]}, "too large"),
        ({"actions": [{"type": "Action.Submit", "title": "x"}] * 7}, "too many"),
        ({"actions": [{"type": "Action.Submit", "title": ""}]}, "title"),
        ({"actions": [{"type": "Action.OpenUrl", "title": "x", "url": "http://x"}]}, "https"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_the_linter_sees_what_it_is_to_see(card: dict[str, Any], fault: str, linter: CardLinter) -> None:
    found = linter.faults({**make_choices_card([Choice("a", "a")]), **card})
    assert any(fault in one for one in found), found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A **PDR** is:\n\n- one\n- two\n\nEnd", "A **PDR** is:\n\n- one\n- two\n\nEnd"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("- a\n  - b\n- c", "- a\n  - b\n- c"),
        ("one\ntwo", "one  \ntwo"),
        ("[win](https://evil.example)", f"\\[win\\](https:{WORD_JOINER}//evil.example)"),
        ("<b>x</b> & y", "&lt;b&gt;x&lt;/b&gt; &amp; y"),
        ("# not a heading", "\\# not a heading"),
        ("snake_case", "snake\\_case"),
    ],
    ids=[
        "bold and a list",
        "numbers",
        "a list in a list",
        "a line break",
        "a link",
        "HTML",
        "a heading",
        "underscores",
    ],
)
def test_a_reply_is_written_in_the_markdown_of_teams(text: str, shown: str) -> None:
    assert render_markdown(text) == shown


@given(text=names)
def test_words_of_people_are_one_line_without_a_live_sign(text: str) -> None:
    line = literal(text)
    assert "\n" not in line
    assert "<" not in line
    assert "://" not in line
    assert "[" not in line.replace("\\[", "")
