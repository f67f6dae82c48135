"""Runs a program to its end with its words in a log; turns failure into a sentence. Knows no program."""

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tools.errors import CommandError, NoNetworkError, NoSpaceError
from tools.paths import ROOT, shown

NO_SPACE = ("no space left on device", "os error 28", "disk quota exceeded", "errno 28")
NO_NETWORK = (
    "dns error",
    "failed to lookup address",
    "temporary failure in name resolution",
    "name or service not known",
    "error sending request",
    "failed to establish a new connection",
    "network is unreachable",
    "connection refused",
    "tcp connect error",
    "could not connect",
    "operation timed out",
    "network connectivity is disabled",
)


def run_logged(
    command: Sequence[str | Path],
    *,
    title: str,
    log: Path,
    environment: Mapping[str, str] | None = None,
    on_line: Callable[[str], None] | None = None,
) -> None:
    """Run to the end in the repository; `on_line` gets each line. Raises a ToolError that names the log."""
    tail: list[str] = []
    with (
        log.open("a", encoding="utf-8") as record,
        subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process,
    ):
        assert process.stdout is not None
        try:
            for line in process.stdout:
                record.write(line)
                tail = [*tail[-40:], line.strip()]
                if on_line:
                    on_line(line.strip())
        except BaseException:
            process.terminate()
            raise
        code = process.wait()
    if code:
        raise _failure(title, code, tail, log)


def _failure(title: str, code: int, tail: list[str], log: Path) -> Exception:
    said = "\n".join(tail).lower()
    if any(sign in said for sign in NO_SPACE):
        return NoSpaceError(f"The disk is full, so this stopped: {title}; make room, then run the command again.")
    if any(sign in said for sign in NO_NETWORK):
        return NoNetworkError(
            f"The package index cannot be reached (needed for: {title}): check the network or the proxy "
            f"settings, then run the command again; details are in {shown(log)}."
        )
    words = last_useful_line(tail)
    because = f": {words}" if words else ""
    return CommandError(f"This failed with exit code {code}: {title}{because} (log: {shown(log)}).", code=code, log=log)


def last_useful_line(lines: Sequence[str]) -> str:
    """Return the last line that says something, shortened to what fits a sentence."""
    useful = [line for line in lines if any(character.isalpha() for character in line)]
    return useful[-1][:200].rstrip(".") if useful else ""
