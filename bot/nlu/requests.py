"""Tells what the assistant is asked to do from everything else: by what a message is about, and by its wording."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.nlu.lexical_basis import LexicalBasis
from bot.nlu.linear import LinearModel

# The label of everything that is no request.
OTHER = "other"
WIDTH = 256
# Chosen on training lines: how closely the examples are followed, how often a request counts beside the many other
# lines, and how level the slope must be.
STRENGTH, REQUEST_WEIGHT, TOLERANCE = 20.0, 2, 5e-5
# A message is a request when this much speaks for one of them; where an article answers it, it takes more.
IS_REQUEST, IS_REQUEST_THOUGH_ANSWERED = 0.4, 0.9
# A clause of a story speaks for the whole from here on.
CLEAR = 0.8
Vectors = npt.NDArray[np.floating]  # type: ignore[type-arg]


@dataclass(frozen=True, slots=True)
class Request:
    """The request that a message makes most likely, how likely it is, and how likely that it is any request at all.

    `is_whole`: the message says so as a whole, not one of its clauses alone.
    """

    intent: str
    confidence: float
    any_request: float
    is_whole: bool = True

    def is_made(self, *, is_answered: bool) -> bool:
        """Say whether the message asks for something to be done; `is_answered`: an article would answer it."""
        if is_answered:
            return self.is_whole and self.any_request >= IS_REQUEST_THOUGH_ANSWERED
        return self.any_request >= IS_REQUEST


@dataclass(frozen=True, slots=True)
class RequestModel:
    """A linear model over sentence vectors and wording together."""

    basis: LexicalBasis
    model: LinearModel

    @classmethod
    def fit(cls, texts: Sequence[str], vectors: Vectors, labels: npt.NDArray[np.str_]) -> "RequestModel":
        """Fit on lines with their sentence vectors, shape (lines, width); `labels` has OTHER for what is no request.

        The directions of wording are found on requests and conversation; `texts` may hold many more lines.
        """
        spoken = [text for text, label in zip(texts, labels, strict=True) if label != OTHER]
        basis = LexicalBasis.fit(spoken, min(WIDTH, len(spoken) - 1))
        features = np.hstack([vectors, basis.vectors(texts)])
        rows = np.repeat(np.arange(len(labels)), np.where(labels == OTHER, 1, REQUEST_WEIGHT))
        return cls(basis, LinearModel.fit(features[rows], labels[rows], STRENGTH, TOLERANCE))

    def read(self, clauses: Sequence[tuple[str, Vectors]]) -> Request:
        """Return the request of a message; its clauses with their vectors, the whole message first."""
        whole, *parts = (self._read(text, vector) for text, vector in clauses)
        if whole.any_request >= IS_REQUEST:
            return whole
        clear = [part for part in parts if part.any_request >= CLEAR]
        return replace(max(clear, key=lambda part: part.confidence), is_whole=False) if clear else whole

    def save(self, directory: Path) -> None:
        """Write it into a directory."""
        self.basis.save(directory)
        self.model.save(directory / "requests.npz")

    @classmethod
    def load(cls, directory: Path) -> "RequestModel":
        """Read what `save` wrote."""
        return cls(LexicalBasis.load(directory), LinearModel.load(directory / "requests.npz"))

    def _read(self, text: str, vector: Vectors) -> Request:
        chances = self.model.probabilities(np.concatenate([vector, self.basis.vector(text)])[None])[0]
        other = self.model.labels.index(OTHER)
        any_request = 1.0 - float(chances[other])
        chances[other] = 0.0
        best = int(chances.argmax())
        return Request(self.model.labels[best], float(chances[best]), any_request)
