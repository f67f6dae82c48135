"""The knowledge base as the parts see it: one article is one file. Reads files; judges only what it cannot do without.

`tools/content` checks the rest (length, reading grade, examples, links) for the editors.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from contracts.replies import ArticleReference, Source
from contracts.yaml_files import parse_yaml

# The follow-up questions that a section can answer, by the heading that the editor writes.
# libyaml's loader is ten times as fast; where PyYAML comes without it, its own does the same.

ASPECTS = {
    "Who runs it": "who",
    "Who can use it": "eligibility",
    "How to do it": "how",
    "When": "when",
    "Where": "where",
    "What it costs": "cost",
    "How long it takes": "duration",
    "For managers": "managers",
    "Why": "why",
    "More": "more",
}


class ArticleError(Exception):
    """An article cannot be read. Its text is for the editor: file, line, what to do."""

    def __init__(self, path: Path, line: int, advice: str) -> None:
        """Keep what is handed in."""
        super().__init__(f"{path}:{line}: {advice}")
        self.path, self.line, self.advice = path, line, advice


@dataclass(frozen=True)
class Article:
    """One article. `answer` and the values of `sections` (by aspect) are Markdown; `follow_ups` maps aspects to ids;
    `offers` are requests that go on from it, as somebody would say them."""

    id: str
    topic: str
    kind: Literal["article", "gap"]
    title: str
    owner: str
    contact: str
    audience: tuple[str, ...]
    sources: tuple[Source, ...]
    reviewed_on: date
    review_every_months: int
    names: tuple[str, ...]
    related: tuple[str, ...]
    offers: tuple[str, ...]
    follow_ups: dict[str, str]
    examples: tuple[str, ...]
    answer: str
    sections: dict[str, str]

    @cached_property
    def reference(self) -> ArticleReference:
        """What a reply says about where its answer comes from."""
        return ArticleReference(self.id, self.title, self.owner, self.reviewed_on.isoformat(), self.sources)


def read_articles(directory: Path) -> dict[str, Article]:
    """Return every article by id, in the order of their files. Raises ArticleError on the first that cannot be read."""
    articles: dict[str, Article] = {}
    for path in sorted(directory.glob("*/*.md")):
        article = read_article(path)
        if article.id in articles:
            raise ArticleError(path, 1, f"There is another article with the id {article.id}; rename one of the files.")
        articles[article.id] = article
    return articles


def read_article(path: Path) -> Article:
    """Return the article in a file. Raises ArticleError."""
    head, body, first_line = split_article(path)
    values = _front_matter(path, head)
    answer, sections = _sections(path, body, first_line)
    try:
        return Article(
            id=path.stem,
            topic=path.parent.name,
            kind=values.get("kind", "article"),
            title=str(values["title"]),
            owner=str(values["owner"]),
            contact=str(values["contact"]),
            audience=_texts(values, "audience"),
            sources=tuple(Source(str(s["document"]), str(s["section"])) for s in values.get("sources") or ()),
            reviewed_on=cast(date, values["reviewed_on"]),
            review_every_months=int(values["review_every_months"]),
            names=_texts(values, "names"),
            related=_texts(values, "related"),
            offers=_texts(values, "offers"),
            follow_ups=dict(values.get("follow_ups") or {}),
            examples=_texts(values, "examples"),
            answer=answer,
            sections=sections,
        )
    except KeyError as error:
        raise ArticleError(path, 1, f"Add the line `{error.args[0]}: …` between the two `---` lines.") from error
    except (TypeError, ValueError, AttributeError) as error:
        advice = "A value between the two `---` lines has the wrong form; compare it with docs/editing.md."
        raise ArticleError(path, 1, advice) from error


def split_article(path: Path) -> tuple[str, str, int]:
    """Return the front matter, the body, and the number of the body's first line. Raises ArticleError."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    if not lines or lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        raise ArticleError(path, 1, "Begin the file with a line `---`, and end the front matter with another.")
    end = next(number for number, line in enumerate(lines[1:], 1) if line.strip() == "---")
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


def _front_matter(path: Path, head: str) -> dict[str, Any]:
    try:
        values = parse_yaml(head)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        advice = f"This is not valid YAML ({error.problem}); put texts that hold a colon in quotation marks."
        raise ArticleError(path, line, advice) from error
    if not isinstance(values, dict):
        raise ArticleError(path, 2, "Write the front matter as `name: value` lines.")
    return values


def _texts(values: dict[str, Any], key: str) -> tuple[str, ...]:
    # YAML reads an unquoted `no` or `2024` as something else than text; an editor means text.
    return tuple(str(value) for value in values.get(key) or ())


def _sections(path: Path, body: str, first_line: int) -> tuple[str, dict[str, str]]:
    answer: list[str] = []
    sections: dict[str, list[str]] = {}
    current = answer
    for number, line in enumerate(body.splitlines(), first_line):
        if not line.startswith("#"):
            current.append(line)
            continue
        aspect = ASPECTS.get(line.removeprefix("## ").strip()) if line.startswith("## ") else None
        if aspect is None:
            raise ArticleError(path, number, f"Use one of these headings: {', '.join('## ' + h for h in ASPECTS)}.")
        current = sections.setdefault(aspect, [])
    text = "\n".join(answer).strip()
    if not text:
        raise ArticleError(path, first_line, "Write the short answer above the first `##` heading.")
    return text, {aspect: "\n".join(lines).strip() for aspect, lines in sections.items()}
