"""Speed, memory, training and start-up time of both, each whole and as it is shipped. Judges nothing."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

from tools.bench import measures
from tools.bench.contestants import Contestant, our_contestant, stock_contestant
from tools.bench.subjects import Subject
from tools.bench.targets import Figures
from tools.progress import Step

Measure = Callable[[Sequence[Subject]], Figures]
MEASURES: dict[str, Measure] = {
    "Parse latency": measures.parse_latency,
    "Turn latency": measures.turn_latency,
    "One conversation of 404 turns": measures.long_conversation,
    "Eight clients at once": measures.turns_per_second,
}
MAKERS: dict[str, Callable[[], Contestant]] = {"stock": stock_contestant, "ours": our_contestant}


def measure_latency(names: Sequence[str] = tuple(MAKERS)) -> dict[str, Any]:
    """Train, start and measure; return figures by contestant. Raises ToolError when a part dies."""
    with ExitStack() as ending:
        contestants = []
        for name in names:
            with Step(f"Training and starting: {name}"):
                contestants.append(MAKERS[name]())
            ending.callback(contestants[-1].supervisor.stop)
        return _measure(contestants)


def _measure(contestants: list[Contestant]) -> Figures:
    with Step("Warming up"):
        measures.warm_up([contestant.subject for contestant in contestants])
    for title, measure in MEASURES.items():
        with Step(title):
            found = _measured(measure, contestants)
        for contestant in contestants:
            contestant.figures.update(found[contestant.subject.name])
    for contestant in contestants:
        contestant.measure_memory()
    return {contestant.subject.name: contestant.figures for contestant in contestants}


def _measured(measure: Measure, contestants: list[Contestant]) -> Figures:
    try:
        return measure([contestant.subject for contestant in contestants])
    except OSError:
        for contestant in contestants:
            contestant.supervisor.require_alive()
        raise
