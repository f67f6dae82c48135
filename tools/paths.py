"""Where things are: the repository, its two environments and the directory of generated files."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAIN = ROOT / ".venv"
RASA = ROOT / ".venv-rasa"


def var_directory() -> Path:
    """Return the directory of generated files, made if need be; VAR_DIR may name another one."""
    path = ROOT / os.environ.get("VAR_DIR", "var")
    path.mkdir(parents=True, exist_ok=True)
    return path


def log_file(name: str) -> Path:
    """Return the path of a log in the directory of generated files; the file itself may not exist yet."""
    directory = var_directory() / "log"
    directory.mkdir(exist_ok=True)
    return directory / f"{name}.log"


def python_of(environment: Path) -> str:
    """Return the interpreter of an environment."""
    return str(environment / "bin" / "python")


def shown(path: Path) -> str:
    """Return a path as people read it: seen from the repository where possible."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
