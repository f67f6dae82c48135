"""The knowledge base of the assistant and its held-out questions pass, as `make check-content` sees them."""

import subprocess
import sys
from pathlib import Path

import pytest

from contracts.articles import read_articles
from tests.content.conftest import Content
from tools.paths import ROOT


def check(*options: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.content", *map(str, options)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def check_files(content: Content, encoder: Path) -> subprocess.CompletedProcess[str]:
    return check(*files_of(content, encoder))


def files_of(content: Content, encoder: Path) -> tuple[str | Path, ...]:
    return "--knowledge", content.knowledge, "--heldout", content.heldout, "--encoder", encoder


def test_the_whole_knowledge_base_passes(encoder: Path) -> None:
    done = check("--encoder", encoder)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_ends_with_counts(content: Content, encoder: Path) -> None:
    done = check_files(content, encoder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (
        done.stdout.splitlines()[-1]
        == "1 article, 1 gap, 1 topic, 0 induction plans, 24 examples, 10 held-out questions"
    )


def test_problems_fail_it_and_all_are_printed(content: Content, encoder: Path) -> None:
    content.replace("knowledge/pay/pay-day.md", "kind: article", "kind: artcle")
    content.replace("heldout/pay/pay-day.yml", "salary transfer day", "which day of the month are we paid")
    done = check_files(content, encoder)
    assert done.returncode == 1
    assert "knowledge/pay/pay-day.md:3: `artcle` is not known here." in done.stdout
    assert "heldout/pay/pay-day.yml:6: Ask this in other words" in done.stdout


def test_warnings_alone_do_not_fail_it(content: Content, encoder: Path) -> None:
    content.replace("knowledge/pay/pay-day.md", "2026-11-01", "2020-11-01")
    done = check_files(content, encoder)
    assert done.returncode == 0
    assert "No problems, 1 warning. 1 article overdue." in done.stdout


def test_a_strict_check_fails_on_a_warning(content: Content, encoder: Path) -> None:
    content.replace("knowledge/pay/pay-day.md", "2026-11-01", "2020-11-01")
    assert check("--strict", *files_of(content, encoder)).returncode == 1


def test_a_missing_encoder_is_said_and_the_rest_is_checked(content: Content) -> None:
    done = check_files(content, content.root / "encoder")
    assert done.returncode == 0
    assert "is not built yet (`make train`), so meanings were not compared." in done.stdout


@pytest.mark.parametrize("kind", ["article", "gap"])
def test_there_is_more_than_the_first_issue_asked_for(kind: str) -> None:
    assert sum(article.kind == kind for article in read_articles(ROOT / "knowledge").values()) >= 20
