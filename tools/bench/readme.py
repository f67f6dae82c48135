"""Writes the last measured table and its charts into the README: `python -m tools.bench.readme`. Measures nothing."""

import shutil
import sys
from pathlib import Path

from tools.bench.drawing import CHARTS, draw
from tools.bench.machines import in_words
from tools.bench.results import Results
from tools.bench.table import Line, lines_of
from tools.errors import ToolError, explained
from tools.paths import ROOT, shown

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
NAMES = {"public": "Public test sets", "own": "own questions", "search": "passage search", "latency": "speed"}
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
    readme.write_text(with_table(readme.read_text(encoding="utf-8"), measured(results, charts)), encoding="utf-8")
    print(f"Written: {shown(readme)}")
    return 0


def with_table(page: str, table: str) -> str:
    """Return the page with the table between its markers. Raises ToolError when they are not there."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ToolError(f"README.md has no place for the table: it must hold {BEGIN} and {END}.")
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def measured(results: Results, charts: list[Path]) -> str:
    """Return the charts, the table, the machine and the date, and what was left out, as Markdown."""
    images = [f'<img src="docs/images/{chart.name}" width="640" alt="{CHARTS[chart.name]}">' for chart in charts]
    lines = lines_of(results.figures)
    table = [_row(HEAD), "|---|--:|--:|--:|---|", *(_line(line) for line in lines)]
    left_out = [f"Left out: {name} ({reason})." for name, reason in results.left_out.items()]
    return "\n".join([*images, "", *table, "", *_machines(results), *left_out])


def _machines(results: Results) -> list[str]:
    """Return a sentence for each machine and day, with the parts that were measured there."""
    parts: dict[str, list[str]] = {}
    for part, machine in results.machines.items():
        parts.setdefault(in_words(machine), []).append(NAMES[part])
    return [f"{', '.join(names).capitalize()}: measured on {where}." for where, names in parts.items()]


def _line(line: Line) -> str:
    promised = " — ".join(part for part in (line.promised, line.verdict) if part)
    return _row((line.figure, line.ours, line.stock, line.search, promised))


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    sys.exit(main())
