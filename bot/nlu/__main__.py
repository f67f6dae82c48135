"""Command line: `python -m bot.nlu train` and `python -m bot.nlu serve`."""

import os
import sys


def main() -> int:
    """Run one of the two commands; return the exit code."""
    # Rasa reports usage and crashes, with texts, unless it is told not to.
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    # The commands import Rasa, which takes seconds; what it reads from the environment must be there before.
    if sys.argv[1:] == ["train"]:
        from bot.nlu.training import train

        return train()
    if sys.argv[1:] == ["serve"]:
        from bot.nlu.serving import serve

        return serve()
    print("Usage: python -m bot.nlu train | serve", file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main())
