"""A running server takes the model that training put into place, and no other; a turn ends with the model it had."""

import asyncio
import gc
import gzip
import hashlib
import json
import logging
import shutil
import weakref
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.nlu import model_swap
from bot.nlu.checked_model import ModelError, checked_copy, require_trained, trained_hash
from bot.nlu.model_swap import ModelSwap
from bot.nlu.settings import Settings
from tests.nlu.conftest import MODEL

QUESTION = "when is pay day"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings whose model is a copy of the trained one."""
    settings = Settings.from_environment({"VAR_DIR": str(tmp_path)})
    put_into_place(settings, MODEL.read_bytes())
    return settings


def put_into_place(settings: Settings, model: bytes, digest: str | None = None) -> None:
    settings.model_file.parent.mkdir(exist_ok=True)
    settings.model_file.write_bytes(model)
    manifest = {"sha256": digest or hashlib.sha256(model).hexdigest()}
    settings.manifest_file.write_text(json.dumps(manifest))


def repacked(level: int) -> bytes:
    """Return the trained model as a file with other bytes."""
    return gzip.compress(gzip.decompress(MODEL.read_bytes()), level, mtime=level)


@pytest.fixture
def running(agent: Any) -> Any:
    """Return something with the trained model that may be given another one."""
    return SimpleNamespace(**{name: getattr(agent, name) for name in vars(agent)})


def swap(settings: Settings, served: str, running: Any) -> bool:
    return asyncio.run(ModelSwap(settings, served).take_new_model(running))


def test_the_model_that_is_served_is_not_loaded_again(settings: Settings, running: Any) -> None:
    before = running.processor
    assert not swap(settings, str(trained_hash(settings)), running)
    assert running.processor is before


def test_a_new_model_answers_and_shares_the_conversations_of_the_old_one(settings: Settings, running: Any) -> None:
    old, served = running.processor, str(trained_hash(settings))
    put_into_place(settings, repacked(1))
    assert swap(settings, served, running)
    assert running.processor is not old
    assert running.processor.tracker_store is old.tracker_store is running.tracker_store
    assert running.processor.lock_store is old.lock_store
    parsed = asyncio.run(running.processor.parse_message(UserMessage(QUESTION)))
    assert parsed["selection"]["articles"] == ["pay-day"]


def test_a_turn_that_is_under_way_keeps_the_words_of_its_model(settings: Settings, running: Any) -> None:
    old = running.processor
    old_words = dict(old.nlg.responses)
    put_into_place(settings, repacked(2))
    swap(settings, "another", running)
    assert running.processor.nlg is not old.nlg
    assert old.nlg.responses == old_words


def test_a_file_that_is_not_the_one_of_the_manifest_is_not_loaded(
    settings: Settings, running: Any, caplog: pytest.LogCaptureFixture
) -> None:
    before = running.processor
    put_into_place(settings, b"altered", digest="0" * 64)
    taker = ModelSwap(settings, "another")
    with caplog.at_level(logging.WARNING):
        taken = [asyncio.run(taker.take_new_model(running)) for _ in range(2)]
    assert taken == [False, False]
    assert running.processor is before
    assert caplog.messages == [
        "The model is not the file of its manifest, so it is not loaded; the one before goes on."
    ]


def test_a_training_that_has_not_written_its_manifest_yet_changes_nothing(settings: Settings, running: Any) -> None:
    settings.manifest_file.unlink()
    assert not swap(settings, "another", running)


def test_what_is_loaded_is_the_copy_that_was_checked(settings: Settings) -> None:
    with checked_copy(settings) as (model, digest):
        settings.model_file.write_bytes(b"altered meanwhile")
        assert hashlib.sha256(model.read_bytes()).hexdigest() == digest
    assert not model.exists()
    with pytest.raises(ModelError, match="not the file that was trained here"):
        require_trained(settings)


def test_without_a_model_it_is_said_in_one_sentence(settings: Settings) -> None:
    shutil.rmtree(settings.model_file.parent)
    with pytest.raises(ModelError, match="There is no trained model; `make train` makes one"), checked_copy(settings):
        pass


def test_what_was_set_aside_is_freed_with_the_old_model() -> None:
    class Old:
        """Hangs together in a circle, as a model does."""

    old = Old()
    old.itself = old  # type: ignore[attr-defined]
    gone = weakref.ref(old)
    try:
        model_swap._set_aside()
        del old
        gc.collect()
        assert gone() is not None
        model_swap._give_memory_back()
        assert gone() is None
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
