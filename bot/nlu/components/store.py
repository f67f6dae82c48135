"""Saves and loads a component's files in Rasa's model storage, so that they travel inside the model and its hash."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

Loaded = TypeVar("Loaded")


def trained(part: Loaded | None) -> Loaded:
    """Return what training or loading has set. Raises RuntimeError before: Rasa never processes before."""
    if part is None:
        raise RuntimeError("The component was neither trained nor loaded.")
    return part


def save_with(storage: ModelStorage, resource: Resource, write: Callable[[Path], None]) -> None:
    """Let `write` put its files into the resource's folder."""
    with storage.write_to(resource) as directory:
        write(directory)


def load_with(storage: ModelStorage, resource: Resource, read: Callable[[Path], Loaded]) -> Loaded:
    """Return what `read` makes of the resource's folder. Raises ValueError when the component was never trained."""
    with storage.read_from(resource) as directory:
        return read(directory)


def write_json(path: Path, value: Any) -> None:
    """Write a value as JSON."""
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def read_json(path: Path) -> Any:
    """Read a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))
