"""Has the charts drawn by the plotting library that Rasa brings, in Rasa's environment. Knows no plotting itself."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools.commands import run_logged
from tools.paths import RASA, log_file, python_of, var_directory

# What a person hears who does not see the picture; its figures stand in the table below it.
CHARTS = {
    "bench-public.png": "Bars: how often each pipeline finds the right intent on two public test sets",
    "bench-answers.png": "Bars: how often the first reply, or the first passage found, answers a held-out question",
}

Bars = list[tuple[str, float]]


def draw(figures: Mapping[str, Any]) -> list[Path]:
    """Write a picture to var/bench for each chart that has bars, and return them. Raises ToolError."""
    directory = var_directory() / "bench"
    directory.mkdir(parents=True, exist_ok=True)
    charts = {"bench-public.png": public_bars(figures), "bench-answers.png": answer_bars(figures)}
    charts = {name: bars for name, bars in charts.items() if bars}
    wanted = directory / "charts.json"
    wanted.write_text(json.dumps(charts), encoding="utf-8")
    command: list[str | Path] = [python_of(RASA), "-m", "tools.bench.charts", wanted]
    run_logged(command, title="drawing charts", log=log_file("bench"))
    return [directory / name for name in charts]


def public_bars(figures: Mapping[str, Any]) -> Bars:
    """Return the share of right intents on each public set, 0 to 1, by pipeline; the best known first."""
    titles = {"banking77-10shot": "BANKING77, 10 examples each", "clinc150": "CLINC150"}
    names = {"ours": "this assistant", "stock": "stock Rasa"}
    return [
        (f"{title}: {shown}", float(found["accuracy"]))
        for data, title in titles.items()
        for name, shown in names.items()
        if (found := figures.get("public", {}).get(data, {}).get(name))
    ]


def answer_bars(figures: Mapping[str, Any]) -> Bars:
    """Return the share of held-out questions whose first reply is right, 0 to 1."""
    own, whole, search = (figures.get(part, {}) for part in ("own", "whole", "search"))
    # What people get is the whole assistant, urgent help before it; the model alone where only that was measured.
    ours = whole if whole.get("ours") else own
    bars = [
        (title, part.get(name, {}).get("held-out: right"))
        for part, name, title in (
            (ours, "ours", "this assistant"),
            (own, "stock", "stock Rasa, an intent for each article"),
        )
    ]
    bars += [
        (title, search.get(name, {}).get("first"))
        for name, title in (
            ("articles", "passage search in our articles"),
            ("documents", "passage search in the documents"),
        )
    ]
    return [(title, float(value)) for title, value in bars if value is not None]
