"""The file outside the database that says what was deleted: signed lines, none of which is taken out. Knows no SQL."""

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from api.referrals.audit.chain import GENESIS, is_same, sign_erasure

FIELDS = 7


@dataclass(frozen=True, slots=True)
class Line:
    """One deletion, as it stands in the file. `place`: the table."""

    number: int
    at: datetime
    extent: str
    place: str
    key: str
    reason: str
    mac: str

    def sign(self, key: bytes, before: str) -> str:
        """Return the signature that this line must have after the one whose signature is `before`."""
        at = self.at.astimezone(UTC).isoformat()
        return sign_erasure(key, before, self.number, at, self.extent, self.place, self.key, self.reason)

    def __str__(self) -> str:
        """Return the line as it is written."""
        parts = (self.number, self.at.astimezone(UTC).isoformat(), self.extent, self.place, self.key, self.reason)
        return " ".join(map(str, (*parts, self.mac)))


class LedgerRefusedError(Exception):
    """The ledger was changed, or belongs to another database; the text says which."""


def read_ledger(path: Path, key: bytes) -> list[Line]:
    """Return the lines, the oldest first; none where there is no file. Raises LedgerRefusedError, OSError."""
    lines: list[Line] = []
    before = GENESIS
    for text in _whole_lines(path):
        line = _read_line(text)
        if line is None or line.number != len(lines) + 1 or not is_same(line.mac, line.sign(key, before)):
            raise LedgerRefusedError(
                f"Line {len(lines) + 1} of the erasure ledger was changed, or one before it is gone."
            )
        lines.append(line)
        before = line.mac
    return lines


def last_line(path: Path) -> Line | None:
    """Return the last line without checking it; None: there is none. Raises OSError."""
    texts = _whole_lines(path)
    return _read_line(texts[-1]) if texts else None


def add_lines(path: Path, wanted: Callable[[Line | None], Sequence[Line]]) -> int:
    """Add the lines that are wanted after the last one, one process at a time. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(path) as descriptor:
        lines = wanted(last_line(path))
        if lines:
            # What a crash tore off stays as it is: the file only grows.
            start = "" if _ends_well(path) else "\n"
            os.write(descriptor, (start + "".join(f"{line}\n" for line in lines)).encode("ascii"))
            os.fsync(descriptor)
    return len(lines)


@contextmanager
def _alone(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def _ends_well(path: Path) -> bool:
    content = path.read_bytes()
    return not content or content.endswith(b"\n")


def _whole_lines(path: Path) -> list[str]:
    """Return the lines, without those that a crash tore off: the next one is the whole of it."""
    if not path.exists():
        return []
    *whole, unfinished = path.read_text(encoding="ascii", errors="replace").split("\n")
    following = [*whole[1:], unfinished]
    return [text for text, after in zip(whole, following, strict=False) if not (after and after.startswith(text))]


def _read_line(text: str) -> Line | None:
    parts = text.split(" ")
    if len(parts) != FIELDS or not parts[0].isdecimal():
        return None
    number, at, extent, place, key, reason, mac = parts
    try:
        return Line(int(number), datetime.fromisoformat(at), extent, place, key, reason, mac)
    except ValueError:
        return None
