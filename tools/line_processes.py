"""A program that answers each line of JSON with another one. Knows no program, and keeps nothing of what is said."""

import contextlib
import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tools.errors import ToolError
from tools.paths import ROOT

END_SECONDS = 10.0


class LineProcess:
    """The program while it runs; `first` is what it says before it is asked anything."""

    def __init__(self, command: Sequence[str | Path], title: str, settings: Mapping[str, str] | None = None) -> None:
        """Start it. Whatever it says beside its answers is thrown away: it might hold the words of a question."""
        self._title = title
        self._process = subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            env={**os.environ, **(settings or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        self.first: dict[str, Any] = {}

    def __enter__(self) -> Self:
        """Wait for its first line. Raises ToolError with the problem that it tells."""
        try:
            self.first = self._read()
            if "problem" in self.first:
                raise ToolError(str(self.first["problem"]))
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self._end()

    def ask(self, value: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to one line. Raises ToolError when the program ended."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(value) + "\n")
            self._process.stdin.flush()
        return self._read()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise ToolError(f"{self._title} ended without an answer; `make train` makes what it needs anew.")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _end(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.stdout.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
