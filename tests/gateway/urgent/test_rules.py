"""The first signal: what counts as said in so many words, and what is a figure of speech or a subject."""

import pytest

from bot.gateway.urgent.rules import Rules, Strength


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules.load()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I want to end my life", "self"),
        ("I wish I had never been born", "self"),
        ("I can't go on", "self"),
        ("I've taken a whole box of paracetamol", "self"),
        ("I have been cutting my arms", "self"),
        ("my friend says he wants to kill himself", "someone_else"),
        ("my partner strangled me", "abuse"),
        ("I'm scared of my husband", "abuse"),
        ("there is a man with a knife in reception", "threat"),
        ("I am going to stab my manager", "threat"),
        ("she is not breathing", "medical"),
        ("call an ambulance", "medical"),
    ],
)
def test_danger_in_so_many_words_is_explicit(rules: Rules, text: str, kind: str) -> None:
    found = rules.check(rules.readings(text))
    assert (found.strength, found.kind) == (Strength.EXPLICIT, kind)


@pytest.mark.parametrize(
    "text",
    [
        "my feet are killing me",
        "I'm dying to see the new office",
        "hang on a minute",
        "cut the chit chat",
        "shoot me an email",
        "dead easy quiz",
        "jump on a call",
        "death by PowerPoint",
    ],
)
def test_a_figure_of_speech_says_nothing(rules: Rules, text: str) -> None:
    assert rules.check(rules.readings(text)).strength is Strength.NONE


@pytest.mark.parametrize(
    "text",
    ["suicide prevention course", "self harm policy", "domestic abuse training", "seizure awareness session"],
)
def test_a_subject_is_no_event(rules: Rules, text: str) -> None:
    assert rules.check(rules.readings(text)).strength is Strength.NONE


@pytest.mark.parametrize(
    "text",
    [
        "this deadline is killing me and I want to kill myself",
        "book me on the suicide prevention course because I am going to end my life",
        "after the domestic abuse training I saw that my husband hits me",
    ],
)
def test_an_explicit_statement_counts_beside_what_is_harmless(rules: Rules, text: str) -> None:
    assert rules.check(rules.readings(text)).strength is Strength.EXPLICIT


@pytest.mark.parametrize("text", ["I feel so low", "I can't cope with work", "I am stressed"])
def test_low_spirits_are_a_weak_signal(rules: Rules, text: str) -> None:
    assert rules.check(rules.readings(text)).strength is Strength.WEAK


@pytest.mark.parametrize("text", ["how do I book a course", "hello", "", "when is payday?"])
def test_an_ordinary_message_says_nothing(rules: Rules, text: str) -> None:
    assert rules.check(rules.readings(text)).strength is Strength.NONE
