"""What is learned of openings: fitted the same way each time, kept without code, and careful with what is doubtful."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from actions.referrals.openings.learned.choices import blocks_of
from actions.referrals.openings.learned.days import ROLES, find_candidates
from actions.referrals.openings.learned.deciding import BAR, BARS, Bar, consistent, decide
from actions.referrals.openings.learned.examples import Opening, authors, flat, labelled_openings, read_lines
from actions.referrals.openings.learned.features import WIDTH, days_hidden, features_of, table_of
from actions.referrals.openings.learned.fitting import chances, fit, likeness
from actions.referrals.openings.learned.model import FILE, Learned, LearnedError
from actions.referrals.openings.learned.passages import MOST, passages_of
from actions.referrals.openings.learned.training import TODAY, train
from actions.referrals.openings.learned.vectors import DIRECTORY as ENCODER
from actions.referrals.openings.learned.vectors import graph_of, vectors_remembered
from actions.referrals.openings.said import plain
from actions.settings import Settings
from api.referrals.form.specification import FormKind, read_form
from contracts.yaml_files import read_yaml

FORMS = {kind.value: read_form(kind) for kind in FormKind}
OPENINGS = [
    Opening("Joanne is off with her back since Monday", "management", {"at_work": "off"}, rules={"at_work": None}),
    Opening("she is in but her knee hurts", "management", {"at_work": "fully"}, rules={}),
    Opening("off since 2 November, please refer", "management", {"at_work": "off", "absence_from": "2026-11-02"}),
    Opening("at her desk every day, what would help?", "management", {"oh_questions": ["adjustments"]}, rules={}),
]
LINES = {
    "at_work": {
        "off": ["she is off sick", "signed off"],
        "fully": ["she is in", "back at her desk"],
        "none": ["thanks"],
    },
    "oh_questions": {
        "adjustments": ["what would help her?"],
        "review": ["when will you see her again?"],
        "none": ["hi"],
    },
}


@pytest.fixture(scope="module")
def learned() -> Learned:
    return trained()


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """A VAR_DIR of its own, with the encoder that was trained."""
    (tmp_path / ENCODER).symlink_to((Settings().var_dir / ENCODER).resolve())
    return tmp_path


def trained() -> Learned:
    var_dir = Settings().var_dir
    return train(OPENINGS, LINES, vectors_remembered(var_dir), graph_of(var_dir))


def test_the_same_words_are_the_same_features() -> None:
    first, again = features_of("her back hurts"), features_of("her back hurts")
    assert first.places.tolist() == again.places.tolist()
    assert max(first.places) < WIDTH


def test_which_day_it_is_says_nothing() -> None:
    hidden = [days_hidden(text, TODAY) for text in ("off since 2 november", "off since 9 november")]
    assert hidden[0] == hidden[1]
    assert "<" in hidden[0]


def test_each_clause_is_looked_at() -> None:
    assert passages_of("She is off, and ill. Thanks\nBye") == ["She is off", "and ill", "Thanks", "Bye"]
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
    again = trained()
    assert np.array_equal(learned.choices.words, again.choices.words)
    assert np.array_equal(learned.roles.weights, again.roles.weights)
    for one, other in zip(learned.choices.networks, again.choices.networks, strict=True):
        assert np.array_equal(one.inner, other.inner)
        assert np.array_equal(one.direct, other.direct)


def test_networks_begin_otherwise_and_so_err_elsewhere(learned: Learned) -> None:
    first, second = learned.choices.networks
    assert not np.array_equal(first.inner, second.inner)


def test_what_is_kept_reads_as_what_was_learned(learned: Learned, var: Path) -> None:
    learned.save(var / "openings")
    read = [
        one.read("off since 2 November", "management", TODAY, {}, {"at_work", "absence_from"})
        for one in (learned, Learned.load(var))
    ]
    assert read[0] == read[1]


def test_a_file_that_is_missing_or_altered_is_not_loaded(learned: Learned, var: Path) -> None:
    with pytest.raises(LearnedError, match="make train"):
        Learned.load(var)
    learned.save(var / "openings")
    with (var / "openings" / FILE).open("ab") as file:
        file.write(b"more")
    with pytest.raises(LearnedError, match="not the file"):
        Learned.load(var)


def test_nothing_is_read_without_the_encoder_or_by_another(learned: Learned, var: Path) -> None:
    replace(learned, graph="another").save(var / "openings")
    with pytest.raises(LearnedError, match="another sentence encoder"):
        Learned.load(var)
    (var / ENCODER).unlink()
    with pytest.raises(LearnedError, match="encoder is missing"):
        Learned.load(var)


def test_what_is_doubtful_is_left_to_the_question() -> None:
    assert not decide({"at_work": {None: 0.4, "off": 0.3, "fully": 0.3}}, {}, {}, {"at_work"})


def test_what_the_rules_found_too_is_taken_sooner_and_what_they_deny_later() -> None:
    chances_of = {"at_work": {None: 0.1, "off": 0.4, "fully": 0.5}}
    bars = {"at_work": Bar(ruled=0.3, silent=0.45, against=0.6)}
    found = [
        decide(chances_of, {}, rules, {"at_work"}, bars) for rules in ({"at_work": "off"}, {}, {"at_work": "partly"})
    ]
    assert found == [{"at_work": "off"}, {"at_work": "fully"}, {}]


def test_each_of_several_values_is_judged_by_itself() -> None:
    chances_of = {"oh_questions": {"fit_now": 0.5, "review": 0.5}}
    bars = {"oh_questions": Bar(ruled=0.4, silent=0.6, against=0.9)}
    assert decide(chances_of, {}, {"oh_questions": ["review"]}, {"oh_questions"}, bars) == {"oh_questions": ["review"]}


@pytest.mark.parametrize("bar", [BAR, *BARS.values()])
def test_a_bar_is_lower_with_the_rules_than_without_and_highest_against_them(bar: Bar) -> None:
    assert 0 < bar.ruled <= bar.silent <= bar.against < 1


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
