"""Vectors of training lines: each is encoded once and kept for the next training. Knows no Rasa.

An edit of one article then costs the encoding of its new lines and no more.
"""

import hashlib
import json
import os
import zipfile
from collections import ChainMap
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np

from bot.nlu.encoder import GRAPH, WIDTH, Encoder, EncoderError, Encoding, Vectors

FILE = "known-vectors.npz"
# Beyond this many, those that no line asked for in this training are forgotten.
MOST_KEPT = 80_000
_LOADED: "dict[tuple[Path, str], KnownVectors]" = {}


class KnownVectors:
    """Encodes with several threads, and remembers. What is kept belongs to one graph and is useless to another."""

    def __init__(
        self, encoder: Encoder, file: Path, graph: str, also: Path | None = None, threads: int | None = None
    ) -> None:
        """Remember in this file; `graph` tells the encoder's graph from any other.

        What another file knows (`also`) is not encoded again, and stays there. Without `threads`, one a processor.
        """
        self._encoder, self._file, self._graph = encoder, file, graph
        self._kept, self._elsewhere = _read(file, graph), _read(also, graph) if also else {}
        self._asked: set[bytes] = set()
        self._threads = threads or os.cpu_count() or 1

    @classmethod
    def load(cls, directory: Path, name: str = FILE, threads: int | None = None) -> "KnownVectors":
        """Return the encoder of a directory with what it encoded before. Raises EncoderError.

        A file of another name is for who works beside, and knows what FILE knows as well. A process that asks again
        gets the same: several steps of a training ask, and reading 50,000 vectors takes two seconds.
        """
        file, graph = directory / name, _graph_of(directory)
        if (file, graph) not in _LOADED or not file.exists():
            also = None if name == FILE else directory / FILE
            _LOADED[file, graph] = cls(Encoder.load(directory), file, graph, also, threads)
        return _LOADED[file, graph]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of shape (len(texts), 384), the same as those of `Encoder.encode`."""
        return np.stack([one.vector for one in self.read(texts)]) if texts else np.zeros((0, WIDTH), np.float32)

    def read(self, texts: Sequence[str]) -> list[Encoding]:
        """Return the encodings of texts; wordings and word pieces in half precision."""
        digests = [hashlib.sha256(text.encode()).digest() for text in texts]
        self._asked.update(digests)
        known = ChainMap(self._kept, self._elsewhere)
        new = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
        if new:
            # Longest first, so that no thread is left with a long one at the end.
            order = sorted(new, key=lambda digest: -len(new[digest]))
            with ThreadPoolExecutor(self._threads) as pool:
                encodings = pool.map(lambda digest: _in_half(self._encoder.read(new[digest])), order)
                self._kept.update(zip(order, encodings, strict=True))
            self._write()
        return [known[digest] for digest in digests]

    def _write(self) -> None:
        if len(self._kept) > MOST_KEPT:
            self._kept = {digest: encoding for digest, encoding in self._kept.items() if digest in self._asked}
        digests = np.frombuffer(b"".join(self._kept), dtype=np.uint8).reshape(-1, hashlib.sha256().digest_size)
        encodings = list(self._kept.values())
        partial = self._file.with_name(f"{self._file.name}.part")
        with partial.open("wb") as file:
            np.savez(
                file,
                graph=np.array(self._graph),
                digests=digests,
                vectors=np.stack([one.vector for one in encodings]),
                wordings=np.stack([one.wording for one in encodings]),
                ids=np.concatenate([one.ids for one in encodings]).astype(np.int32),
                pieces=np.concatenate([one.pieces for one in encodings]),
                counts=np.array([len(one.ids) for one in encodings], dtype=np.int32),
            )
        partial.replace(self._file)


def _graph_of(directory: Path) -> str:
    try:
        return str(json.loads((directory / "manifest.json").read_text(encoding="utf-8"))["files"][GRAPH])
    except (OSError, ValueError, KeyError) as error:
        raise EncoderError("The sentence encoder is missing; `make train` builds it.") from error


def _in_half(encoding: Encoding) -> Encoding:
    return Encoding(
        encoding.vector, encoding.wording.astype(np.float16), encoding.ids, encoding.pieces.astype(np.float16)
    )


def _read(file: Path, graph: str) -> dict[bytes, Encoding]:
    """Return what is kept; nothing when it is damaged or another graph's: it is only there to save time."""
    try:
        with np.load(file, allow_pickle=False) as stored:
            if str(stored["graph"]) != graph:
                return {}
            names = ("digests", "vectors", "wordings", "ids", "pieces")
            digests, vectors, wordings, ids, pieces = (stored[name] for name in names)
            places = pairwise([0, *np.cumsum(stored["counts"]).tolist()])
        ids = ids.astype(np.int64)
        return {
            digest.tobytes(): Encoding(vector, wording, ids[start:end], pieces[start:end])
            for digest, vector, wording, (start, end) in zip(digests, vectors, wordings, places, strict=True)
        }
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return {}
