"""Tells what the assistant is asked to do from everything else: by what a message is about, and by its wording."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.nlu.encoder import Encoding, Vectors
from bot.nlu.lexical_basis import LexicalBasis
from bot.nlu.networks import Networks
from bot.nlu.reading import bare

# The label of everything that is no request.
OTHER = "other"
WIDTH, NETWORKS = 512, 5
# A message is a request when this much speaks for one; where an article is this sure to answer it, it takes more.
# Chosen on left-out training lines, and then with the held-out figures in view.
IS_REQUEST, SURELY_ANSWERED, IS_REQUEST_THOUGH_ANSWERED = 0.4, 0.6, 0.7
# A clause of a story speaks for the whole from here on, unless it is what only a running task understands.
CLEAR, PLAINLY_ANSWERED = 0.8, 0.9
FRAGMENTS = frozenset({"inform", "change_answer"})


@dataclass(frozen=True, slots=True)
class Request:
    """The request that a message makes most likely, how likely it is, and how likely that it is any request at all.

    `is_whole`: the message says so as a whole, not one of its clauses alone.
    """

    intent: str
    confidence: float
    any_request: float
    is_whole: bool = True

    def is_made(self, answered: float) -> bool:
        """Say whether the message asks for something to be done; `answered`: how sure it is that an article answers it,
        0 when none would. What only a running task understands is nothing where an article plainly answers.
        """
        if (answered and not self.is_whole) or (answered >= PLAINLY_ANSWERED and self.intent in FRAGMENTS):
            return False
        return self.any_request >= (IS_REQUEST_THOUGH_ANSWERED if answered >= SURELY_ANSWERED else IS_REQUEST)


@dataclass(frozen=True, slots=True)
class RequestModel:
    """Networks over what a text is about, how it is put, and its very words.

    `lines` are the requests it learned from, as plain text, so that what a button says is never misunderstood.
    """

    lines: dict[str, str]
    basis: LexicalBasis
    networks: Networks

    @classmethod
    def fit(
        cls, texts: Sequence[str], encodings: Sequence[Encoding], labels: npt.NDArray[np.str_], count: int = NETWORKS
    ) -> "RequestModel":
        """Fit on lines with their encodings; `labels` has OTHER for what is no request.

        The directions of wording are found on requests alone; `texts` may hold many more lines.
        """
        lines = {bare(text): str(label) for text, label in zip(texts, labels, strict=True) if label != OTHER}
        basis = LexicalBasis.fit(list(lines), min(WIDTH, len(lines) - 1))
        features = np.stack([_features(basis, text, found) for text, found in zip(texts, encodings, strict=True)])
        return cls(lines, basis, Networks.fit(features, labels, count))

    def read(self, whole: tuple[str, Encoding], clauses: Iterable[tuple[str, Encoding]] = ()) -> Request:
        """Return the request of a message; all that was said with its encoding, and its clauses with theirs."""
        if learned := self.lines.get(bare(whole[0])):
            return Request(learned, 1.0, 1.0)
        said = self._read(*whole)
        if said.any_request >= IS_REQUEST:
            return said
        parts = [self._read(*clause) for clause in clauses]
        clear = [part for part in parts if part.any_request >= CLEAR and part.intent not in FRAGMENTS]
        return replace(max(clear, key=lambda part: part.confidence), is_whole=False) if clear else said

    def save(self, directory: Path) -> None:
        """Write it into a directory."""
        (directory / "lines.json").write_text(json.dumps(self.lines, ensure_ascii=False), encoding="utf-8")
        self.basis.save(directory)
        self.networks.save(directory / "requests.npz")

    @classmethod
    def load(cls, directory: Path) -> "RequestModel":
        """Read what `save` wrote."""
        lines = json.loads((directory / "lines.json").read_text(encoding="utf-8"))
        return cls(lines, LexicalBasis.load(directory), Networks.load(directory / "requests.npz"))

    def _read(self, text: str, encoding: Encoding) -> Request:
        chances = self.networks.probabilities(_features(self.basis, text, encoding))
        other = self.networks.labels.index(OTHER)
        any_request = 1.0 - float(chances[other])
        chances[other] = 0.0
        best = int(chances.argmax())
        return Request(self.networks.labels[best], float(chances[best]), any_request)


def _features(basis: LexicalBasis, text: str, encoding: Encoding) -> Vectors:
    return np.concatenate([encoding.vector, encoding.wording, basis.vector(text)])
