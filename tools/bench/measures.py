"""The measurements. Those of latency alternate between the subjects: both meet the same machine."""

import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tools.bench.subjects import Subject

WARM_UP = 30
TURNS_OF_A_CONVERSATION = 5
CLIENTS = 8
TURNS_OF_A_CLIENT = 25
ROUNDS = 2
LONG_CONVERSATION = 404
EARLY, LATE = slice(7, 12), slice(395, 404)

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Latencies:
    """Milliseconds of single requests."""

    milliseconds: list[float]

    @property
    def p50(self) -> float:
        """Return the median."""
        return statistics.median(self.milliseconds)

    @property
    def p95(self) -> float:
        """Return what 95 of 100 stay below."""
        return statistics.quantiles(self.milliseconds, n=20)[-1]


def warm_up(subjects: Sequence[Subject]) -> None:
    """Let caches fill; nothing is measured."""
    for subject in subjects:
        for text in subject.texts[:WARM_UP]:
            subject.parse(text)
            subject.turn("warm-up", text)


def parse_latency(subjects: Sequence[Subject]) -> dict[str, Figures]:
    """Measure how long one text takes to be understood."""
    found: dict[str, list[float]] = {subject.name: [] for subject in subjects}
    for number in range(len(subjects[0].texts)):
        for subject in subjects:
            started = time.perf_counter()
            subject.parse(subject.texts[number])
            found[subject.name].append(_milliseconds_since(started))
    return {name: _latency_figures("parse", values) for name, values in found.items()}


def turn_latency(subjects: Sequence[Subject]) -> dict[str, Figures]:
    """Measure whole turns, in conversations of five."""
    found: dict[str, list[float]] = {subject.name: [] for subject in subjects}
    silent = {subject.name: 0 for subject in subjects}
    for number in range(len(subjects[0].texts)):
        conversation = f"latency-{number // TURNS_OF_A_CONVERSATION}"
        for subject in subjects:
            started = time.perf_counter()
            replies = subject.turn(conversation, subject.texts[number])
            found[subject.name].append(_milliseconds_since(started))
            silent[subject.name] += replies == 0
    figures = {name: _latency_figures("turn", values) for name, values in found.items()}
    for name, number in silent.items():
        figures[name]["turns_without_a_reply"] = number
    return figures


def long_conversation(subjects: Sequence[Subject]) -> dict[str, Figures]:
    """Measure the turns of one conversation around its 10th and its 400th."""
    found: dict[str, list[float]] = {subject.name: [] for subject in subjects}
    for number in range(LONG_CONVERSATION):
        for subject in subjects:
            started = time.perf_counter()
            subject.turn("long", subject.texts[number % len(subject.texts)])
            found[subject.name].append(_milliseconds_since(started))
    return {name: _long_figures(values) for name, values in found.items()}


def turns_per_second(subjects: Sequence[Subject]) -> dict[str, Figures]:
    """Measure eight clients at once, each in a conversation of its own, in rounds that alternate."""
    seconds = {subject.name: 0.0 for subject in subjects}
    for round_ in range(ROUNDS):
        for subject in subjects:
            seconds[subject.name] += _seconds_of_clients(subject, round_)
    turns = CLIENTS * TURNS_OF_A_CLIENT * ROUNDS
    return {name: {"turns_per_second": turns / value} for name, value in seconds.items()}


def _seconds_of_clients(subject: Subject, round_: int) -> float:
    def client(number: int) -> None:
        for turn in range(TURNS_OF_A_CLIENT):
            text = subject.texts[(number * TURNS_OF_A_CLIENT + turn) % len(subject.texts)]
            subject.turn(f"client-{round_}-{number}", text)

    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(client, range(CLIENTS)))
    return time.perf_counter() - started


def _milliseconds_since(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def _latency_figures(what: str, milliseconds: list[float]) -> Figures:
    latencies = Latencies(milliseconds)
    return {f"{what}_p50_ms": latencies.p50, f"{what}_p95_ms": latencies.p95}


def _long_figures(milliseconds: list[float]) -> Figures:
    early, late = statistics.median(milliseconds[EARLY]), statistics.median(milliseconds[LATE])
    return {"turn_10_ms": early, "turn_400_ms": late, "turn_400_to_10": late / early}
