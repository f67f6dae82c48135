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


@pytest.mark.parametrize(
    "text",
    [
        "a referral would be welcome",
        "the phone would be easier",
        "it would be better on Teams",
        "I think I'm overdoing it",
        "he got a needle in his finger from a bin bag",
        "my back is still killing me",
        "the hot desks are killing him",
        "can she go back to her post",
        "can be dead flexible on hours",
    ],
)
def test_what_openings_of_referrals_say_is_no_danger(rules: Rules, text: str) -> None:
    assert rules.check(rules.readings(text)).strength is Strength.NONE


@pytest.mark.parametrize(
    "text",
    [
        "she passed out alone in the branch last week",
        "he was struck by a van on 15 October and is off",
        "he's had chest pain for weeks",
        "she'll do it but only by phone",
    ],
)
def test_what_is_over_or_said_of_anything_must_sound_alarming_too(rules: Rules, text: str) -> None:
    assert rules.check(rules.readings(text)).strength is Strength.ALARM


@pytest.mark.parametrize(
    "text",
    [
        "she passed out and is not breathing",
        "he collapsed last week and today he is having a seizure",
        "he is choking, she is fine",
        "I fell off the step ladder and cannot move my legs",
        "death would be a relief",
    ],
)
def test_what_happens_now_is_explicit(rules: Rules, text: str) -> None:
    assert rules.check(rules.readings(text)).strength is Strength.EXPLICIT
