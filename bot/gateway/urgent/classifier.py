"""The second signal: a linear classifier on sentence vectors, which catches what no list foresees. Knows no rule."""

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
    """The most urgent passage: its log-odds of urgency, and the kind of danger it is most like."""

    urgency: float
    kind: Kind


@dataclass(frozen=True, slots=True)
class Classifier:
    """`urgency` has a weight for each place of a sentence vector, `kinds` a row of them for each kind of danger."""

    encoder: Encoder
    urgency: Weights
    urgency_bias: float
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
            return cls(
                encoder, arrays["urgency"], float(arrays["urgency_bias"]), arrays["kinds"], arrays["kind_biases"]
            )

    def score(self, passages: Sequence[str]) -> list[Score]:
        """Return a score for each passage."""
        vectors = self.encoder.encode(passages)
        odds = vectors @ self.urgency + self.urgency_bias
        likeliest = (vectors @ self.kinds.T + self.kind_biases).argmax(axis=1)
        return [Score(float(one), KINDS[kind]) for one, kind in zip(odds, likeliest, strict=True)]
