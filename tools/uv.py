"""Brings the installer `uv` by way of venv and pip. Knows nothing of the environments that it fills."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.commands import run_logged
from tools.errors import ToolError
from tools.paths import ROOT, log_file, python_of, var_directory
from tools.progress import Step

LOCK = ROOT / "requirements" / "uv.txt"


def bring_uv() -> Path:
    """Return the path of uv, installed from its hash-pinned lock when it is missing, stale or broken."""
    home = var_directory() / "uv"
    program, stamp = home / "bin" / "uv", home / "staff-assistant.stamp"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted and _runs(program):
        return program
    if importlib.util.find_spec("ensurepip") is None:
        raise ToolError(
            "Python 3.11 is here, but its part that makes virtual environments is not: "
            "install the package python3.11-venv (apt install python3.11-venv), then run make again."
        )
    shutil.rmtree(home, ignore_errors=True)
    title, log = "Fetching the installer (uv)", log_file("setup")
    pip = [python_of(home), "-m", "pip", "install", "--disable-pip-version-check"]
    with Step(title):
        run_logged([sys.executable, "-m", "venv", home], title=title, log=log)
        run_logged([*pip, "--require-hashes", "--requirement", LOCK], title=title, log=log)
    stamp.write_text(wanted, encoding="utf-8")
    return program


def index_settings() -> dict[str, str]:
    """Return settings that make uv use the package index that pip is set up for, unless uv has its own."""
    if any(name in os.environ for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_CONFIG_FILE")):
        return {}
    index = os.environ.get("PIP_INDEX_URL") or _pip_setting("global.index-url")
    return {"UV_DEFAULT_INDEX": index} if index else {}


def _pip_setting(name: str) -> str:
    pip = [python_of(var_directory() / "uv"), "-m", "pip", "config", "get", name]
    return subprocess.run(pip, capture_output=True, text=True, check=False).stdout.strip()


def _runs(program: Path) -> bool:
    try:
        return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False
