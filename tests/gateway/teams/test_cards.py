"""Every card that the code can make keeps to the rules, and shows what people are called, not what they wrote."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as some

from actions.training.courses import plain
from api.notifications.writing import read_words
from bot.gateway.identity import Person
from bot.gateway.teams import cards
from bot.gateway.teams.buttons import Buttons
from bot.gateway.teams.calendar_files import CalendarFiles
from bot.gateway.teams.markdown import WORD_JOINER, literal, render_markdown
from bot.gateway.teams.notices import Notice, NoticeWords
from bot.gateway.teams.rendering import TeamsReplies
from bot.gateway.teams.welcome import FILE
from contracts.outcomes import Outcome
from contracts.replies import Choice, File, Link, PrivateQuestion, Reply
from tests.api.message_places import PLACES
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
links = some.lists(some.builds(Link, names, some.just("https://learning.sefton.example/x")), max_size=14)
files = some.lists(some.builds(File, names, some.just("text/calendar"), names), max_size=3)
questions = some.one_of(some.none(), some.builds(PrivateQuestion, names, names, names, some.booleans()))
# What a reply says: lists and bold of ours, and anybody's words among them.
texts = some.lists(some.builds("{}{}".format, some.sampled_from(["", "- ", "1. ", "**To be sure:** "]), names)).map(
    "\n\n".join
)
SECTIONS = [
    (part["heading"], part["lines"])
    for entry in yaml.safe_load(FILE.read_text(encoding="utf-8")).values()
    for part in (entry if isinstance(entry, list) else [entry])
]
SUBMIT = {"type": "Action.Submit", "title": "x"}
OURS = {text for heading, lines in SECTIONS for text in (heading, *lines)}
OURS |= {
    "Choose one, or type your answer.",
    cards.TYPED_TOO,
    cards.WRITTEN_TOO,
    *(box.kept_by_teams for box in (cards.HEALTH_UNIT, *cards.BOXES.values())),
    cards.BOX_LABEL,
    cards.BOX_ERROR,
}


@pytest.fixture(scope="module")
def linter() -> Iterator[CardLinter]:
    linter = CardLinter.start(list(bring_node().node), bring_packages())
    yield linter
    linter.close()


# Every maker of cards, with whatever it may be given.
MADE: dict[str, some.SearchStrategy[dict[str, Any]]] = {
    "make_choices_card": some.builds(cards.make_choices_card, choices),
    "make_task_card": some.builds(cards.make_task_card, texts, choices, links),
    "make_question_card": some.builds(
        cards.make_question_card, texts, choices, some.sampled_from(["management", "pdr"])
    ),
    "make_chosen_card": some.builds(cards.make_chosen_card, names),
    "make_notice_card": some.builds(cards.make_notice_card, names, texts, choices),
    "make_welcome_card": some.builds(lambda name, c: cards.make_welcome_card(name, SECTIONS, c), names, choices),
}


def test_no_maker_of_cards_is_forgotten() -> None:
    assert {name for name in vars(cards) if name.startswith("make_") and name != "make_card"} == set(MADE)


@pytest.mark.parametrize("maker", MADE)
def test_every_card_keeps_to_the_rules_whatever_people_are_called(
    maker: str, linter: CardLinter, signing_key: str, prove: bool
) -> None:
    buttons = Buttons(signing_key)

    @settings(deadline=None, max_examples=400 if prove else 40, database=None)
    @given(card=MADE[maker])
    def check(card: dict[str, Any]) -> None:
        signed, _ = buttons.sign(card, Person("t", "p"), "a:1", asks="d/f", stands=True)
        assert linter.faults(signed) == []
        assert set(markdown_texts(signed)) <= OURS

    check()


@pytest.mark.parametrize("outcome", Outcome)
def test_whatever_a_reply_holds_its_card_keeps_to_the_rules(
    outcome: Outcome, linter: CardLinter, signing_key: str, prove: bool
) -> None:
    buttons, calendar = Buttons(signing_key), CalendarFiles("https://assistant.example", signing_key)
    parts = {"choices": choices, "files": files, "links": links}
    held = {name: part.map(tuple) for name, part in parts.items()} | {"private_question": questions}

    @settings(deadline=None, max_examples=400 if prove else 20, database=None)
    @given(reply=some.builds(Reply, texts, some.just(outcome), **held))
    def check(reply: Reply) -> None:
        card = TeamsReplies("https://assistant.example", calendar).render(reply).card
        assert card is not None or not (reply.links or reply.files or reply.private_question)
        signed, _ = buttons.sign(card, Person("t", "p"), "a:1") if card else ({}, "")
        assert not signed or linter.faults(signed) == []
        assert set(markdown_texts(signed)) <= OURS

    check()


@pytest.mark.parametrize("kind", read_words())
def test_every_kind_of_notice_keeps_to_the_rules(kind: str, linter: CardLinter, signing_key: str, prove: bool) -> None:
    words, told = NoticeWords.load(), read_words()[kind]

    @settings(deadline=None, max_examples=400 if prove else 10, database=None)
    @given(filled=some.fixed_dictionaries(dict.fromkeys(PLACES, names)))
    def check(filled: dict[str, str]) -> None:
        subject, text = told["subject"].format(**filled), told["text"].format(**filled)
        message = words.render(Notice("n", kind, "p", subject, text, filled, "a:1", "https://x.example"))
        assert message.card is not None
        signed, _ = Buttons(signing_key).sign(message.card, Person("t", "p"), "a:1", stands=True)
        assert linter.faults(signed) == []
        assert markdown_texts(signed) == []

    check()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- one\n- two", ["• one", "• two"]),
        ("1. one\n2. two", ["1. one", "2. two"]),
        ("- **1.** Monday\n- **2.** Tuesday", ["1. Monday", "2. Tuesday"]),
        ("Dates:\n\n- one\n\nWhich?", ["Dates:", "• one", "Which?"]),
    ],
)
def test_lists_are_marked_once(text: str, shown: list[str]) -> None:
    lines = ["".join(run["text"] for run in line["inlines"]) for line in cards.make_task_card(text, [])["body"]]
    assert lines == shown


@pytest.mark.parametrize("name", HOSTILE)
def test_a_title_in_a_task_is_shown_as_it_is(name: str, linter: CardLinter) -> None:
    title = " ".join(name.split())
    card = cards.make_task_card(f"To be sure:\n\n- Course: {plain(title)}", [])
    shown, expected = linter.ask(card)["words"][1:], f"• Course: {title}"
    assert "".join(shown).replace(WORD_JOINER, "")[:400].rstrip() == expected[:400].rstrip()
    assert "{{" not in str(card["body"])


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_shown_as_it_is(name: str, linter: CardLinter) -> None:
    card = cards.make_welcome_card(f"Hello, {name}", [], [])
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
        ({"actions": [SUBMIT] * 7}, "too many"),
        ({"body": [{"type": "Container", "items": [{"type": "ActionSet", "actions": [SUBMIT] * 7}]}]}, "too many"),
        ({"actions": [{"type": "Action.Submit", "title": ""}]}, "title"),
        ({"actions": [{"type": "Action.OpenUrl", "title": "x", "url": "http://x"}]}, "https"),
        ({"actions": [{"type": "Action.Execute", "title": "x", "verb": "say", "data": {}}]}, "signed"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_the_linter_sees_what_it_is_to_see(card: dict[str, Any], fault: str, linter: CardLinter) -> None:
    found = linter.faults({**cards.make_choices_card([Choice("a", "a")]), **card})
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
