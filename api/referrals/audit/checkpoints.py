"""Notes the end of the audit trail in a file outside the database, one signed line at a time. Knows no SQL."""

import os
from dataclasses import dataclass
from pathlib import Path

from api.referrals.audit.chain import is_same, sign_checkpoint


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where the trail ended at a moment. `is_genuine`: whoever wrote the line had the key."""

    number: int
    mac: str
    is_genuine: bool
    at: str = ""


def read_checkpoints(path: Path, key: bytes) -> list[Checkpoint]:
    """Return what was noted, the oldest first; none where there is no file. Raises OSError."""
    if not path.exists():
        return []
    return [_read_line(line, key) for line in path.read_text(encoding="ascii").splitlines()]


def add_checkpoint(path: Path, key: bytes, number: int, mac: str, at: str) -> bool:
    """Note where the trail ends, unless the last line says so already. Raises OSError."""
    known = read_checkpoints(path, key)
    if known and known[-1].number >= number:
        return False
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    line = f"{number} {mac} {at} {sign_checkpoint(key, number, mac, at)}\n"
    # One short write at the end of the file: two processes cannot mix their lines.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(line)
        file.flush()
        os.fsync(descriptor)
    return True


def _read_line(line: str, key: bytes) -> Checkpoint:
    parts = line.split(" ")
    if len(parts) != 4 or not parts[0].isdecimal():
        return Checkpoint(0, "", is_genuine=False)
    number, mac, at, signature = parts
    return Checkpoint(int(number), mac, is_same(signature, sign_checkpoint(key, int(number), mac, at)), at)
