"""Trains everything that is learned: the encoder's graph, the urgent-help classifier, and Rasa's model."""

import hashlib
import json
import time
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

from bot.nlu.encoder_graph import WeightsError, build_encoder
from bot.nlu.settings import Settings


def train() -> int:
    """Build what `make run` needs, with a line of progress for each step; return the exit code."""
    settings = Settings.from_environment()
    started = time.monotonic()
    # What is fitted beside Rasa keeps one processor busy for as long as Rasa needs the other.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as beside:
        try:
            _say("building the sentence encoder (1 of 3)")
            _build(settings, beside)
        except WeightsError as error:
            print(f"error: {error}", flush=True)
            return 1
        model = _train_both(settings, beside)
    if model is None:
        return 1
    _put_into_place(model, settings)
    _say(f"trained in {time.monotonic() - started:.0f} s")
    return 0


def _build(settings: Settings, beside: ProcessPoolExecutor) -> None:
    """Build the encoder while Rasa, which takes as long to load, loads here. Raises WeightsError."""
    building = beside.submit(build_encoder, settings.encoder_dir)
    import_module("bot.nlu.components.selector")
    building.result()


def _train_both(settings: Settings, beside: ProcessPoolExecutor) -> Path | None:
    """Train Rasa, and urgent help if what that is made from has changed."""
    from bot.nlu.urgent_inputs import fingerprint, remember, urgent_help_is_current
    from bot.nlu.urgent_training import encode_shared_lines, train_urgent_help

    _say("encoding the lines (2 of 3)")
    is_current = urgent_help_is_current(settings)
    encode_shared_lines(settings, also_urgent=not is_current)
    if is_current:
        _say("training Rasa; nothing changed for urgent help (3 of 3)")
        return _train_rasa(settings)
    made_from = fingerprint(settings)
    _say("training Rasa and urgent help, side by side (3 of 3)")
    urgent_help = beside.submit(train_urgent_help, settings)
    model = _train_rasa(settings)
    urgent_help.result()
    remember(settings, made_from)
    return model


def _train_rasa(settings: Settings) -> Path | None:
    from rasa import train as rasa_train
    from threadpoolctl import threadpool_limits

    target = settings.model_file
    target.parent.mkdir(parents=True, exist_ok=True)
    # Several threads a product would wait for each other, and for what is fitted beside, more than they work.
    with threadpool_limits(1):
        result = rasa_train(
            domain="domain.yml",
            config="config.yml",
            training_files=["data"],
            output=str(target.parent / "new"),
            fixed_model_name="assistant",
            force_training=True,
        )
    if result.model is None:
        print("error: Rasa did not train; the lines above say why.", flush=True)
        return None
    return Path(result.model)


def _put_into_place(model: Path, settings: Settings) -> None:
    """Put the model and its hash where a running server looks: whole files, the hash last."""
    manifest = {"model": model.name, "sha256": hashlib.sha256(model.read_bytes()).hexdigest()}
    written = model.with_name("manifest.json")
    written.write_text(json.dumps(manifest, indent=2))
    model.replace(settings.model_file)
    written.replace(settings.manifest_file)


def _say(text: str) -> None:
    print(f"progress: {text}", flush=True)
