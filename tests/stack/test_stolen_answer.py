"""The guard of the answers on a model that was really trained on a planted mistake: it catches the stolen answer."""

from pathlib import Path

import pytest

from tests.stack.planted_articles import QUESTION, STOLEN_BY, STOLEN_FROM, Planted
from tools.answers.__main__ import compare_now
from tools.answers.changes import accepted_by
from tools.answers.record import Record, write_record
from tools.paths import ROOT


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of what the trained model of this repository answers."""
    record = tmp_path_factory.mktemp("answers") / "accepted.yml"
    now = compare_now(ROOT / "knowledge", record)
    write_record(record, Record(now.encoder, accepted_by(now.changes)))
    return record


def test_what_was_accepted_passes(accepted: Path) -> None:
    now = compare_now(ROOT / "knowledge", accepted)
    assert now.passes()
    assert all(change.kind == "same" for change in now.changes)


def test_a_stolen_answer_is_caught_named_and_passes_only_when_it_was_meant(
    accepted: Path, planted: Planted, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VAR_DIR", str(planted.var))
    monkeypatch.setenv("KNOWLEDGE_DIR", str(planted.knowledge))
    now = compare_now(planted.knowledge, accepted)
    report = now.report()
    print("\n".join(report))
    assert not now.passes()
    assert report[-1].startswith("Refused.")
    stolen = next(change for change in now.changes if change.question.text == QUESTION)
    assert (stolen.before, stolen.now, stolen.kind) == (STOLEN_FROM, STOLEN_BY, "changed")
    assert f"      was: {STOLEN_FROM}; is now: {STOLEN_BY} (not right)" in report
    meant = tmp_path / "meant.yml"
    write_record(meant, Record(now.encoder, accepted_by(now.changes)))
    assert compare_now(planted.knowledge, meant).passes()
