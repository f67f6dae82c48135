"""The guard of the answers on a model that was really trained on a planted mistake: it catches the stolen answer.

In `make test` every fourth known question is asked, with the one that was stolen; `--prove` asks all.
"""

import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stack.planted_articles import QUESTION, STOLEN_BY, STOLEN_FROM, Planted
from tools.answers.__main__ import compare_now
from tools.answers.changes import accepted_by
from tools.answers.questions import Question, known_questions
from tools.answers.record import Record, write_record
from tools.paths import ROOT

EVERY = 4


def some_questions(knowledge: Path) -> list[Question]:
    """Return those that are asked in the short form: the same ones each time, whatever else is known."""
    found = known_questions(knowledge)
    return [one for one in found if one.text == QUESTION or zlib.crc32(one.text.encode()) % EVERY == 0]


@pytest.fixture(scope="module", autouse=True)
def questions_are_few(prove: bool) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if not prove:
            patch.setattr("tools.answers.__main__.known_questions", some_questions)
        yield


@pytest.fixture(scope="module")
def accepted(questions_are_few: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
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
