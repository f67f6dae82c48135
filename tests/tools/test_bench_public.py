"""The bench on public sets: the pipeline is that of config.yml to the letter, and rejection is counted honestly."""

from pathlib import Path

import pytest
import yaml

from tools.bench.models import _teller_of_epochs
from tools.bench.pipelines import our_config
from tools.bench.public import Judged, figures_of, judge, read_public
from tools.bench.rejection import auroc
from tools.paths import ROOT

CONFIG = (ROOT / "config.yml").read_text(encoding="utf-8")
TRAIN = "nlu:\n- intent: pay\n  examples: |\n    - when is pay day\n- intent: leave\n  examples: |\n    - days off\n"


def test_the_pipeline_block_of_config_yml_is_taken_word_for_word() -> None:
    block = our_config(CONFIG).partition("pipeline:")[2]
    assert f"pipeline:{block}policies:" in CONFIG


def test_what_rasa_reads_is_the_same_pipeline_without_the_importer() -> None:
    ours, shipped = yaml.safe_load(our_config(CONFIG)), yaml.safe_load(CONFIG)
    assert ours["pipeline"] == shipped["pipeline"]
    assert "importers" not in ours


def test_a_configuration_without_a_pipeline_is_refused() -> None:
    with pytest.raises(ValueError, match="no pipeline"):
        our_config("language: en\n")


@pytest.mark.parametrize(
    ("known", "foreign", "area"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5, 0.5], [0.5], 0.5),
        # Of the six pairs, four are in order, one is a tie, and one is not.
        ([0.9, 0.6, 0.3], [0.3, 0.5], (4 + 0.5) / 6),
    ],
)
def test_the_area_is_the_share_of_pairs_in_order(known: list[float], foreign: list[float], area: float) -> None:
    assert auroc(known, foreign) == pytest.approx(area)


def test_there_is_no_area_without_texts_of_both_kinds() -> None:
    with pytest.raises(ValueError, match="both kinds"):
        auroc([0.5], [])


def test_a_parse_of_ours_is_judged_by_its_familiarity() -> None:
    parsed = {"intent": {"name": "pay"}, "familiarity": 0.49, "intent_ranking": [{"name": "pay", "confidence": 0.9}]}
    assert judge(parsed) == Judged("pay", 0.49, accepted=False)


def test_stock_is_right_by_its_best_intent_even_when_its_fallback_refuses_it() -> None:
    ranking = [{"name": "nlu_fallback", "confidence": 0.7}, {"name": "pay", "confidence": 0.25}]
    assert judge({"intent": {"name": "nlu_fallback"}, "intent_ranking": ranking}) == Judged("pay", 0.25, accepted=False)


def test_shares_are_of_all_lines_of_their_kind() -> None:
    known = [Judged("pay", 0.9, accepted=True), Judged("pay", 0.8, accepted=True), Judged("leave", 0.2, accepted=False)]
    foreign = [Judged("pay", 0.1, accepted=False), Judged("pay", 0.85, accepted=True)]
    figures = figures_of(known, ["pay", "leave", "leave"], foreign)
    assert figures == pytest.approx(
        {"accuracy": 2 / 3, "auroc": 4 / 6, "accepted": 2 / 3, "accepted_and_right": 1 / 3, "refused": 1 / 2}
    )


def test_a_set_is_read_with_its_lines_of_no_intent(tmp_path: Path) -> None:
    for name in ("train.yml", "test.yml"):
        (tmp_path / name).write_text(TRAIN, encoding="utf-8")
    (tmp_path / "out_of_scope_test.txt").write_text("how tall is the tower\n\n", encoding="utf-8")
    data = read_public(tmp_path)
    assert (data.texts, data.intents) == (["when is pay day", "days off"], ["pay", "leave"])
    assert data.foreign == ["how tall is the tower"]
    assert data.training == TRAIN


def test_a_long_training_tells_every_tenth_epoch_once() -> None:
    told: list[str] = []
    tell = _teller_of_epochs(told.append)
    for epoch in ("9", "10", "10", "11", "70"):
        tell(f"Epochs:  70%|███   | {epoch}/100 [47:29<14:58, 29.94s/it, t_loss=2.42, i_acc=1]")
    tell("something else 20/100 [")
    assert told == ["epoch 10 of 100", "epoch 70 of 100"]
