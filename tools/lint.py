"""Checks style and types of everything, each package by the tools of the environment that it runs in."""

import subprocess
import sys

from tools.errors import explained
from tools.paths import MAIN, RASA, ROOT, python_of

PACKAGES = ("contracts", "reading", "api", "actions", "bot/gateway", "knowledge", "tools")
MYPY = ("-m", "mypy", "--no-error-summary")


@explained
def main() -> int:
    """Run every check, also after one has failed; return 1 if any did."""
    return 1 if sum([not _passes(title, command) for title, command in _checks()]) else 0


def _checks() -> list[tuple[str, list[str]]]:
    ours, rasa = python_of(MAIN), python_of(RASA)
    checked = [package for package in PACKAGES if any((ROOT / package).rglob("*.py"))]
    return [
        ("ruff check", [ours, "-m", "ruff", "check", "--quiet", "."]),
        ("ruff format", [ours, "-m", "ruff", "format", "--check", "--quiet", "."]),
        ("mypy " + " ".join(checked), [ours, *MYPY, *checked]),
        ("mypy bot/nlu", [rasa, *MYPY, "--config-file", "bot/nlu/mypy.ini", "-p", "bot.nlu"]),
    ]


def _passes(title: str, command: list[str]) -> bool:
    passed = subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    print(f"{'ok    ' if passed else 'FAILED'}  {title}", flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main())
