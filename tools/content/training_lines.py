"""Every line that the assistant is trained on, with where it stands: articles and Rasa's own examples."""

from pathlib import Path
from typing import NamedTuple

import yaml

from tools.content.knowledge_base import KnowledgeBase
from tools.content.yaml_lines import YamlLines


class TrainingLine(NamedTuple):
    """A text that teaches the assistant, and its place."""

    text: str
    path: Path
    line: int


def training_lines(base: KnowledgeBase, nlu: Path) -> list[TrainingLine]:
    """Return examples, titles and names of all articles, then the examples of a Rasa NLU file."""
    found = [
        TrainingLine(line.text, entry.path, line.line)
        for entry in base.entries.values()
        for line in entry.matter.training_texts
    ]
    return found + _rasa_lines(nlu)


def _rasa_lines(path: Path) -> list[TrainingLine]:
    lines = YamlLines.of_file(path)
    found: list[TrainingLine] = []
    for block in _blocks(lines.root):
        # The text of a block begins in the line below its `|`.
        for number, row in enumerate(block.value.splitlines(), lines.line_of(block) + 1):
            if row.startswith("- "):
                found.append(TrainingLine(row[2:].strip(), path, number))
    return found


def _blocks(node: yaml.Node | None) -> list[yaml.ScalarNode]:
    """Return the values of `examples` anywhere in a document."""
    if isinstance(node, yaml.SequenceNode):
        return [block for item in node.value for block in _blocks(item)]
    if not isinstance(node, yaml.MappingNode):
        return []
    own = [value for key, value in node.value if key.value == "examples" and isinstance(value, yaml.ScalarNode)]
    return own + [block for _, value in node.value for block in _blocks(value)]
