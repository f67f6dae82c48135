"""A model is stale when what it is made from has other contents, whatever the dates say."""

import ast
import os
from pathlib import Path

import pytest

from contracts.articles import Article
from tests.source_files import source_files
from tools import staleness

ARTICLE = """\
---
title: When you are paid
owner: Personnel
contact: the payroll team
audience: [everyone]
sources: [{document: "Workforce Plan", section: "Pay"}]
reviewed_on: 2026-11-01
review_every_months: 12
names: [pay day]
examples: [when do we get our money]
related: [payslip]
---
We pay you each month.

## When
On the last working day.
"""


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


@pytest.fixture
def article(repository: Path) -> Path:
    path = repository / "knowledge/pay/payroll.md"
    path.write_text(ARTICLE)
    return path


def is_stale_after(article: Path, old: str, new: str) -> bool:
    staleness.remember(staleness.fingerprint(staleness.ROOT))
    assert ARTICLE.count(old) == 1
    article.write_text(ARTICLE.replace(old, new))
    return staleness.is_stale()


@pytest.mark.usefixtures("trained")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("When you are paid", "When we pay you"),
        ("[pay day]", "[pay day, wages day]"),
        ("when do we get our money", "when is the money there"),
        ("We pay you each month.", "We pay you each week."),
        ("last working day", "first working day"),
        ("## When", "## Nonsense"),
    ],
    ids=["title", "names", "examples", "answer", "section", "broken"],
)
def test_what_training_sees_of_an_article_makes_the_model_stale(article: Path, old: str, new: str) -> None:
    assert is_stale_after(article, old, new)


@pytest.mark.usefixtures("trained")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("owner: Personnel", "owner: Payroll"),
        ("the payroll team", "your manager"),
        ("2026-11-01", "2026-11-20"),
        ("[payslip]", "[payslip, pension]"),
        ('section: "Pay"', 'section: "Salaries"'),
    ],
    ids=["owner", "contact", "reviewed on", "related", "source"],
)
def test_what_training_does_not_see_of_an_article_trains_nothing(article: Path, old: str, new: str) -> None:
    assert not is_stale_after(article, old, new)


def test_training_reads_no_other_field_of_an_article_than_is_watched() -> None:
    fields = set(Article.__dataclass_fields__)
    read = {
        node.attr
        for file in source_files()
        if file.package == "bot/nlu"
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "article"
    }
    assert {"id", "title", "examples"} <= read & fields <= set(staleness.TRAINED_FIELDS)


@pytest.mark.usefixtures("trained")
def test_a_new_article_makes_the_model_stale(repository: Path) -> None:
    (repository / "knowledge/pay/new.md").write_text("new")
    assert staleness.is_stale()


@pytest.mark.usefixtures("trained")
def test_an_opening_makes_what_is_learned_of_openings_stale_and_nothing_else(repository: Path, var: Path) -> None:
    path = repository / "actions/referrals/openings/labelled/first.yml"
    path.parent.mkdir(parents=True)
    path.write_text("first version")
    assert staleness.is_stale(staleness.OPENINGS)
    for product in staleness.OPENINGS.products:
        (var / product).parent.mkdir(parents=True, exist_ok=True)
        (var / product).write_text("trained")
    staleness.remember(staleness.fingerprint(repository, staleness.OPENINGS), staleness.OPENINGS)
    assert not staleness.is_stale(staleness.OPENINGS)
    path.write_text("second version")
    assert staleness.is_stale(staleness.OPENINGS)
    assert not staleness.is_stale()


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
