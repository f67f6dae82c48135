"""Command line: `python -m actions.referrals.openings.learned` fits what is learned of openings, below VAR_DIR."""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from actions.referrals.openings.learned.examples import authors, labelled_openings
from actions.referrals.openings.learned.features import Numbers
from actions.referrals.openings.learned.model import DIRECTORY, ENCODER_DIRECTORY
from actions.referrals.openings.learned.training import train
from actions.settings import Settings
from bot.nlu.encoder import EncoderError
from bot.nlu.known_vectors import KnownVectors

# Vectors of openings and lines, kept for the next training.
KNOWN = "known-opening-vectors.npz"


@dataclass(frozen=True, slots=True)
class Kept:
    """Vectors from the sentence encoder, each computed once and kept."""

    known: KnownVectors

    def both(self, texts: Sequence[str]) -> Numbers:
        """Return a row of 768 for each text."""
        return np.stack([one.both for one in self.known.read(texts)])


def main() -> int:
    """Fit and write; return the exit code."""
    started, var_dir = time.monotonic(), Settings().var_dir
    try:
        vectors = Kept(KnownVectors.load(var_dir / ENCODER_DIRECTORY, KNOWN))
    except EncoderError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    openings = [one for author in authors() for one in labelled_openings(author)]
    train(openings, vectors).save(var_dir / DIRECTORY)
    print(f"learned from {len(openings)} openings in {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
