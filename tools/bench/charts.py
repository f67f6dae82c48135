"""Draws bar charts: `python -m tools.bench.charts CHARTS` in Rasa's environment. Knows no benchmark.

CHARTS is a JSON object: for each picture's name its bars, (words, share from 0 to 1); the pictures lie beside it.
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

OURS = "this assistant"
# Readable for people who do not tell red from green, on a white ground that stays white in a dark page.
COLOUR_OF_OURS, COLOUR_OF_OTHERS, INK = "#1f5fa8", "#9aa5b1", "#1a1a1a"
INCHES, BAR_INCHES, DOTS = 8.0, 0.5, 100


def main() -> int:
    """Draw every chart of the file; return the exit code."""
    file = Path(sys.argv[1])
    for name, bars in json.loads(file.read_text(encoding="utf-8")).items():
        draw(file.with_name(name), [(str(words), float(share)) for words, share in bars])
    return 0


def draw(picture: Path, bars: list[tuple[str, float]]) -> None:
    """Write one picture, the first bar on top."""
    # It brings no types, and only Rasa's environment holds it.
    matplotlib: Any = import_module("matplotlib")
    matplotlib.use("Agg")
    plot: Any = import_module("matplotlib.pyplot")
    figure, axes = plot.subplots(figsize=(INCHES, BAR_INCHES * len(bars) + 0.4), dpi=DOTS)
    colours = [COLOUR_OF_OURS if OURS in words else COLOUR_OF_OTHERS for words, _ in bars]
    drawn = axes.barh(range(len(bars)), [100 * share for _, share in bars], color=colours, height=0.7)
    axes.bar_label(drawn, labels=[f"{100 * share:.1f} %" for _, share in bars], padding=4, color=INK, fontsize=12)
    axes.set_yticks(range(len(bars)), [words for words, _ in bars], color=INK, fontsize=12)
    axes.invert_yaxis()
    axes.set_xlim(0, 112)
    axes.set_xticks([])
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    figure.savefig(picture, bbox_inches="tight", facecolor="white")
    plot.close(figure)


if __name__ == "__main__":
    sys.exit(main())
