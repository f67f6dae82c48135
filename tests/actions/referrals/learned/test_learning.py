"""What is learned of openings: fitted the same way each time, kept without code, and careful with what is doubtful."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from actions.referrals.openings.learned.choices import blocks_of
from actions.referrals.openings.learned.days import ROLES, find_candidates
from actions.referrals.openings.learned.deciding import consistent, decide
from actions.referrals.openings.learned.examples import Opening, authors, flat, labelled_openings, read_lines
from actions.referrals.openings.learned.features import WIDTH, days_hidden, features_of, table_of
from actions.referrals.openings.learned.fitting import chances, fit, likeness
from actions.referrals.openings.learned.model import FILE, Learned, LearnedError
from actions.referrals.openings.learned.passages import MOST, passages_of
from actions.referrals.openings.learned.training import TODAY, train
from actions.referrals.openings.learned.trust import Trust, trust_in_rules
from actions.referrals.openings.said import plain
from api.referrals.form.specification import FormKind, read_form
from contracts.yaml_files import read_yaml

FORMS = {kind.value: read_form(kind) for kind in FormKind}
TRUST = Trust(right=0.8, silent=0.15, other=0.05, false=0.05, kinds=4)
OPENINGS = [
    Opening("Joanne is off with her back since Monday", "management", {"at_work": "off"}, rules={"at_work": None}),
    Opening("she is in but her knee hurts", "management", {"at_work": "fully"}, rules={}),
    Opening("off since 2 November, please refer", "management", {"at_work": "off", "absence_from": "2026-11-02"}),
    Opening("at her desk every day, what would help?", "management", {"oh_questions": ["adjustments"]}, rules={}),
]


@pytest.fixture(scope="module")
def learned() -> Learned:
    return train(OPENINGS)


def test_the_same_words_are_the_same_features() -> None:
    first, again = features_of("her back hurts"), features_of("her back hurts")
    assert first.places.tolist() == again.places.tolist()
    assert max(first.places) < WIDTH


def test_which_day_it_is_says_nothing() -> None:
    hidden = [days_hidden(text, TODAY) for text in ("off since 2 november", "off since 9 november")]
    assert hidden[0] == hidden[1]
    assert "<" in hidden[0]


def test_a_sentence_is_looked_at_and_each_of_its_clauses() -> None:
    assert passages_of("She is off, and ill. Thanks") == ["She is off, and ill", "She is off", "and ill", "Thanks"]
    assert len(passages_of("One. " * 3 + ". ".join(str(number) for number in range(200)))) == MOST


def test_what_can_be_told_apart_is_told_apart() -> None:
    features = np.array([[1, 0, 1], [1, 0, 1], [0, 1, 1], [0, 1, 1]], dtype=np.float32)
    wanted = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=np.float32)
    blocks = [np.array([0, 1])]
    found = chances(features @ fit(features, wanted, blocks, 0.01), blocks)
    assert (found.argmax(axis=1) == wanted.argmax(axis=1)).all()
    assert found.max(axis=1).min() > 0.9


def test_likeness_is_the_product_of_the_rows() -> None:
    table = table_of(features_of(plain(opening.say)) for opening in OPENINGS)
    assert np.allclose(likeness(table), table @ table.T, atol=1e-5)


def test_a_field_with_one_value_is_one_choice_and_one_with_several_is_many() -> None:
    columns = [("at_work", None), ("at_work", "off"), ("oh_questions", "fit_now"), ("oh_questions", "review")]
    assert [block.tolist() for block in blocks_of(columns)] == [[0, 1], [2], [3]]


def test_the_same_training_gives_the_same(learned: Learned) -> None:
    again = train(OPENINGS)
    assert np.array_equal(learned.choices.words, again.choices.words)
    assert np.array_equal(learned.roles.weights, again.roles.weights)


def test_what_is_kept_reads_as_what_was_learned(learned: Learned, tmp_path: Path) -> None:
    learned.save(tmp_path / "openings")
    read = [
        one.read("off since 2 November", "management", TODAY, {}, {"at_work", "absence_from"})
        for one in (learned, Learned.load(tmp_path))
    ]
    assert read[0] == read[1]


def test_a_file_that_is_missing_or_altered_is_not_loaded(learned: Learned, tmp_path: Path) -> None:
    with pytest.raises(LearnedError, match="make train"):
        Learned.load(tmp_path)
    learned.save(tmp_path / "openings")
    with (tmp_path / "openings" / FILE).open("ab") as file:
        file.write(b"more")
    with pytest.raises(LearnedError, match="not the file"):
        Learned.load(tmp_path)


def test_what_rules_and_learning_agree_on_is_surer_than_either() -> None:
    learned = {None: 0.3, "off": 0.6, "fully": 0.1}
    assert TRUST.of_one(learned, "off")["off"] > max(0.6, TRUST.right)
    assert TRUST.of_one(learned, None)["off"] < 0.6
    assert TRUST.of_one(learned, "fully")["off"] < 0.6


def test_each_of_several_values_is_judged_by_itself() -> None:
    found = TRUST.of_several({"fit_now": 0.5, "review": 0.5}, ["review"])
    assert found["fit_now"] < 0.5 < found["review"]


def test_rules_are_trusted_as_far_as_they_were_right() -> None:
    openings = [Opening("x", "management", {"at_work": "off"}, rules={"at_work": wrong}) for wrong in (None, "fully")]
    right = [Opening("x", "management", {"at_work": "off"}, rules={})] * 8
    trust = trust_in_rules([*openings, *right], {"at_work": 2})["at_work"]
    # A third of what they missed is mended since.
    assert trust.right == pytest.approx(0.8 + 0.2 / 3)
    assert trust.silent == trust.other == pytest.approx(0.2 / 3)


def test_what_is_doubtful_is_left_to_the_question() -> None:
    found = decide({"at_work": {None: 0.4, "off": 0.3, "fully": 0.3}}, {}, {}, {"at_work": TRUST}, {"at_work"})
    assert not found


def test_only_what_can_be_true_together_is_taken() -> None:
    told = {"at_work": "fully", "absence_from": "2026-11-02", "has_fit_note": True, "fit_note_to": "2026-11-30"}
    assert consistent(told) == {"at_work": "fully"}
    told |= {"at_work": "off", "fit_note_from": "2026-12-01"}
    assert "fit_note_from" not in consistent(told)
    assert consistent(told)["fit_note_to"] == "2026-11-30"


def test_every_day_that_may_be_meant_is_a_candidate() -> None:
    days = [one.day for one in find_candidates("off three weeks, note till the 5th", TODAY, {})]
    assert days == [date(2026, 10, 28), date(2026, 11, 5), date(2026, 12, 5)]
    assert "absence_from" in ROLES


@pytest.mark.parametrize("name", authors())
def test_what_the_rules_took_otherwise_is_noted_by_fields_of_the_form(name: str) -> None:
    openings = labelled_openings(name)
    assert len({opening.say for opening in openings}) == len(openings)
    for opening in openings:
        assert set(opening.rules or {}) <= {field.id for field in FORMS[opening.form].fields}


@pytest.mark.parametrize("name", sorted(read_lines()))
def test_lines_are_of_choices_of_the_form_and_each_is_there_once(name: str) -> None:
    lines = read_lines()[name]
    field = next(field for form in FORMS.values() for field in form.fields if field.id == name)
    assert {str(value) for value in lines} <= {*field.choices, "True", "False", "none"}
    texts = [line.casefold() for some in lines.values() for line in some]
    assert len(set(texts)) == len(texts)


def test_lines_are_no_lines_of_openings_that_are_counted() -> None:
    folder = Path(__file__).parents[1]
    counted = {
        " ".join(passage.casefold().split())
        for name in ("heldout", "independent", "blind")
        for row in read_yaml(folder / f"openings_{name}.yml")
        for passage in passages_of(row["say"])
        if len(passage.split()) > 4
    }
    lines = {line.casefold() for values in read_lines().values() for some in values.values() for line in some}
    # The number alone: what is only counted is not shown.
    shared = len(counted & lines)
    del counted
    assert shared == 0
    assert flat([["a"], "b"]) == ["a", "b"]
