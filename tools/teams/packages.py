"""Brings Microsoft's Agents Playground, manifest schemas and card renderer to var/teams. Knows not what for."""

import hashlib
import shutil
from pathlib import Path

from tools.commands import run_logged
from tools.frontend import INSTALL
from tools.node import bring_node
from tools.paths import ROOT, log_file, var_directory
from tools.progress import Step

SOURCES = ROOT / "tools" / "teams"
FILES = ("package.json", "package-lock.json")


def modules() -> Path:
    """Return the directory of the packages."""
    return _home() / "node_modules"


def is_current() -> bool:
    """Return whether the packages are those of the present lock."""
    stamp = _home() / "staff-assistant.stamp"
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _fingerprint()


def bring_packages() -> Path:
    """Install them when something changed; return their directory. Raises a ToolError."""
    if not is_current():
        home, title = _home(), "Fetching Microsoft's schemas and the Agents Playground"
        node = bring_node()
        with Step(title):
            home.mkdir(parents=True, exist_ok=True)
            for name in FILES:
                shutil.copy(SOURCES / name, home / name)
            run_logged([*node.npm, *INSTALL, "--prefix", home], title=title, log=log_file("setup"))
            (home / "staff-assistant.stamp").write_text(_fingerprint(), encoding="utf-8")
    return modules()


def _fingerprint() -> str:
    return hashlib.sha256(b"".join((SOURCES / name).read_bytes() for name in FILES)).hexdigest()


def _home() -> Path:
    return var_directory() / "teams" / "packages"
