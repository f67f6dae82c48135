"""`make bench`: measures each part, shows one table and writes var/bench.json and the charts."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tools.bench.api_load import ENGINES, measure_api
from tools.bench.api_table import HEAD, booking_rows, load_in_words
from tools.bench.drawing import draw
from tools.bench.latency import MAKERS, measure_latency
from tools.bench.machines import in_words, this_machine
from tools.bench.own import STOCK, measure_own
from tools.bench.public import SETS, measure_public
from tools.bench.results import PARTS, Results
from tools.bench.retrieval import measure_search
from tools.bench.table import Line, lines_of
from tools.bench.whole import measure_whole
from tools.errors import explained
from tools.paths import ROOT, shown

SHARED = ROOT.parent / "shared"
# The trainings that take long, and a database that is not there, may be left out, by their part.
OPTIONAL = {
    "public": tuple(f"{name}-stock" for name in SETS),
    "own": (STOCK,),
    "api": tuple(f"api-{engine}" for engine in ENGINES),
}


@explained
def main() -> int:
    """Measure and report. A missed target stands in the table; the measurement itself did its work."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="measure one part; the others stay as they were measured")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        choices=sum(OPTIONAL.values(), ()),
        help="a long training or a database",
    )
    parser.add_argument("--contestant", choices=list(MAKERS), help="of the speed part, measure one")
    chosen = parser.parse_args()
    results = Results.read() if chosen.only else Results()
    contestants = [chosen.contestant] if chosen.contestant else list(MAKERS)
    measure([chosen.only] if chosen.only else PARTS, chosen.without, contestants, results)
    print(f"Written: {shown(results.write())}")
    for chart in draw(results.figures):
        print(f"Drawn: {shown(chart)}")
    show(lines_of(results.figures))
    show_bookings(results.figures.get("api", {}))
    for name, reason in results.left_out.items():
        print(f"Left out: {name} ({reason}).")
    print(f"Measured on {in_words(this_machine())}")
    return 0


def measure(
    parts: Sequence[str], without: Sequence[str], contestants: Sequence[str], results: Results, shared: Path = SHARED
) -> None:
    """Measure these parts, and write down what each found, or why it was left out."""
    benchmarks, seeds = shared / "benchmarks", shared / "seeds"
    measures: dict[str, tuple[Path, Callable[[], Any]]] = {
        "public": (benchmarks, lambda: measure_public(benchmarks, without)),
        "own": (ROOT, lambda: measure_own(without)),
        "whole": (ROOT, measure_whole),
        "search": (seeds, lambda: measure_search(seeds)),
        "latency": (ROOT, lambda: measure_latency(contestants)),
        "api": (ROOT, lambda: measure_api(without)),
    }
    for part in parts:
        needed, measured = measures[part]
        for name in (part, *OPTIONAL.get(part, ())):
            results.left_out.pop(name, None)
        results.left_out |= {name: "by --without" for name in OPTIONAL.get(part, ()) if name in without}
        if not needed.is_dir():
            results.left_out[part] = f"there is no folder {needed.name} in ../{shared.name}"
            print(f"Left out: {part} ({results.left_out[part]}).")
            continue
        results.put(part, measured())
        # What was measured is kept, whatever becomes of the next part.
        results.write()


def show(lines: list[Line]) -> None:
    """Print the table, when there is anything in it."""
    if not lines:
        return
    table = Table(title="Beside stock Rasa and a passage search")
    table.add_column("figure")
    for heading in ("ours", "stock", "search", "promised"):
        table.add_column(heading, justify="right")
    table.add_column("verdict")
    for line in lines:
        table.add_row(line.figure, line.ours, line.stock, line.search, line.promised, line.verdict)
    Console().print(table)


def show_bookings(figures: Mapping[str, Any]) -> None:
    """Print the table of bookings, when they were measured."""
    if not figures:
        return
    table = Table(title="Bookings", caption=load_in_words(figures))
    for heading in HEAD:
        table.add_column(heading, justify="left" if heading in (HEAD[0], HEAD[-1]) else "right")
    for row in booking_rows(figures):
        table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
