"""`make bench`: trains, starts and measures both, shows a table and writes var/bench.json."""

import argparse
import dataclasses
import json
import os
import platform
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack

from rich.console import Console
from rich.table import Table

from tools.bench import measures
from tools.bench.contestants import Contestant, our_contestant, stock_contestant
from tools.bench.subjects import Subject
from tools.bench.targets import Figures, Row, rows
from tools.errors import explained
from tools.paths import shown, var_directory
from tools.progress import Step

Measure = Callable[[Sequence[Subject]], Figures]
MEASURES: dict[str, Measure] = {
    "Parse latency": measures.parse_latency,
    "Turn latency": measures.turn_latency,
    "One conversation of 404 turns": measures.long_conversation,
    "Eight clients at once": measures.turns_per_second,
}
MAKERS: dict[str, Callable[[], Contestant]] = {"stock": stock_contestant, "ours": our_contestant}


@explained
def main() -> int:
    """Measure and report. A missed target stands in the table; the measurement itself did its work."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", choices=list(MAKERS))
    only = parser.parse_args().only
    with ExitStack() as ending:
        contestants = []
        for name in [only] if only else list(MAKERS):
            with Step(f"Training and starting: {name}"):
                contestants.append(MAKERS[name]())
            ending.callback(contestants[-1].supervisor.stop)
        figures = _measure(contestants)
    table = rows(figures)
    _write(figures, table)
    _show(table)
    return 0


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


def _write(figures: Figures, table: list[Row]) -> None:
    file = var_directory() / "bench.json"
    machine = {"cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
    value = {"machine": machine, "figures": figures, "rows": [dataclasses.asdict(row) for row in table]}
    file.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
    print(f"Written: {shown(file)}")


def _show(table: list[Row]) -> None:
    shown_table = Table(title="Beside stock Rasa")
    shown_table.add_column("figure", no_wrap=True)
    for heading in ("stock", "ours", "ours ÷ stock", "target"):
        shown_table.add_column(heading, justify="right")
    shown_table.add_column("verdict")
    for row in table:
        numbers = [_number(value) for value in (row.stock, row.ours, row.ratio)]
        shown_table.add_row(row.figure, *numbers, row.target, row.verdict)
    Console().print(shown_table)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}" if value < 10 else f"{value:,.1f}"


if __name__ == "__main__":
    sys.exit(main())
