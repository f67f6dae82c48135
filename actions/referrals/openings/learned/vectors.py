"""Vectors of passages, from the encoder that is trained with the model; nothing of a text is kept while it runs."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from actions.referrals.openings.learned.features import Numbers
from bot.nlu.encoder import GRAPH, WIDTH, Encoder, Encoding
from bot.nlu.known_vectors import KnownVectors

# Below VAR_DIR: the encoder, and in its folder what it made of the lines and openings of the training before.
DIRECTORY, KNOWN = "encoder", "known-opening-vectors.npz"
# What a text is about, and how it is put.
BOTH = 2 * WIDTH
# Returns a row for each text.
Vectors = Callable[[Sequence[str]], Numbers]


def vectors_now(var_dir: Path) -> Vectors:
    """Return what asks the encoder each time. Raises EncoderError when it is missing or altered."""
    encoder = Encoder.load(var_dir / DIRECTORY)
    return lambda texts: _rows([encoder.read(text) for text in texts])


def vectors_remembered(var_dir: Path) -> Vectors:
    """Return what encodes each text once, for all trainings. Raises EncoderError when the encoder is missing."""
    directory = var_dir / DIRECTORY
    known = KnownVectors(Encoder.load(directory), directory / KNOWN, graph_of(var_dir))
    return lambda texts: _rows(known.read(texts))


def graph_of(var_dir: Path) -> str:
    """Return what tells the encoder's graph from any other: what is learned with one is nothing to another."""
    manifest = json.loads((var_dir / DIRECTORY / "manifest.json").read_text(encoding="utf-8"))
    return str(manifest["files"][GRAPH])


def _rows(encodings: Sequence[Encoding]) -> Numbers:
    return np.stack([one.both for one in encodings]) if encodings else np.zeros((0, BOTH), dtype=np.float32)
