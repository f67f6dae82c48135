"""Command line: `python -m actions.referrals.openings.learned` fits what is learned of openings, below VAR_DIR."""

import sys
import time

from actions.referrals.openings.learned.examples import authors, labelled_openings, read_lines
from actions.referrals.openings.learned.model import DIRECTORY
from actions.referrals.openings.learned.training import train
from actions.referrals.openings.learned.vectors import graph_of, vectors_remembered
from actions.settings import Settings
from bot.nlu.encoder import EncoderError


def main() -> int:
    """Fit and write; return the exit code."""
    started = time.monotonic()
    openings = [one for author in authors() for one in labelled_openings(author)]
    var_dir = Settings().var_dir
    try:
        vectors, graph = vectors_remembered(var_dir), graph_of(var_dir)
    except EncoderError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    train(openings, read_lines(), vectors, graph).save(var_dir / DIRECTORY)
    print(f"learned from {len(openings)} openings in {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
