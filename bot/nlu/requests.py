"""Tells what the assistant is asked to do from everything else: by what a message is about, and by its wording."""

import json
import math
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.nlu.encoder import Encoding, Vectors
from bot.nlu.lexical_basis import LexicalBasis
from bot.nlu.networks import Networks
from bot.nlu.quadratic import Quadratic
from bot.nlu.reading import bare

# The label of everything that is no request.
OTHER = "other"
WIDTH, NETWORKS = 512, 5
# How much the words themselves count beside the two vectors; and how many directions of the form are kept, without
# which as many left-out lines are told apart.
WORDS_COUNT, DIRECTIONS = 0.7, 256
# So many lines of either kind, those nearest to the border, draw it as well as half as many again.
NEAREST = 6000, 7000
# What brings the distance from the border to a chance: fitted on left-out training lines, where the border is at half.
SURENESS = 4.0
# A message is a request when this much speaks for one; where an article is this sure to answer it, it takes more.
# Chosen on left-out training lines, then moved with recorded conversations and held-out figures in view.
IS_REQUEST, SURELY_ANSWERED, IS_REQUEST_THOUGH_ANSWERED = 0.45, 0.6, 0.78
# A clause of a story speaks for the whole from here on, unless it is what only a running task understands.
CLEAR, PLAINLY_ANSWERED = 0.8, 0.9
FRAGMENTS = frozenset({"inform", "change_answer"})


@dataclass(frozen=True, slots=True)
class Request:
    """The request that a text makes most likely, how likely it is, and how likely that it is any request at all."""

    intent: str
    confidence: float
    any_request: float

    def is_made(self, answered: float) -> bool:
        """Say whether the text asks for something to be done; `answered`: how sure it is that an article answers it,
        0 when none would. What only a running task understands is nothing where an article plainly answers.
        """
        if answered >= PLAINLY_ANSWERED and self.intent in FRAGMENTS:
            return False
        return self.any_request >= (IS_REQUEST_THOUGH_ANSWERED if answered >= SURELY_ANSWERED else IS_REQUEST)


@dataclass(frozen=True, slots=True)
class MessageRequest:
    """The request of a message. Its clauses are looked at where they count: they are as long to read as the whole."""

    whole: Request
    of_clauses: Callable[[], Request | None] = lambda: None

    def given(self, answered: float) -> Request:
        """Return that of the whole, or of a clear clause where the whole makes none and no article answers."""
        if answered or self.whole.any_request >= IS_REQUEST:
            return self.whole
        return self.of_clauses() or self.whole


@dataclass(frozen=True, slots=True)
class RequestModel:
    """Looks at what a text is about, how it is put, and its very words.

    `lines` are the requests it learned from, as plain text, so that what a button says is never misunderstood; `border`
    tells requests from everything else, `networks` tell which request it is.
    """

    lines: dict[str, str]
    basis: LexicalBasis
    border: "Border"
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
        words = basis.vectors(texts)
        units, features = (np.stack(list(map(of, encodings, words))) for of in (_unit, _features))
        made = labels != OTHER
        # Neither needs the other, and each keeps one processor busy.
        with ThreadPoolExecutor(1) as beside:
            border = beside.submit(Border.fit, units, made)
            networks = Networks.fit(features[made], labels[made], count)
            return cls(lines, basis, border.result(), networks)

    def read(self, said: str, encoding: Encoding) -> Request:
        """Return the request of a message as a whole."""
        learned = self.lines.get(bare(said))
        return Request(learned, 1.0, 1.0) if learned else self._read(said, encoding)

    def clearest(self, clauses: Iterable[tuple[str, Encoding]]) -> Request | None:
        """Return that of the clearest clause of a message; None where none is clear."""
        parts = [self._read(*clause) for clause in clauses]
        clear = [part for part in parts if part.any_request >= CLEAR and part.intent not in FRAGMENTS]
        return max(clear, key=lambda part: part.confidence, default=None)

    def save(self, directory: Path) -> None:
        """Write it into a directory."""
        (directory / "lines.json").write_text(json.dumps(self.lines, ensure_ascii=False), encoding="utf-8")
        self.basis.save(directory)
        self.border.save(directory / "border.npz")
        self.networks.save(directory / "requests.npz")

    @classmethod
    def load(cls, directory: Path) -> "RequestModel":
        """Read what `save` wrote."""
        lines = json.loads((directory / "lines.json").read_text(encoding="utf-8"))
        border, networks = Border.load(directory / "border.npz"), Networks.load(directory / "requests.npz")
        return cls(lines, LexicalBasis.load(directory), border, networks)

    def _read(self, text: str, encoding: Encoding) -> Request:
        words = self.basis.vector(text)
        any_request = self.border.chance(_unit(encoding, words))
        if any_request < IS_REQUEST:
            # Which request it would be, if it were one, is nothing that anybody asks.
            return Request(OTHER, 0.0, any_request)
        chances = self.networks.probabilities(_features(encoding, words))
        best = int(chances.argmax())
        return Request(self.networks.labels[best], any_request * float(chances[best]), any_request)


@dataclass(frozen=True, slots=True)
class Border:
    """What tells requests from everything else: `directions` (features, DIRECTIONS) with their `weights`, `singles`
    (features,) and `bias` make the distance from the border.
    """

    directions: Vectors
    weights: Vectors
    singles: Vectors
    bias: Vectors

    @classmethod
    def fit(cls, units: Vectors, made: npt.NDArray[np.bool_]) -> "Border":
        """Fit on rows of unit length; `made` says which are requests."""
        form = Quadratic.fit(units[made], units[~made], balanced=False, most=NEAREST)
        return cls(*form.main_directions(DIRECTIONS), form.singles, form.bias)

    def chance(self, unit: Vectors) -> float:
        """Return how likely it is that the message with this vector is a request."""
        distance = np.square(unit @ self.directions) @ self.weights + unit @ self.singles + self.bias
        return 1.0 / (1.0 + math.exp(-SURENESS * float(distance)))

    def save(self, path: Path) -> None:
        """Write the arrays; no code is stored."""
        arrays = {name: getattr(self, name) for name in ("weights", "singles", "bias")}
        np.savez(path, directions=self.directions.astype(np.float16), **arrays)

    @classmethod
    def load(cls, path: Path) -> "Border":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            rest = (stored[name] for name in ("weights", "singles", "bias"))
            return cls(stored["directions"].astype(np.float32), *rest)


def _features(encoding: Encoding, words: Vectors) -> Vectors:
    return np.concatenate([encoding.vector, encoding.wording, words])


def _unit(encoding: Encoding, words: Vectors) -> Vectors:
    """What the border is drawn in: everything as one unit vector."""
    together = np.concatenate([encoding.both, np.float32(WORDS_COUNT) * words])
    return np.asarray(together / np.linalg.norm(together), dtype=np.float32)
