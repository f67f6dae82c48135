"""Urgent help is trained again only when what it is made from has changed."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from bot.nlu import urgent_training
from bot.nlu.settings import Settings
from bot.nlu.urgent_inputs import fingerprint, remember, urgent_help_is_current
from tests.nlu.conftest import ROOT

ARTICLE = "wellbeing/physiotherapy.md"


@pytest.fixture
def settings(tmp_path: Path, encoder_directory: Path) -> Settings:
    """Return settings with a copy of the knowledge base and a classifier that was just made."""
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    (tmp_path / "encoder").mkdir()
    shutil.copy(encoder_directory / "manifest.json", tmp_path / "encoder")
    (tmp_path / "urgent").mkdir()
    for name in urgent_training.FILES:
        (tmp_path / "urgent" / name).write_bytes(b"weights")
    hashes = dict.fromkeys(urgent_training.FILES, hashlib.sha256(b"weights").hexdigest())
    (tmp_path / "urgent/manifest.json").write_text(json.dumps({"files": hashes}))
    settings = Settings.from_environment({"VAR_DIR": str(tmp_path), "KNOWLEDGE_DIR": str(tmp_path / "knowledge")})
    remember(settings, fingerprint(settings))
    return settings


def edit(settings: Settings, old: str, new: str) -> None:
    path = settings.knowledge_dir / ARTICLE
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_was_just_trained_is_current(settings: Settings) -> None:
    assert urgent_help_is_current(settings)


def test_what_an_article_says_does_not_matter(settings: Settings) -> None:
    edit(settings, "Yes. Staff can have", "Yes, all staff can have")
    assert urgent_help_is_current(settings)


def test_a_new_example_of_an_article_matters(settings: Settings) -> None:
    edit(settings, "  - sciatica\n", "  - sciatica\n  - my back hurts so much\n")
    assert not urgent_help_is_current(settings)


@pytest.mark.parametrize(
    "name", ["urgent/classifier.npz", "urgent/networks.npz", "urgent/manifest.json", "encoder/manifest.json"]
)
def test_a_changed_file_matters(settings: Settings, name: str) -> None:
    (settings.var_dir / name).write_text("{}")
    assert not urgent_help_is_current(settings)


def test_a_change_of_how_it_is_trained_matters(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "urgent_training.py"
    code.write_text("COST = 1.0")
    monkeypatch.setattr(urgent_training, "__file__", str(code))
    assert not urgent_help_is_current(settings)
