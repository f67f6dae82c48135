"""Writes the last measured tables and charts into the README: `python -m tools.bench.readme`. Measures nothing.

What was not measured here stays in the README as it is.
"""

import shutil
import sys
from pathlib import Path

from tools.bench.api_table import HEAD as BOOKING_HEAD
from tools.bench.api_table import booking_rows, load_in_words
from tools.bench.drawing import CHARTS, draw
from tools.bench.machines import in_words
from tools.bench.results import Results
from tools.bench.table import Line, lines_of
from tools.errors import ToolError, explained
from tools.paths import ROOT, shown

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
BOOKINGS_BEGIN, BOOKINGS_END = "<!-- bookings: begin -->", "<!-- bookings: end -->"
NAMES = {
    "public": "Public test sets",
    "own": "own questions",
    "whole": "own questions through the whole assistant",
    "search": "passage search",
    "latency": "speed",
}
HEAD = ("measure", "this assistant", "stock Rasa", "passage search", "promised")


@explained
def main() -> int:
    """Put var/bench.json into README.md, and the charts into docs/images."""
    results = Results.read()
    if not results.figures:
        raise ToolError("Nothing was measured yet: run make bench, then this again.")
    images = ROOT / "docs" / "images"
    charts = draw(results.figures)
    for chart in charts:
        shutil.copy(chart, images / chart.name)
    readme = ROOT / "README.md"
    page = readme.read_text(encoding="utf-8")
    if results.figures.keys() - {"api"}:
        page = with_table(page, measured(results, charts))
    if "api" in results.figures:
        page = with_table(page, bookings(results), BOOKINGS_BEGIN, BOOKINGS_END)
    readme.write_text(page, encoding="utf-8")
    print(f"Written: {shown(readme)}")
    return 0


def with_table(page: str, table: str, begin: str = BEGIN, end: str = END) -> str:
    """Return the page with the table between its markers. Raises ToolError when they are not there."""
    before, found, rest = page.partition(begin)
    _, ended, after = rest.partition(end)
    if not found or not ended:
        raise ToolError(f"README.md has no place for the table: it must hold {begin} and {end}.")
    return f"{before}{begin}\n{table}\n{end}{after}"


def measured(results: Results, charts: list[Path]) -> str:
    """Return the charts, the table, the machine and the date, and what was left out, as Markdown."""
    images = [f'<img src="docs/images/{chart.name}" width="640" alt="{CHARTS[chart.name]}">' for chart in charts]
    lines = lines_of(results.figures)
    table = [_row(HEAD), "|---|--:|--:|--:|---|", *(_line(line) for line in lines)]
    left_out = [f"Left out: {name} ({reason})." for name, reason in results.left_out.items()]
    return "\n".join([*images, "", *table, "", *_machines(results), *left_out])


def bookings(results: Results) -> str:
    """Return the table of bookings, the machine, its load and the date, as Markdown."""
    figures, machine = results.figures["api"], in_words(results.machines["api"])
    table = [_row(BOOKING_HEAD), "|---|--:|--:|--:|--:|---|", *(_row(row) for row in booking_rows(figures))]
    return "\n".join([*table, "", f"Measured on {machine}. {load_in_words(figures)}"])


def _machines(results: Results) -> list[str]:
    """Return a sentence for each machine and day, with the parts that were measured there."""
    parts: dict[str, list[str]] = {}
    for part, machine in results.machines.items():
        if part == "api":
            continue
        parts.setdefault(in_words(machine), []).append(NAMES[part])
    return [f"{', '.join(names).capitalize()}: measured on {where}." for where, names in parts.items()]


def _line(line: Line) -> str:
    promised = " — ".join(part for part in (line.promised, line.verdict) if part)
    return _row((line.figure, line.ours, line.stock, line.search, promised))


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    sys.exit(main())
