"""Starts the parts, tells when each is up, watches until one dies. Does not know what a part is for."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.errors import PartDiedError, ToolError
from tools.parts import Part
from tools.probes import answers
from tools.processes import Leash, RunningPart, stop_all
from tools.progress import duration

POLL_SECONDS = 0.2
START_SECONDS = 180.0
AT_ONCE = 2
# The first part asks all others before it answers; it may take that long.
HEALTH_SECONDS = 6.0


class Supervisor:
    """The running parts of one assistant; none of them outlives this process."""

    def __init__(self, parts: Sequence[Part], logs: Path, say: Callable[[str], None] | None = None) -> None:
        """Take the parts in the order in which they start; the first is the one that faces people."""
        self._parts = parts
        self._logs = logs
        self._say = say or _print
        self._leash = Leash()
        self._started_at = time.monotonic()
        self.running: dict[str, RunningPart] = {}

    def start(self) -> None:
        """Start the first part, which faces people, and the second, which takes longest; wait for neither."""
        self._logs.mkdir(parents=True, exist_ok=True)
        self._started_at = time.monotonic()
        for part in self._parts[:AT_ONCE]:
            self.start_part(part.name)

    def start_rest(self) -> None:
        """Start what has not been started; on two cores it would only have slowed down the first two."""
        for part in self._parts:
            if part.name not in self.running:
                self.start_part(part.name)

    def start_part(self, name: str) -> None:
        """Start one part, for the first time or again."""
        part = next(part for part in self._parts if part.name == name)
        self.running[name] = RunningPart(part, self._logs / f"{name}.log", self._leash)

    def wait_until_ready(self, seconds: float = START_SECONDS) -> None:
        """Say when each part is up, and return when the first says that everything behind it answers."""
        face = self._parts[0]
        waiting = {part.name: part for part in self._parts}
        while waiting or not answers(f"{face.url}/health", HEALTH_SECONDS):
            self.require_alive()
            for name in [name for name, part in waiting.items() if answers(part.url + part.health)]:
                part = waiting.pop(name)
                self._say(self._news(part, list(waiting)))
            if face.name not in waiting:
                self.start_rest()
            if self.seconds() > seconds:
                raise ToolError(self._too_long(list(waiting), seconds))
            time.sleep(POLL_SECONDS)
        self._say(f"Ready after {duration(self.seconds())}: {face.url} (Ctrl-C stops it)")

    def watch(self) -> None:
        """Return never: raise PartDiedError when a part ends."""
        while True:
            self.require_alive()
            time.sleep(POLL_SECONDS)

    def require_alive(self) -> None:
        """Raise PartDiedError with one sentence when a part has ended."""
        for running in self.running.values():
            if running.has_ended():
                raise PartDiedError(running.obituary() + " Everything else was stopped too.")

    def seconds(self) -> float:
        """Return the seconds since the start."""
        return time.monotonic() - self._started_at

    def stop(self) -> None:
        """End every part and what it started."""
        stop_all(list(self.running.values()))
        self._leash.__exit__(None, None, None)

    def _news(self, part: Part, waiting: list[str]) -> str:
        still = f"; still starting: {', '.join(waiting)}" if waiting else ""
        if part is self._parts[0]:
            return f"Open {part.url} (the page answers after {duration(self.seconds())}{still})"
        where = f" at {part.url}" if part.faces_people else ""
        return f"  {part.name} is up{where} after {duration(self.seconds())}{still}"

    def _too_long(self, waiting: list[str], seconds: float) -> str:
        what = " and ".join(waiting) or "the first answered question"
        return f"Not ready after {duration(seconds)}; waiting for {what} (logs: {self._logs})."


def _print(line: str) -> None:
    print(line, flush=True)
