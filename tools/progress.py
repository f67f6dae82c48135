"""Shows what a long step does and for how long: on a terminal a line that counts, else plain lines."""

import sys
import threading
import time
from types import TracebackType
from typing import Self, TextIO

TICK_SECONDS = 1.0
PLAIN_TICK_SECONDS = 20.0
CLEAR_LINE = "\r\x1b[2K"


class Step:
    """A long step, as a context: says when it starts, what it is at, and how long it took."""

    def __init__(self, title: str, stream: TextIO | None = None) -> None:
        """Take the title that people read; nothing is shown before the step is entered."""
        self._title = title
        self._detail = ""
        self._stream = stream or sys.stdout
        self._live = self._stream.isatty()
        self._ended = threading.Event()
        self._ticker = threading.Thread(target=self._tick, daemon=True)
        self._started = 0.0
        self._shown = False

    def __enter__(self) -> Self:
        """Start the clock."""
        self._started = time.monotonic()
        self._show()
        self._ticker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the clock and leave one line behind."""
        self._ended.set()
        self._ticker.join()
        self._detail = "done" if error is None else "stopped" if kind is KeyboardInterrupt else "failed"
        self._show(last=True)

    def detail(self, text: str) -> None:
        """Say what the step is at now."""
        self._detail = text
        self._show()

    def _tick(self) -> None:
        while not self._ended.wait(TICK_SECONDS if self._live else PLAIN_TICK_SECONDS):
            self._show()

    def _show(self, *, last: bool = False) -> None:
        seconds = time.monotonic() - self._started
        parts = [self._detail, duration(seconds) if seconds >= 1 or last else ""]
        if self._live or not self._shown:
            parts.insert(0, self._title)
        line = ("" if parts[0] == self._title else "  ") + " · ".join(part for part in parts if part)
        self._shown = True
        if self._live:
            self._stream.write(CLEAR_LINE + line[:150] + ("\n" if last else ""))
        else:
            self._stream.write(line + "\n")
        self._stream.flush()


def duration(seconds: float) -> str:
    """Return a duration as people say it: `8 s`, `2 min 5 s`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
