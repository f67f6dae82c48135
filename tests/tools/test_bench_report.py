"""What the bench shows: one table, with what was left out, the machine and the date."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tools.bench.__main__ import measure
from tools.bench.charts import OURS
from tools.bench.drawing import CHARTS, answer_bars, draw, public_bars
from tools.bench.machines import in_words, this_machine
from tools.bench.readme import BEGIN, END, measured, with_table
from tools.bench.results import Results
from tools.bench.table import MISSING, lines_of
from tools.errors import ToolError

PUBLIC: dict[str, Any] = {
    "banking77-10shot": {"ours": {"accuracy": 0.85}, "stock": {"accuracy": 0.67}},
    "clinc150": {"ours": {"accuracy": 0.94, "auroc": 0.975, "accepted_and_right": 0.9, "refused": 0.8}},
}
OWN = {"ours": {"held-out: asked": 1343.0, "held-out: right": 0.9}}
MACHINE: dict[str, str | int] = {
    "processor": "Some Processor",
    "cores": 2,
    "memory_gb": 8,
    "python": "3.11.9",
    "measured_on": "2026-11-25",
}


def figures_by_title(figures: dict[str, Any]) -> dict[str, Any]:
    return {line.figure: line for line in lines_of(figures)}


def test_points_above_stock_are_shown_and_judged() -> None:
    line = figures_by_title({"public": PUBLIC})["BANKING77, 10 examples for each intent: right"]
    assert (line.ours, line.stock, line.verdict) == ("85.0 % (+18.0 points)", "67.0 %", "pass")


def test_a_missed_promise_is_a_fail_and_a_kept_one_a_pass() -> None:
    lines = figures_by_title({"public": PUBLIC})
    assert lines["CLINC150, 150 intents: right"].verdict == "FAIL"
    assert lines["CLINC150: known or out of scope, AUROC"].verdict == "pass"


def test_what_was_not_measured_says_so_and_is_judged_by_nobody() -> None:
    ours = {"banking77-10shot": {"ours": {"accuracy": 0.85}}}
    line = lines_of({"public": ours})[0]
    assert (line.stock, line.verdict) == (MISSING, "")


def test_the_table_stands_between_its_markers_and_nothing_else_changes() -> None:
    page = f"# Title\n{BEGIN}\nold\n{END}\nrest\n"
    assert with_table(page, "new") == f"# Title\n{BEGIN}\nnew\n{END}\nrest\n"


def test_a_readme_without_a_place_for_the_table_is_left_alone() -> None:
    with pytest.raises(ToolError, match="no place"):
        with_table("# Title\n", "new")


def test_the_readme_names_the_machine_the_date_and_what_was_left_out() -> None:
    results = Results({"own": OWN}, {"own": MACHINE}, {"clinc150-stock": "by --without"})
    text = measured(results, [Path("bench-answers.png")])
    assert "| Held-out questions (1,343): the first reply is right | 90.0 % |" in text
    assert "Own questions: measured on Some Processor, 2 cores, 8 GB of memory, Python 3.11.9, on 2026-11-25." in text
    assert "Left out: clinc150-stock (by --without)." in text
    assert f'alt="{CHARTS["bench-answers.png"]}"' in text


def test_the_machine_is_described() -> None:
    assert f"{this_machine()['cores']} cores" in in_words(this_machine())


def test_results_come_back_part_by_part(tmp_path: Path) -> None:
    results = Results()
    results.put("own", OWN)
    read = Results.read(results.write(tmp_path / "bench.json"))
    assert read == results
    assert Results.read(tmp_path / "nothing.json") == Results()


def test_a_set_that_is_not_beside_this_checkout_is_said_to_be_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results = Results({"public": PUBLIC}, {"public": MACHINE}, {})
    measure(["public", "search"], [], [], results, shared=tmp_path)
    assert "Left out: public (there is no folder benchmarks" in capsys.readouterr().out
    assert set(results.left_out) == {"public", "search"}
    assert results.figures == {"public": PUBLIC}


def test_charts_are_small_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    pictures = draw({"public": PUBLIC, "own": OWN})
    assert [picture.name for picture in pictures] == list(CHARTS)
    for picture in pictures:
        assert picture.read_bytes().startswith(b"\x89PNG")
        assert picture.stat().st_size < 60_000


def test_what_was_not_measured_has_no_bar() -> None:
    assert [words for words, _ in public_bars({"public": PUBLIC})].count(f"CLINC150: {OURS}") == 1
    assert not any("CLINC150: stock" in words for words, _ in public_bars({"public": PUBLIC}))
    assert answer_bars({}) == []


def test_the_whole_assistant_stands_for_ours_where_it_was_measured() -> None:
    own, whole = ({"ours": {"held-out: right": share}} for share in (0.9, 0.8))
    assert answer_bars({"own": own}) == [("this assistant", 0.9)]
    assert answer_bars({"own": own, "whole": whole}) == [("this assistant", 0.8)]


def test_without_bars_nothing_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    assert draw({}) == []


def test_make_bench_explains_its_switches() -> None:
    said = subprocess.run(
        [".venv/bin/python", "-m", "tools.bench", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert all(switch in said for switch in ("--only", "--without", "clinc150-stock"))
