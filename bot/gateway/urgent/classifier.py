"""The second signal: a small classifier on what a text is about and how it is put. Knows no rule."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.gateway.urgent.urgency import KINDS, Kind
from bot.nlu.encoder import Encoder, EncoderError

# As the set-up of training writes them, below VAR_DIR.
ENCODER_DIRECTORY = "encoder"
DIRECTORY = "urgent"
FILE = "classifier.npz"
MANIFEST = "manifest.json"
Weights = npt.NDArray[np.float32]


class ClassifierError(Exception):
    """The classifier's files are missing, or are not the ones that training wrote."""


@dataclass(frozen=True, slots=True)
class Score:
    """How urgent a passage is (nothing is decided above or below zero), and the kind of danger it is most like."""

    urgency: float
    kind: Kind


@dataclass(frozen=True, slots=True)
class Classifier:
    """`singles` weighs the places of a vector, `pairs` their products; `kinds` has a row for each kind of danger."""

    encoder: Encoder
    pairs: Weights
    singles: Weights
    bias: Weights
    kinds: Weights
    kind_biases: Weights

    @classmethod
    def load(cls, var_dir: Path) -> "Classifier":
        """Load what training wrote. Raises ClassifierError when a file is missing or altered."""
        directory = var_dir / DIRECTORY
        try:
            expected = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))["files"][FILE]
            digest = hashlib.sha256((directory / FILE).read_bytes()).hexdigest()
            encoder = Encoder.load(var_dir / ENCODER_DIRECTORY)
        except (OSError, ValueError, KeyError, EncoderError) as error:
            raise ClassifierError("The urgent-help classifier is missing; `make train` builds it.") from error
        if digest != expected:
            raise ClassifierError(f"{FILE} is not the file that was trained; it was not loaded.")
        with np.load(directory / FILE, allow_pickle=False) as arrays:
            weights = [arrays[name] for name in ("pairs", "singles", "bias", "kinds", "kind_biases")]
        return cls(encoder, *weights)

    def score(self, passages: Sequence[str]) -> list[Score]:
        """Return a score for each passage."""
        vectors = np.stack([self.encoder.read(passage).both for passage in passages])
        urgencies = np.einsum("ij,ij->i", vectors @ self.pairs, vectors) + vectors @ self.singles + self.bias
        likeliest = (vectors @ self.kinds.T + self.kind_biases).argmax(axis=1)
        return [Score(float(one), KINDS[kind]) for one, kind in zip(urgencies, likeliest, strict=True)]
