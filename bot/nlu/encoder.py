"""The sentence encoder at run time: text in, unit vectors out. Knows no Rasa; the gateway loads it too."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

WIDTH = 384
# A question is short; what lies beyond this many word pieces (about 180 words) does not change what it is about.
MAX_PIECES = 256

Vectors = npt.NDArray[np.float32]


class EncoderError(Exception):
    """The encoder's files are missing or are not the ones that were built."""


class Encoder:
    """all-MiniLM-L6-v2 as an int8 graph on onnxruntime, one thread."""

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer) -> None:
        """Keep what is handed in."""
        self._session = session
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, directory: Path) -> "Encoder":
        """Load the graph that `build_encoder` wrote. Raises EncoderError when a file is missing or altered."""
        try:
            files = json.loads((directory / "manifest.json").read_text())["files"]
            contents = {name: (directory / name).read_bytes() for name in ("model.onnx", "tokenizer.json")}
        except (OSError, ValueError, KeyError) as error:
            raise EncoderError("The sentence encoder is missing; `make train` builds it.") from error
        for name, content in contents.items():
            if hashlib.sha256(content).hexdigest() != files.get(name):
                raise EncoderError(f"{name} is not the file that was built; it was not loaded.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(contents["model.onnx"], options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_str(contents["tokenizer.json"].decode())
        tokenizer.enable_truncation(MAX_PIECES)
        tokenizer.enable_padding()
        return cls(session, tokenizer)

    def vocabulary(self) -> list[str]:
        """Return the word pieces that the encoder knows, whole words among them."""
        return list(self._tokenizer.get_vocab())

    def encode(self, texts: Sequence[str], batch: int = 1) -> Vectors:
        """Return unit vectors of shape (len(texts), 384).

        One text at a time, because the int8 graph scales a batch as one: there, a text's neighbours change its vector.
        """
        if not texts:
            return np.zeros((0, WIDTH), dtype=np.float32)
        # Texts of like length go together, so that little is spent on padding.
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        vectors = np.empty((len(texts), WIDTH), dtype=np.float32)
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            vectors[chosen] = self._encode_batch([texts[index] for index in chosen])
        return vectors

    def _encode_batch(self, texts: list[str]) -> Vectors:
        # One text is encoded here and now; for a batch the tokenizer would start threads of its own.
        one = len(texts) == 1
        pieces = [self._tokenizer.encode(texts[0])] if one else self._tokenizer.encode_batch(texts)
        ids = np.array([piece.ids for piece in pieces], dtype=np.int64)
        mask = np.array([piece.attention_mask for piece in pieces], dtype=np.int64)
        vectors: Vectors = self._session.run(["vectors"], {"ids": ids, "mask": mask})[0]
        return vectors
