"""Finds Node with npm, or brings both as a Python package. Knows nothing of what they are for."""

import hashlib
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.commands import run_logged
from tools.paths import ROOT, log_file, python_of, var_directory
from tools.progress import Step
from tools.uv import bring_uv, index_settings

LOCK = ROOT / "requirements" / "node.txt"


@dataclass(frozen=True, slots=True)
class Node:
    """How to start node and npm: the beginnings of two command lines."""

    node: Sequence[str]
    npm: Sequence[str]


def bring_node() -> Node:
    """Return the Node of this machine, or one from its hash-pinned package where there is none."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return Node([node], [npm])
    home = var_directory() / "node"
    stamp, wanted = home / "staff-assistant.stamp", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        _install(home)
        stamp.write_text(wanted, encoding="utf-8")
    return Node([str(home / "bin" / "node")], [str(home / "bin" / "npm")])


def _install(home: Path) -> None:
    uv, log, settings = bring_uv(), log_file("setup"), index_settings()
    shutil.rmtree(home, ignore_errors=True)
    title = "Fetching Node, which this machine has not"
    with Step(title):
        new: list[str | Path] = [uv, "venv", "--no-project", "--python", sys.executable, home]
        run_logged(new, title=title, log=log, environment=settings)
        sync: list[str | Path] = [uv, "pip", "sync", "--require-hashes", "--python", python_of(home), LOCK]
        run_logged(sync, title=title, log=log, environment=settings)
