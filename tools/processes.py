"""Processes of which none is left behind: each part is a process group of its own, held on one leash."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tools.commands import last_useful_line
from tools.parts import Part
from tools.paths import ROOT, shown

TERM_SECONDS = 10.0


class Leash:
    """Holds process groups: whatever happens to this process, they end with it."""

    def __init__(self) -> None:
        """Start the process that watches this one; it has a session of its own, so no Ctrl-C reaches it."""
        self._watcher = subprocess.Popen(
            [sys.executable, "-S", str(Path(__file__).with_name("leash.py"))],
            stdin=subprocess.PIPE,
            start_new_session=True,
            text=True,
        )

    def hold(self, group: int) -> None:
        """End this group when this process is gone."""
        assert self._watcher.stdin is not None
        self._watcher.stdin.write(f"{group}\n")
        self._watcher.stdin.flush()

    def __enter__(self) -> Self:
        """Hold until the context ends."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End whatever is still there."""
        assert self._watcher.stdin is not None
        self._watcher.stdin.close()
        self._watcher.wait()


class RunningPart:
    """A started part: its process group and its log."""

    def __init__(self, part: Part, log: Path, leash: Leash) -> None:
        """Start the part, in a session of its own."""
        self.part = part
        self.log = log
        self.started_at = time.monotonic()
        with log.open("ab") as record:
            self._log_start = record.tell()
            self.process = subprocess.Popen(
                part.command,
                cwd=ROOT,
                env=dict(part.settings),
                stdin=subprocess.DEVNULL,
                stdout=record,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        leash.hold(self.process.pid)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to every process of the part, if any is left."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def stop(self, seconds: float = TERM_SECONDS) -> None:
        """Ask the part to end, and after so many seconds end it."""
        self.signal(signal.SIGTERM)
        self.signal(signal.SIGCONT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        self.signal(signal.SIGKILL)
        self.process.wait()

    def has_ended(self) -> bool:
        """Return whether the part's process is gone."""
        return self.process.poll() is not None

    def obituary(self) -> str:
        """Return one sentence that says how the part ended and where its log is."""
        code = self.process.returncode
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
        words = last_useful_line(self._said())
        because = f"; its last words: {words}" if words else ""
        return f"The part '{self.part.name}' {how}{because} (log: {shown(self.log)})."

    def _said(self) -> Sequence[str]:
        with self.log.open("rb") as record:
            size = record.seek(0, os.SEEK_END)
            record.seek(max(self._log_start, size - 20_000))
            text = record.read().decode(errors="replace")
        return [line.strip() for line in text.splitlines()]


def stop_all(parts: Sequence[RunningPart], seconds: float = TERM_SECONDS) -> None:
    """End the parts: the first, which faces people, before those that it needs; these all at once."""
    if not parts:
        return
    deadline = time.monotonic() + seconds
    parts[0].stop(seconds)
    for running in parts[1:]:
        running.signal(signal.SIGTERM)
    for running in parts[1:]:
        running.stop(max(0.1, deadline - time.monotonic()))
