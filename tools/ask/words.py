"""What the assistant can say, read from the files that editors write: articles, responses, rules."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contracts.articles import Article, read_articles
from contracts.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class Words:
    """The articles by id, the file of each, the wordings of each response, and the action that answers an intent."""

    articles: dict[str, Article]
    files: dict[str, Path]
    responses: dict[str, list[str]]
    actions: dict[str, str]

    def line_of(self, article: str, text: str) -> int | None:
        """Return the line of the article's file where an example or a name stands."""
        rows = self.files[article].read_text(encoding="utf-8-sig").splitlines()
        return next((number for number, row in enumerate(rows, 1) if text in row), None)


def read_words(root: Path, knowledge: Path) -> Words:
    """Read everything. Raises ArticleError for an article that cannot be read."""
    responses = _load(root / "domain.yml")["responses"]
    rules = _load(root / "data" / "rules.yml")["rules"]
    return Words(
        read_articles(knowledge),
        {path.stem: path for path in knowledge.glob("*/*.md")},
        {name: [str(one["text"]) for one in wordings] for name, wordings in responses.items()},
        # A rule with a condition is for a conversation that is under way; here, each question stands alone.
        dict(_first_action(r["steps"]) for r in rules if "intent" in r["steps"][0] and "condition" not in r),
    )


def _first_action(steps: list[dict[str, Any]]) -> tuple[str, str]:
    return str(steps[0]["intent"]), next((str(step["action"]) for step in steps if "action" in step), "")


def _load(path: Path) -> Any:
    return read_yaml(path)
