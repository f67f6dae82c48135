"""Reads YAML with the number of each line, and catches what YAML would take for something else than text.

Knows no article; problems are gathered, never raised.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import yaml

from contracts.yaml_files import SAFE_LOADER
from tools.content.problems import Problem, did_you_mean

TEXT = "tag:yaml.org,2002:str"
EMPTY = "tag:yaml.org,2002:null"


class Line(NamedTuple):
    """A text and the line of the file where it stands."""

    text: str
    line: int


class YamlLines:
    """One YAML text; `first_line` is the line of the file where it begins."""

    def __init__(self, path: Path, text: str, first_line: int = 1) -> None:
        """Parse the text at once; what is wrong is in `problems`."""
        self.path, self.problems = path, list[Problem]()
        self._rows, self._first_line = text.splitlines(), first_line
        self.root = self._compose(text)

    @classmethod
    def of_file(cls, path: Path) -> "YamlLines":
        """Read a file; one that is missing counts as empty."""
        try:
            return cls(path, path.read_text(encoding="utf-8-sig") if path.is_file() else "")
        except UnicodeDecodeError:
            lines = cls(path, "")
            lines.report(1, "Save the file as UTF-8 text.")
            return lines

    def report(self, line: int, advice: str, *, warning: bool = False) -> None:
        """Keep a problem."""
        self.problems.append(Problem(self.path, line, advice, warning))

    def line_of(self, node: yaml.Node) -> int:
        """Return the line of the file where a node begins."""
        return int(node.start_mark.line) + self._first_line

    def fields(self, node: yaml.Node | None, known: Iterable[str]) -> dict[str, yaml.Node]:
        """Return the values of a mapping by name; a name that is unknown or comes twice is a problem."""
        found: dict[str, yaml.Node] = {}
        if not isinstance(node, yaml.MappingNode):
            self.report(self.line_of(node) if node else self._first_line, "Write this as `name: value`.")
            return found
        for key, value in node.value:
            name = str(key.value)
            if name not in known:
                self.report(self.line_of(key), f"There is nothing called `{name}`.{did_you_mean(name, known)}")
            elif name in found:
                self.report(self.line_of(key), f"`{name}` is written twice; keep one.")
            found.setdefault(name, value)
        return found

    def items(self, node: yaml.Node | None) -> list[yaml.Node]:
        """Return the items of a list. Anything else that is not empty is a problem."""
        if node is None or (isinstance(node, yaml.ScalarNode) and node.tag == EMPTY):
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.report(self.line_of(node), "Write this as a list: `[one, two]`, or one line each with `- `.")
            return []
        return list(node.value)

    def texts(self, node: yaml.Node | None) -> list[Line]:
        """Return the texts of a list."""
        return [line for item in self.items(node) if (line := self.text(item))]

    def text(self, node: yaml.Node) -> Line | None:
        """Return a text, or None when YAML sees no text there."""
        line = self.line_of(node)
        if not isinstance(node, yaml.ScalarNode):
            self.report(line, "Put this text in quotation marks: a colon or a bracket in it means something to YAML.")
        elif node.tag == EMPTY or not node.value.strip():
            self.report(line, "There is no text here; write it or take the line out.")
        elif node.tag != TEXT:
            self.report(line, f"Put `{node.value}` in quotation marks, or it is not read as text.")
        else:
            self._report_lost_words(node)
            return Line(" ".join(node.value.split()), line)
        return None

    def _report_lost_words(self, node: yaml.ScalarNode) -> None:
        # A `#` after a space begins a comment, also in the middle of what somebody typed.
        row = self._rows[node.end_mark.line] if node.end_mark.line < len(self._rows) else ""
        if row.lstrip().startswith("- ") and row[node.end_mark.column :].lstrip().startswith("#"):
            self.report(self.line_of(node), "Put this line in quotation marks: what stands after `#` is lost.")

    def _compose(self, text: str) -> yaml.Node | None:
        try:
            return yaml.compose(text, Loader=SAFE_LOADER)
        except yaml.YAMLError:
            # The slow loader says the same in words that an editor understands.
            return self._compose_slowly(text)

    def _compose_slowly(self, text: str) -> yaml.Node | None:
        try:
            return yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line if error.problem_mark else 0
            advice = f"This is not valid YAML ({error.problem}); put texts with special signs in quotation marks."
            self.report(line + self._first_line, advice)
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position)
            self.report(line + self._first_line, "Take out the invisible sign in this line.")
        return None
