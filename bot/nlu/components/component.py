"""What the steps of the pipeline have in common: how Rasa makes them, and where their files are kept."""

import json
from pathlib import Path
from typing import Any, Self, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

Part = TypeVar("Part")


class Component(GraphComponent):
    """A step that learns. Its files lie in Rasa's model storage, so they travel inside the model and its hash."""

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        """Keep where the files go, and the name under which Rasa knows this step."""
        self.config, self.name = config, name
        self._model_storage, self._resource = model_storage, resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """Return a step that is to be trained."""
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        """Return the step as it was trained. Raises ValueError when it never was."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as directory:
            component.read(directory)
        return component

    def keep(self) -> Resource:
        """Store what was learned."""
        with self._model_storage.write_to(self._resource) as directory:
            self.write(directory)
        return self._resource

    def write(self, directory: Path) -> None:
        """Write what was learned as files."""
        raise NotImplementedError

    def read(self, directory: Path) -> None:
        """Read what `write` wrote."""
        raise NotImplementedError


def trained(part: Part | None) -> Part:
    """Return what training or loading has set. Raises RuntimeError before: Rasa never processes before."""
    if part is None:
        raise RuntimeError("The component was neither trained nor loaded.")
    return part


def write_json(path: Path, value: Any) -> None:
    """Write a value as JSON."""
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def read_json(path: Path) -> Any:
    """Read a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))
