"""The accepted answers that are not the right ones: a short list in the repository. Asks nobody.

All other questions are accepted to be answered rightly, so they need no line.
"""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from contracts.yaml_files import read_yaml
from tools.errors import ToolError
from tools.paths import shown

HEADER = """\
# The known questions that are not answered rightly, and what is said instead: this was accepted (docs/editing.md).
# `make accept-answers` writes this file; every question that is not in it is answered with its own article.
"""
# The accepted answers by group and question.
Accepted = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Record:
    """What was accepted, and with which encoder: its graph is another one on another kind of processor."""

    encoder: str = ""
    answers: Accepted = field(default_factory=dict)


def read_record(path: Path) -> Record:
    """Return what was accepted; a missing file accepts nothing but right answers. Raises ToolError."""
    if not path.is_file():
        return Record()
    try:
        content = read_yaml(path)
        answers = {
            str(group): {str(question): str(answer) for question, answer in questions.items()}
            for group, questions in content["answers"].items()
        }
        return Record(str(content["encoder"]), answers)
    except (yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
        raise ToolError(f"{shown(path)} cannot be read; `make accept-answers` writes it anew.") from error


def write_record(path: Path, record: Record) -> None:
    """Write the record, so that a change of one answer is a change of one line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    answers = {group: dict(sorted(questions.items())) for group, questions in sorted(record.answers.items())}
    content = {"encoder": record.encoder, "answers": answers}
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=2000, default_flow_style=False)
    path.write_text(HEADER + text, encoding="utf-8")
