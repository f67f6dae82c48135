"""Vectors of training lines are encoded once, and are those that the encoder gives."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from bot.nlu.encoder import PIECE_WIDTH, WIDTH, Encoder, EncoderError, Encoding
from bot.nlu.known_vectors import FILE, KnownVectors
from tests.nlu.conftest import MODEL

LINES = ["when is pay day", "what is a pdr", "who runs the carers network"]


class CountingEncoder:
    """The real encoder, which counts what it is asked."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder, self.asked = encoder, 0

    def read(self, text: str) -> Encoding:
        self.asked += 1
        return self.encoder.read(text)


@pytest.fixture
def counting(encoder: Encoder) -> CountingEncoder:
    return CountingEncoder(encoder)


def test_the_vectors_are_those_of_the_encoder(encoder: Encoder, counting: CountingEncoder, tmp_path: Path) -> None:
    vectors = KnownVectors(counting, tmp_path / FILE, "one").encode(LINES)  # type: ignore[arg-type]
    assert np.array_equal(vectors, encoder.encode(LINES))


def test_word_pieces_are_kept_in_half_precision(encoder: Encoder, counting: CountingEncoder, tmp_path: Path) -> None:
    KnownVectors(counting, tmp_path / FILE, "one").read(LINES)  # type: ignore[arg-type]
    kept = KnownVectors(counting, tmp_path / FILE, "one").read(LINES)  # type: ignore[arg-type]
    for line, encoding in zip(LINES, kept, strict=True):
        read = encoder.read(line)
        assert encoding.pieces.shape == (len(read.ids), PIECE_WIDTH)
        assert np.array_equal(encoding.ids, read.ids)
        assert np.allclose(encoding.wording, read.wording, atol=1e-3)
        assert np.allclose(encoding.pieces, read.pieces, atol=1e-3)


def test_a_line_is_encoded_once_over_all_trainings(counting: CountingEncoder, tmp_path: Path) -> None:
    KnownVectors(counting, tmp_path / FILE, "one").encode([*LINES, *LINES])  # type: ignore[arg-type]
    again = KnownVectors(counting, tmp_path / FILE, "one").encode([*LINES, "hello"])  # type: ignore[arg-type]
    assert (counting.asked, len(again)) == (4, 4)


def test_another_graph_encodes_anew(counting: CountingEncoder, tmp_path: Path) -> None:
    KnownVectors(counting, tmp_path / FILE, "one").encode(LINES)  # type: ignore[arg-type]
    KnownVectors(counting, tmp_path / FILE, "two").encode(LINES)  # type: ignore[arg-type]
    assert counting.asked == 6


def test_a_damaged_file_costs_time_and_nothing_else(counting: CountingEncoder, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"PK damaged")
    assert KnownVectors(counting, tmp_path / FILE, "one").encode(LINES).shape == (3, WIDTH)  # type: ignore[arg-type]


def test_nothing_gives_no_vector(counting: CountingEncoder, tmp_path: Path) -> None:
    assert KnownVectors(counting, tmp_path / FILE, "one").encode([]).shape == (0, WIDTH)  # type: ignore[arg-type]


def test_what_another_file_knows_is_not_encoded_again_and_stays_there(
    counting: CountingEncoder, tmp_path: Path
) -> None:
    KnownVectors(counting, tmp_path / FILE, "one").encode(LINES)  # type: ignore[arg-type]
    file, also = tmp_path / "beside.npz", tmp_path / FILE
    beside = KnownVectors(counting, file, "one", also, threads=1)  # type: ignore[arg-type]
    assert beside.encode([*LINES, "hello"]).shape == (4, WIDTH)
    with np.load(file) as stored:
        assert (counting.asked, len(stored["digests"])) == (4, 1)


def test_a_process_that_asks_again_gets_the_same_until_the_graph_changes(tmp_path: Path) -> None:
    shutil.copytree(MODEL.parent.parent / "encoder", tmp_path / "encoder")
    directory = tmp_path / "encoder"
    known = KnownVectors.load(directory)
    known.encode(LINES)
    assert KnownVectors.load(directory) is known
    (directory / FILE).unlink()
    assert KnownVectors.load(directory) is not known


def test_without_an_encoder_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="make train"):
        KnownVectors.load(tmp_path)
