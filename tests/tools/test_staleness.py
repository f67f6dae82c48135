"""A model is stale when what it is made from has other contents, whatever the dates say."""

import os
from pathlib import Path

import pytest

from tools import staleness


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "repository"
    for name in (
        "knowledge/pay/pay-day.md",
        "data/rules.yml",
        "domain.yml",
        "bot/nlu/encoder.py",
        "README.md",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"first version of {name}")
    monkeypatch.setattr(staleness, "ROOT", root)
    return root


@pytest.fixture
def trained(repository: Path, var: Path) -> None:
    for product in staleness.PRODUCTS:
        (var / product).parent.mkdir(parents=True, exist_ok=True)
        (var / product).write_text("trained")
    staleness.remember(staleness.fingerprint(repository))


@pytest.mark.usefixtures("repository")
def test_a_model_that_is_missing_is_stale() -> None:
    assert staleness.is_stale()


@pytest.mark.usefixtures("trained")
def test_a_model_that_was_just_trained_is_not_stale() -> None:
    assert not staleness.is_stale()


@pytest.mark.usefixtures("trained")
@pytest.mark.parametrize("product", staleness.PRODUCTS)
def test_a_model_that_lacks_a_file_is_stale(var: Path, product: str) -> None:
    (var / product).unlink()
    assert staleness.is_stale()


@pytest.mark.usefixtures("trained")
@pytest.mark.parametrize("name", ["knowledge/pay/pay-day.md", "data/rules.yml", "domain.yml", "bot/nlu/encoder.py"])
def test_a_changed_source_makes_the_model_stale(repository: Path, name: str) -> None:
    (repository / name).write_text("second version")
    assert staleness.is_stale()


@pytest.mark.usefixtures("trained")
def test_a_new_article_makes_the_model_stale(repository: Path) -> None:
    (repository / "knowledge/pay/new.md").write_text("new")
    assert staleness.is_stale()


@pytest.mark.usefixtures("trained")
def test_a_renamed_article_makes_the_model_stale(repository: Path) -> None:
    (repository / "knowledge/pay/pay-day.md").rename(repository / "knowledge/pay/payday.md")
    assert staleness.is_stale()


@pytest.mark.usefixtures("trained")
def test_a_new_date_alone_does_not_make_the_model_stale(repository: Path) -> None:
    os.utime(repository / "domain.yml", (2_000_000_000, 2_000_000_000))
    assert not staleness.is_stale()


@pytest.mark.usefixtures("trained")
def test_a_file_that_the_model_is_not_made_from_does_not_matter(repository: Path) -> None:
    (repository / "README.md").write_text("second version")
    assert not staleness.is_stale()


@pytest.mark.usefixtures("trained")
def test_a_training_that_did_not_end_leaves_the_model_stale() -> None:
    staleness.forget()
    assert staleness.is_stale()
