"""Finds the few dimensions in which the encoder's word pieces differ most. Used when its graph is built; knows no Rasa.

Comparing a question with thousands of lines piece by piece would take too long, and too much memory, in all 384.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.nlu.encoder import PIECE_WIDTH

# Words of the encoder's own vocabulary, each by itself: so the basis depends on the weights alone. A basis found in our
# training lines did no better (docs/decisions/0002-sentence-encoder.md).
WORDS, SHORTEST_WORD, SEED = 1500, 3, 1


def find_basis(graph: Path, tokenizer_file: Path) -> npt.NDArray[np.float32]:
    """Return a basis of shape (384, PIECE_WIDTH) from a graph that gives its last layer as `hidden`."""
    import onnxruntime
    from tokenizers import Tokenizer

    session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    tokenizer.no_padding()
    rows = []
    for word in _words(tokenizer):
        ids = np.array([tokenizer.encode(word).ids], dtype=np.int64)
        hidden = session.run(["hidden"], {"ids": ids})[0][0, 1:-1]
        rows.append(hidden / np.linalg.norm(hidden, axis=1, keepdims=True))
    _, _, axes = np.linalg.svd(np.concatenate(rows), full_matrices=False)
    return np.ascontiguousarray(axes[:PIECE_WIDTH].T, dtype=np.float32)


def _words(tokenizer: object) -> list[str]:
    vocabulary = tokenizer.get_vocab()  # type: ignore[attr-defined]
    words = sorted(piece for piece in vocabulary if piece.isalpha() and len(piece) >= SHORTEST_WORD)
    return [str(word) for word in np.random.default_rng(SEED).choice(words, WORDS, replace=False)]
