"""Runs fake parts as `tools.run` runs the real ones.

Arguments: the directory of logs, then `name:port:delay:option,…` for each part.
"""

import os
import sys
from pathlib import Path

from tools.errors import explained
from tools.parts import Part
from tools.run import run_until_stopped

FAKE_PART = Path(__file__).with_name("fake_part.py")


def fake_part(text: str) -> Part:
    """Return the part that `name:port:delay:option,…` describes."""
    name, port, delay, options = text.split(":")
    command = (sys.executable, str(FAKE_PART), port, delay, *filter(None, options.split(",")))
    return Part(name, command, int(port), "/", dict(os.environ))


@explained
def main() -> int:
    """Run until stopped."""
    return run_until_stopped([fake_part(text) for text in sys.argv[2:]], Path(sys.argv[1]))


if __name__ == "__main__":
    sys.exit(main())
