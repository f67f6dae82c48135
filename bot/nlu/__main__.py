"""Command line: `python -m bot.nlu train` and `python -m bot.nlu serve`."""

import sys

from bot.nlu.settings import Settings


def main() -> int:
    """Run one of the two commands; return the exit code."""
    # The commands import Rasa, which takes seconds; what it reads from the environment must be there before.
    Settings.from_environment().tell_rasa()
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
