"""How the urgent-help classifier is made from lines."""

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.svm import SVC

from bot.nlu import urgent_training
from bot.nlu.quadratic import COST, OFFSET, STEEPNESS
from bot.nlu.slips import misspell
from bot.nlu.urgent_training import LINES, read_lines


def test_a_kind_that_is_not_known_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lines.yml").write_text("kind: elsewhere\nlines: [one]\n")
    with pytest.raises(ValueError, match="elsewhere"):
        read_lines(tmp_path, tmp_path / "knowledge")


def test_lines_are_also_learned_without_apostrophes(tmp_path: Path) -> None:
    (tmp_path / "lines.yml").write_text('kind: self\nlines: ["I can\'t go on"]\n')
    lines = read_lines(tmp_path, tmp_path / "knowledge")
    assert (lines.urgent, lines.kinds) == (["I can't go on", "I cant go on"], ["self", "self"])


def test_slips_are_made_the_same_way_each_time() -> None:
    line = "who do I ask about redeployment, and is there a trial period?"
    assert misspell(line) == misspell(line) != line
    assert len(misspell(line).split()) == len(line.split())


def test_lines_are_also_learned_with_slips(tmp_path: Path) -> None:
    texts = [f"please somebody help them with number {number}" for number in range(urgent_training.MISSPELT_URGENT + 1)]
    (tmp_path / "lines.yml").write_text(f"kind: abuse\nlines: {json.dumps(texts)}\n")
    lines = read_lines(tmp_path, tmp_path / "knowledge")
    assert len(lines.urgent) == len(lines.kinds) == 2 * len(texts) - 1
    assert len(set(lines.urgent) - set(texts)) > len(texts) / 2


def test_who_asks_for_a_person_is_not_called_harmless() -> None:
    harmless = set(read_lines(LINES, Path("knowledge"), Path("data")).harmless)
    assert "thank you" in harmless
    assert not {"let me talk to a person", "speak to a human"} & harmless


def test_there_are_enough_lines_of_both_sorts() -> None:
    lines = read_lines(LINES, Path("knowledge"))
    assert len(set(lines.urgent)) >= 900
    assert len(set(lines.harmless)) >= 1500


def test_the_weights_say_the_same_as_the_machine_that_was_fitted() -> None:
    rng = np.random.default_rng(7)
    vectors = rng.normal(size=(60, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    urgent, harmless = vectors[:45], vectors[45:]
    weights = urgent_training._tell_urgent(urgent, harmless)
    machine = SVC(C=COST, kernel="poly", degree=2, gamma=STEEPNESS, coef0=OFFSET, class_weight="balanced")
    machine.fit(vectors, np.r_[np.ones(45), np.zeros(15)])
    ours = np.einsum("ij,ij->i", vectors @ weights["pairs"], vectors) + vectors @ weights["singles"] + weights["bias"]
    assert np.allclose(ours, machine.decision_function(vectors), atol=0.02)


def test_whoever_refers_somebody_is_harmless_clause_by_clause(tmp_path: Path) -> None:
    story = "she has been off since March, and her fit note ends on Friday"
    lines = f"    - {story}\n"
    data = tmp_path / "data"
    data.mkdir()
    entries = "".join(f"- intent: {intent}\n  examples: |\n{lines}" for intent in ("refer_employee", "book_training"))
    (data / "requests.yml").write_text(f'version: "3.1"\nnlu:\n{entries}')
    (tmp_path / "lines").mkdir()
    harmless = read_lines(tmp_path / "lines", tmp_path / "knowledge", data).harmless
    assert {story, "she has been off since March", "and her fit note ends on Friday"} <= set(harmless)
    (data / "requests.yml").write_text(f'version: "3.1"\nnlu:\n- intent: book_training\n  examples: |\n{lines}')
    assert (
        "and her fit note ends on Friday" not in read_lines(tmp_path / "lines", tmp_path / "knowledge", data).harmless
    )


def test_two_sentences_are_learned_together_where_there_are_more() -> None:
    story = "She fell on Monday. Her wrist is sore; she is in today."
    assert urgent_training.pairs_of([story, "He is off. No note."]) == [
        "Her wrist is sore;. she is in today",
        "She fell on Monday. Her wrist is sore;",
    ]
