"""Both signals, and what each is for."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest

from bot.gateway.urgent import UrgentHelp
from bot.gateway.urgent.check import URGENT_AT
from bot.gateway.urgent.check import _urgency_of_whole as urgency_of_whole
from bot.gateway.urgent.classifier import Classifier, Score
from bot.gateway.urgent.passages import Passages
from bot.gateway.urgent.rules import Rules, Strength
from contracts.yaml_files import read_yaml
from tests.gateway.urgent.conftest import ROOT


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("I want to kill myself", id="plain"),
        pytest.param("I WANT TO DIE!!!", id="capitals"),
        pytest.param("i wnt to dieee", id="slips"),
        pytest.param("iwanttodie", id="no spaces"),
        pytest.param("i w a n t t o d i e", id="spaced letters"),
        pytest.param("k1ll mys3lf", id="digits for letters"),
        pytest.param("ｉ ｗａｎｔ ｔｏ ｄｉｅ", id="full-width letters"),
        pytest.param("I want to d\u200bie", id="a zero-width space inside"),
        pytest.param("booked my leave, sorted the rota, and tonight i am going to end my life", id="in a story"),
        pytest.param("i want to die lol jk", id="taken back"),
        pytest.param("i cnat go on wiv lyfe ne moar", id="hard to read"),
        pytest.param("my husband hits me and I am scared to go home", id="domestic abuse"),
        pytest.param("my colleague has collapsed and is not breathing", id="medical"),
    ],
)
def test_danger_is_urgent(both: UrgentHelp, text: str) -> None:
    assert both.check(text).level == "urgent"


@pytest.mark.parametrize(
    "text",
    [
        "this deadline is killing me",
        "suicide prevention course",
        "end my booking",
        "I could murder a cup of tea",
        "what is a pdr",
        "how do I refer somebody to occupational health",
        "hello",
        pytest.param("ned help wiv teh lerning sistem it wont lode", id="hard to read"),
        pytest.param("wer do i fynd teh polisy on flexabel werking", id="hard to read, a question"),
    ],
)
def test_a_harmless_message_is_not(both: UrgentHelp, text: str) -> None:
    assert both.check(text).level != "urgent"


@pytest.mark.parametrize("text", ["", "x" * 5000, "😀" * 5000, "/" * 5000, "????", "aaaa bbbb", '{"a": "b"}', "12345"])
def test_what_says_nothing_is_no_alarm(both: UrgentHelp, text: str) -> None:
    assert both.check(text).level == "none"


def test_each_signal_finds_what_the_other_misses(both: UrgentHelp) -> None:
    rules, classifier = Rules.load(), Classifier.load(ROOT / "var")
    lines = read_yaml(ROOT / "tests/urgent/urgent_development.yml")
    texts = [str(text) for category in lines.values() for text in category]
    by_rules = {text for text in texts if rules.check(rules.readings(text)).strength is Strength.EXPLICIT}
    by_classifier = {text for text in texts if classifier.score([text])[0].urgency >= URGENT_AT}
    print(f"\nof {len(texts)}: rules {len(by_rules)}, classifier {len(by_classifier)}, both together")
    assert by_rules - by_classifier
    assert by_classifier - by_rules


def test_without_a_classifier_the_rules_work_alone(tmp_path: Path) -> None:
    check = UrgentHelp.load(tmp_path)
    assert (check.complete, check.check("I want to kill myself").level) == (False, "urgent")


@pytest.mark.parametrize("name", ["classifier.npz", "networks.npz"])
def test_an_altered_classifier_is_not_loaded(tmp_path: Path, name: str) -> None:
    for part in ("urgent", "encoder"):
        (tmp_path / part).mkdir()
        for file in (ROOT / "var" / part).iterdir():
            (tmp_path / part / file.name).write_bytes(file.read_bytes())
    assert UrgentHelp.load(tmp_path).complete
    weights = tmp_path / "urgent" / name
    weights.write_bytes(weights.read_bytes() + b"x")
    assert not UrgentHelp.load(tmp_path).complete


def test_nothing_of_a_message_is_logged(both: UrgentHelp, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        both.check("I want to kill myself, said Wobblethwaite")
    assert "Wobblethwaite" not in caplog.text


def test_the_rules_are_quick_on_a_long_message() -> None:
    assert Rules.load().check(Rules.load().readings("how do I book a course " * 40)).strength.name == "NONE"


def test_of_a_text_too_long_for_one_vector_the_mean_of_its_parts_stands_for_the_whole() -> None:
    parts = Passages("", ("one", "two", "three"))
    assert urgency_of_whole(parts, {"one": -2.0, "two": 1.0}) == pytest.approx(-0.5)
    assert urgency_of_whole(parts, {}) == float("-inf")
    assert urgency_of_whole(Passages("all", ("one",)), {"all": 0.5, "one": 3.0}) == pytest.approx(0.5)


class OneAlarm:
    """Stands in for the classifier: one passage alarms, and all others are harmless."""

    words = frozenset({"rota", "torn", "clean"})

    def score(self, passages: Sequence[str]) -> list[Score]:
        return [Score(0.55 if passage == "the rota was torn" else -1.2, "self") for passage in passages]


@pytest.mark.parametrize(("others", "level"), [(1, "urgent"), (7, "offer")])
def test_the_more_parts_a_message_has_the_more_one_of_them_must_alarm(others: int, level: str) -> None:
    names = ("van", "depot", "yard", "office", "hut", "gate", "lorry")
    text = ". ".join(["the rota was torn", *(f"the {name} was clean" for name in names[:others])])
    assert UrgentHelp(Rules.load(), cast("Classifier", OneAlarm())).check(text).level == level


@pytest.mark.parametrize(("text", "doubt"), [("dog ate my timesheet", 0.25), ("the dog ate my timesheet", 0.0)])
def test_a_few_words_must_say_more(both: UrgentHelp, text: str, doubt: float) -> None:
    assert both._classifier is not None
    assert both._score(both._classifier, text, both._rules.readings(text)).doubt == doubt
