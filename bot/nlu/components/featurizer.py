"""Second step: sentence vectors of the whole message and of each of its clauses."""

import shutil
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.components.reader import READING
from bot.nlu.components.store import load_with, save_with, trained
from bot.nlu.encoder import Encoder
from bot.nlu.encoder_graph import build_encoder
from bot.nlu.settings import Settings

# The attribute of a message that holds one vector for each clause of its reading, shape (clauses, 384).
VECTORS = "vectors"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceFeaturizer(GraphComponent):
    """Sets `vectors`, and the first of them as Rasa's dense sentence feature: stock classifiers work on it too."""

    def __init__(
        self, name: str, model_storage: ModelStorage, resource: Resource, encoder: Encoder | None = None
    ) -> None:
        """Keep what is handed in."""
        self._name, self._model_storage, self._resource = name, model_storage, resource
        self.encoder = encoder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceFeaturizer":
        """Return a featurizer that is to be trained."""
        return cls(execution_context.node_name, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Build the encoder's graph if it is not there, and take it into the model."""
        directory = Settings.from_environment().encoder_dir
        build_encoder(directory)
        self.encoder = Encoder.load(directory)
        save_with(self._model_storage, self._resource, lambda target: _copy(directory, target))
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encode every training line, many at a time."""
        messages = [message for message in training_data.training_examples if message.get(READING)]
        vectors = trained(self.encoder).encode([message.get(READING).clauses[0].text for message in messages])
        for message, vector in zip(messages, vectors, strict=True):
            self._set(message, vector[None])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Encode the clauses of each message."""
        encoder = trained(self.encoder)
        for message in messages:
            if message.get(READING):
                self._set(message, encoder.encode([clause.text for clause in message.get(READING).clauses]))
        return messages

    def _set(self, message: Message, vectors: Any) -> None:
        message.set(VECTORS, vectors)
        message.add_features(Features(vectors[:1], FEATURE_TYPE_SENTENCE, TEXT, self._name))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SentenceFeaturizer":
        """Return the featurizer with the graph that is kept in the model."""
        encoder = load_with(model_storage, resource, Encoder.load)
        return cls(execution_context.node_name, model_storage, resource, encoder)


def _copy(source: Path, target: Path) -> None:
    for name in ("model.onnx", "tokenizer.json", "manifest.json"):
        shutil.copy(source / name, target / name)
