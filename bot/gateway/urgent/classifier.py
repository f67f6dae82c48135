"""The second signal: a small classifier on what a text is about and how it is put. Knows no rule."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.gateway.urgent.urgency import KINDS, Kind
from bot.nlu.encoder import Encoder, EncoderError
from bot.nlu.networks import Networks

# As the set-up of training writes them, below VAR_DIR.
ENCODER_DIRECTORY = "encoder"
DIRECTORY = "urgent"
FILE, NETWORKS_FILE = "classifier.npz", "networks.npz"
MANIFEST = "manifest.json"
# What the networks' log-odds are divided by, so that they and the form are of one size: chosen on training lines and
# the figures of the labelled sets. Each errs elsewhere; together they find more for fewer false alarms.
ODDS_SCALE, LEAST_CHANCE = 4.0, 1e-6
Weights = npt.NDArray[np.float32]


class ClassifierError(Exception):
    """The classifier's files are missing, or are not the ones that training wrote."""


@dataclass(frozen=True, slots=True)
class Score:
    """How urgent a passage is (nothing is decided above or below zero), and the kind of danger it is most like."""

    urgency: float
    kind: Kind


@dataclass(frozen=True)
class Classifier:
    """`singles` weighs the places of a vector, `pairs` their products; `networks` tell urgent texts (the second label)
    from others; `kinds` has a row for each kind of danger.
    """

    encoder: Encoder
    networks: Networks
    pairs: Weights
    singles: Weights
    bias: Weights
    kinds: Weights
    kind_biases: Weights

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that the encoder knows as words."""
        return frozenset(self.encoder.vocabulary())

    @classmethod
    def load(cls, var_dir: Path) -> "Classifier":
        """Load what training wrote. Raises ClassifierError when a file is missing or altered."""
        directory = var_dir / DIRECTORY
        try:
            expected = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))["files"]
            wanted = {name: expected[name] for name in (FILE, NETWORKS_FILE)}
            found = {name: hashlib.sha256((directory / name).read_bytes()).hexdigest() for name in wanted}
            encoder = Encoder.load(var_dir / ENCODER_DIRECTORY)
        except (OSError, ValueError, KeyError, EncoderError) as error:
            raise ClassifierError("The urgent-help classifier is missing; `make train` builds it.") from error
        if altered := [name for name in wanted if found[name] != wanted[name]]:
            raise ClassifierError(f"{altered[0]} is not the file that was trained; it was not loaded.")
        with np.load(directory / FILE, allow_pickle=False) as arrays:
            weights = [arrays[name] for name in ("pairs", "singles", "bias", "kinds", "kind_biases")]
        return cls(encoder, Networks.load(directory / NETWORKS_FILE), *weights)

    def score(self, passages: Sequence[str]) -> list[Score]:
        """Return a score for each passage."""
        vectors = np.stack([self.encoder.read(passage).both for passage in passages])
        forms = np.einsum("ij,ij->i", vectors @ self.pairs, vectors) + vectors @ self.singles + self.bias
        urgencies = (forms + self._odds(vectors) / ODDS_SCALE) / 2
        likeliest = (vectors @ self.kinds.T + self.kind_biases).argmax(axis=1)
        return [Score(float(one), KINDS[kind]) for one, kind in zip(urgencies, likeliest, strict=True)]

    def _odds(self, vectors: Weights) -> Weights:
        """Return the log-odds that each passage is urgent, as the networks see it."""
        chances = np.array([self.networks.probabilities(vector)[1] for vector in vectors], dtype=np.float64)
        chances = chances.clip(LEAST_CHANCE, 1 - LEAST_CHANCE)
        return np.asarray(np.log(chances / (1 - chances)), dtype=np.float32)
