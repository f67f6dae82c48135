"""The guides name only what is there: links lead somewhere, paths exist, decisions have four parts."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
LINK = re.compile(r"\]\(([^)#\s]+)\)|<img src=\"([^\"]+)\"")
PLACES = "actions|api|bot|contracts|data|demo|docs|knowledge|migrations|reading|requirements|tests|tools"
PATH = re.compile(rf"`((?:{PLACES})/[\w./-]*)`")


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("document", DOCUMENTS, ids=names(DOCUMENTS))
def test_every_link_and_path_leads_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = [link or image for link, image in LINK.findall(text)]
    targets = [document.parent / link for link in links if "://" not in link]
    targets += [ROOT / path for path in PATH.findall(text)]
    assert [str(target) for target in targets if not target.exists()] == []


@pytest.mark.parametrize("decision", DECISIONS, ids=names(DECISIONS))
def test_a_decision_has_four_parts_on_one_page(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE) == [
        "Context",
        "Decision",
        "Consequences",
        "Held by",
    ]
    assert len(text.splitlines()) <= 70


@pytest.mark.parametrize("decision", DECISIONS, ids=names(DECISIONS))
def test_the_readme_leads_to_every_decision(decision: Path) -> None:
    assert str(decision.relative_to(ROOT)) in (ROOT / "README.md").read_text(encoding="utf-8")


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
