"""Command line: `python -m bot.nlu train`, `python -m bot.nlu serve` and `python -m bot.nlu ask`."""

import sys

from bot.nlu.settings import Settings


def main() -> int:
    """Run one of the commands; return the exit code."""
    # The commands import Rasa, which takes seconds; what it reads from the environment must be there before.
    Settings.from_environment().tell_rasa()
    if sys.argv[1:] == ["train"]:
        from bot.nlu.training import train

        return train()
    if sys.argv[1:] == ["serve"]:
        from bot.nlu.serving import serve

        return serve()
    if sys.argv[1:] == ["ask"]:
        from bot.nlu.asking import ask

        return ask()
    print("Usage: python -m bot.nlu train | serve | ask", file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main())
