"""Command line: `python -m actions.referrals.openings.learned` fits what is learned of openings, below VAR_DIR."""

import time

from actions.referrals.openings.learned.examples import authors, labelled_openings
from actions.referrals.openings.learned.model import DIRECTORY
from actions.referrals.openings.learned.training import train
from actions.settings import Settings


def main() -> int:
    """Fit and write; return the exit code."""
    started = time.monotonic()
    openings = [one for author in authors() for one in labelled_openings(author)]
    train(openings).save(Settings().var_dir / DIRECTORY)
    print(f"learned from {len(openings)} openings in {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
