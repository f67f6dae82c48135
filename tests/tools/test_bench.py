"""The bench judges honestly: a missed target is a FAIL, and what is missing is judged by nobody."""

import itertools
import time
from collections import Counter

import pytest

from tools.bench import measures
from tools.bench.targets import TARGETS, Row, rows


class Fake:
    """Answers at once, or slower and slower; remembers who said how much."""

    def __init__(self, name: str, slower_by: float = 0.0) -> None:
        self.name = name
        self.texts = [f"text {number}" for number in range(20)]
        self.turns: Counter[str] = Counter()
        self._slower_by = slower_by

    def turn(self, conversation: str, text: str) -> int:
        self.turns[conversation] += 1
        ends = time.perf_counter() + self._slower_by * self.turns[conversation]
        while time.perf_counter() < ends:
            pass
        return 1

    def parse(self, text: str) -> None:
        """Understand nothing."""


def row(name: str, stock: float, ours: float) -> Row:
    found = rows({"stock": {name: stock}, "ours": {name: ours}})
    return next(one for one in found if one.figure == name)


@pytest.mark.parametrize(
    ("name", "stock", "ours", "verdict"),
    [
        ("turn_p50_ms", 40, 9, "pass, stretch too"),
        ("turn_p50_ms", 40, 20, "pass"),
        ("turn_p50_ms", 40, 21, "FAIL"),
        ("turns_per_second", 25, 50, "pass"),
        ("turns_per_second", 25, 49, "FAIL"),
        ("turn_400_to_10", 9, 1.3, "pass"),
        ("turn_400_to_10", 9, 1.4, "FAIL"),
        ("training_s", 60, 181, "FAIL"),
        ("parse_p95_ms", 10, 99, ""),
    ],
)
def test_a_target_is_kept_or_missed(name: str, stock: float, ours: float, verdict: str) -> None:
    assert row(name, stock, ours).verdict == verdict


@pytest.mark.parametrize("name", TARGETS)
def test_a_figure_that_was_not_measured_has_no_verdict(name: str) -> None:
    assert next(one for one in rows({}) if one.figure == name).verdict == ""


def test_both_take_the_same_number_of_turns() -> None:
    stock, ours = Fake("stock"), Fake("ours")
    for measure in (measures.turn_latency, measures.long_conversation, measures.turns_per_second):
        measure([stock, ours])
    assert stock.turns == ours.turns
    assert stock.turns["long"] == measures.LONG_CONVERSATION


def test_every_client_has_a_conversation_of_its_own() -> None:
    subject = Fake("ours")
    measures.turns_per_second([subject])
    assert len(subject.turns) == measures.CLIENTS * measures.ROUNDS


def test_a_conversation_that_slows_down_shows() -> None:
    figures = measures.long_conversation([Fake("ours", slower_by=0.000_02)])["ours"]
    assert figures["turn_400_to_10"] > 10


def test_every_figure_of_the_table_is_measured_somewhere() -> None:
    subjects = [Fake("ours")]
    measured = [m(subjects)["ours"] for m in (measures.parse_latency, measures.turn_latency)]
    measured += [m(subjects)["ours"] for m in (measures.long_conversation, measures.turns_per_second)]
    names = set(itertools.chain.from_iterable(measured))
    of_processes = {name for name in TARGETS if name.endswith(("_s", "_mb"))}
    assert names | of_processes == set(TARGETS)
