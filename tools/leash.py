"""Outlives its parent by a moment: when that one is gone, even by kill -9, ends what it left behind.

Reads ids of process groups on its standard input, one a line; the end of that input is the sign.
"""

import os
import signal
import sys
import time

GRACE_SECONDS = 5.0


def main() -> None:
    """Wait for the other end to close, then end every group that was named."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    groups = [int(line) for line in sys.stdin]
    _signal_all(groups, signal.SIGCONT)
    _signal_all(groups, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    while time.monotonic() < deadline and _signal_all(groups, 0):
        time.sleep(0.1)
    _signal_all(groups, signal.SIGKILL)


def _signal_all(groups: list[int], number: int) -> bool:
    """Send a signal to each group; return whether any of them is still there."""
    there = False
    for group in groups:
        try:
            os.killpg(group, number)
            there = True
        except (ProcessLookupError, PermissionError):
            continue
    return there


if __name__ == "__main__":
    main()
