"""The sentence encoder at run time: text in, unit vectors out. Knows no Rasa; the gateway loads it too."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

WIDTH, PIECE_WIDTH = 384, 64
GRAPH = "model.onnx"
# What the graph gives; one that was built before it gave all three is built anew.
OUTPUTS = ["vectors", "wordings", "pieces"]
# A question is short; what lies beyond this many word pieces (about 180 words) does not change what it is about.
MAX_PIECES = 256

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Encoding:
    """One text: its unit vector, of shape (384,), which tells what it is about; another like it, `wording`, which tells
    more of how it is put; and for each of its n word pieces, as it is meant in this text, its number in the vocabulary
    (`ids`, of shape (n,)) and a unit vector (`pieces`, of shape (n, 64)). Signs are no pieces.
    """

    vector: Vectors
    wording: Vectors
    ids: npt.NDArray[np.int64]
    pieces: Vectors

    @property
    def both(self) -> Vectors:
        """What it is about and how it is put, as one unit vector of shape (768,)."""
        return np.concatenate([self.vector, self.wording]).astype(np.float32) * np.float32(0.5**0.5)


class EncoderError(Exception):
    """The encoder's files are missing or are not the ones that were built."""


class Encoder:
    """all-MiniLM-L6-v2 as an int8 graph on onnxruntime, one thread."""

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer) -> None:
        """Keep what is handed in."""
        self._session = session
        self._tokenizer = tokenizer
        self._is_word = _word_pieces(tokenizer)

    @classmethod
    def load(cls, directory: Path) -> "Encoder":
        """Load the graph that `build_encoder` wrote. Raises EncoderError when a file is missing or altered."""
        try:
            files = json.loads((directory / "manifest.json").read_text())["files"]
            contents = {name: (directory / name).read_bytes() for name in (GRAPH, "tokenizer.json")}
        except (OSError, ValueError, KeyError) as error:
            raise EncoderError("The sentence encoder is missing; `make train` builds it.") from error
        for name, content in contents.items():
            if hashlib.sha256(content).hexdigest() != files.get(name):
                raise EncoderError(f"{name} is not the file that was built; it was not loaded.")
        options = onnxruntime.SessionOptions()
        # A second thread saves a third where nothing else runs; beside a gateway and actions it costs more than that.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        # An arena and the graph's bytes, which a session would keep, are 30 MB in every process and save no time.
        options.enable_cpu_mem_arena = False
        session = onnxruntime.InferenceSession(directory / GRAPH, options, providers=["CPUExecutionProvider"])
        if [output.name for output in session.get_outputs()] != OUTPUTS:
            raise EncoderError("The sentence encoder is that of another version; `make train` builds it anew.")
        tokenizer = Tokenizer.from_str(contents["tokenizer.json"].decode())
        tokenizer.enable_truncation(MAX_PIECES)
        # The published file pads every text to 128 pieces.
        tokenizer.no_padding()
        return cls(session, tokenizer)

    def vocabulary(self) -> list[str]:
        """Return the word pieces that the encoder knows, whole words among them."""
        return list(self._tokenizer.get_vocab())

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of shape (len(texts), 384).

        One text at a time: the int8 graph scales a batch as one, so there a text's neighbours would change its vector.
        """
        if not texts:
            return np.zeros((0, WIDTH), dtype=np.float32)
        return np.stack([self.read(text).vector for text in texts])

    def read(self, text: str) -> Encoding:
        """Return the vectors of a text, and those of its word pieces."""
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        vectors, wordings, pieces = self._session.run(OUTPUTS, {"ids": ids})
        words = self._is_word[ids[0]]
        return Encoding(vectors[0], wordings[0], ids[0][words], pieces[0][words])


def _word_pieces(tokenizer: Tokenizer) -> npt.NDArray[np.bool_]:
    """Say of each piece of the vocabulary whether it holds a letter or a figure; marks like [SEP] and signs do not."""
    is_word = np.zeros(tokenizer.get_vocab_size(), dtype=np.bool_)
    for piece, number in tokenizer.get_vocab().items():
        is_word[number] = not (piece.startswith("[") and piece.endswith("]")) and any(map(str.isalnum, piece))
    return is_word
