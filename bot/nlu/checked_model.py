"""A model file is code: it is loaded only when it is the very file that was trained here. Knows no Rasa."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.nlu.settings import Settings


class ModelError(Exception):
    """There is no model, or not the one that was trained here; its text says what to do."""


def trained_hash(settings: Settings) -> str | None:
    """Return the SHA-256 that training wrote down for its model, or None when there is none to read."""
    try:
        return str(json.loads(settings.manifest_file.read_text(encoding="utf-8"))["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def require_trained(settings: Settings, model: Path | None = None) -> str:
    """Return the SHA-256 of the model, or of a copy of it. Raises ModelError unless it is the one in the manifest."""
    try:
        wanted = trained_hash(settings)
        found = hashlib.sha256((model or settings.model_file).read_bytes()).hexdigest()
    except OSError:
        wanted = None
    if wanted is None:
        raise ModelError("There is no trained model; `make train` makes one.")
    if found != wanted:
        raise ModelError(
            "The model is not the file that was trained here, so it was not loaded; `make train` makes a new one."
        )
    return found


@contextmanager
def checked_copy(settings: Settings) -> Iterator[tuple[Path, str]]:
    """Yield a copy of the model that nobody else can change any more, and its hash. Raises ModelError."""
    with tempfile.TemporaryDirectory(prefix="staff-assistant-model-") as directory:
        copy = Path(directory) / settings.model_file.name
        try:
            shutil.copyfile(settings.model_file, copy)
        except OSError as error:
            raise ModelError("There is no trained model; `make train` makes one.") from error
        yield copy, require_trained(settings, copy)
