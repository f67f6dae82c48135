"""Keeps what was measured in var/bench.json, part by part: each has its own machine and date. Measures nothing."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.bench.machines import this_machine
from tools.paths import var_directory

PARTS = ("public", "own", "whole", "search", "latency", "api")


@dataclass
class Results:
    """The figures of each part, the machine they were measured on, and why something was left out, by its name."""

    figures: dict[str, Any] = field(default_factory=dict)
    machines: dict[str, dict[str, str | int]] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path | None = None) -> "Results":
        """Read what was measured before; nothing when there is no such file or it is of another shape."""
        try:
            value = json.loads((file or results_file()).read_text(encoding="utf-8"))
            return cls(value["figures"], value["machines"], value["left_out"])
        except (OSError, ValueError, KeyError):
            return cls()

    def put(self, part: str, figures: Any) -> None:
        """Take the figures of a part, measured here and now."""
        self.figures[part], self.machines[part] = figures, this_machine()

    def write(self, file: Path | None = None) -> Path:
        """Write everything; return the file."""
        target = file or results_file()
        value = {"figures": self.figures, "machines": self.machines, "left_out": self.left_out}
        target.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
        return target


def results_file() -> Path:
    """Return where results are kept."""
    return var_directory() / "bench.json"
