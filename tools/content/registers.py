"""The short lists beside the articles: topics, known documents, exceptions from the reading grade."""

from dataclasses import dataclass, field
from pathlib import Path

from tools.content.problems import Problem
from tools.content.yaml_lines import Line, YamlLines

TOPICS = "topics.yml"
DOCUMENTS = "documents.yml"
EXCEPTIONS = "reading-exceptions.yml"


@dataclass
class Registers:
    """What the lists hold; `exceptions` has the ids of articles that may be harder to read."""

    topics: list[str]
    documents: list[str]
    exceptions: list[Line]
    problems: list[Problem] = field(default_factory=list)


def read_registers(knowledge: Path) -> Registers:
    """Read the three lists of a knowledge base; a list that is missing is empty."""
    problems: list[Problem] = []
    topics = _read(knowledge / TOPICS, "slug", ("slug", "title", "summary"), problems)
    documents = _read(knowledge / DOCUMENTS, "title", ("title", "date"), problems)
    exceptions = _read(knowledge / EXCEPTIONS, "article", ("article", "reason"), problems)
    return Registers([topic.text for topic in topics], [title.text for title in documents], exceptions, problems)


def _read(path: Path, key: str, names: tuple[str, ...], problems: list[Problem]) -> list[Line]:
    lines, entries = YamlLines.of_file(path), list[Line]()
    for node in lines.items(lines.root):
        fields = lines.fields(node, names)
        for name in names:
            if name not in fields:
                lines.report(lines.line_of(node), f"Add `{name}` here.")
        texts = {name: lines.text(value) for name, value in fields.items()}
        if entry := texts.get(key):
            entries.append(entry)
    problems += lines.problems
    return entries
