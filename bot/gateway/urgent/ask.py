"""Checks the texts on standard input for urgency: `python -m bot.gateway.urgent.ask`. Keeps and logs nothing.

One JSON object a line, in and out: `text`, then `level` and `kind`. The first line out says whether both signals
are there (`complete`) or the rules work alone.
"""

import json
import sys

from bot.gateway.settings import Settings
from bot.gateway.urgent.check import UrgentHelp


def main() -> int:
    """Answer until the input ends."""
    check = UrgentHelp.load(Settings().var_dir)
    _write({"complete": check.complete})
    for line in sys.stdin:
        found = check.check(str(json.loads(line)["text"]))
        _write({"level": found.level, "kind": found.kind})
    return 0


def _write(value: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
