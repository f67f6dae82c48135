"""Second step: sentence vectors of the whole message and of each of its clauses."""

import shutil
from pathlib import Path

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.clause_vectors import ClauseVectors
from bot.nlu.components.component import Component, trained
from bot.nlu.components.reader import READING
from bot.nlu.encoder import Encoder
from bot.nlu.encoder_graph import build_encoder
from bot.nlu.known_vectors import KnownVectors
from bot.nlu.settings import Settings

# The attribute of a message that holds the ClauseVectors of its reading.
VECTORS = "vectors"
FILES = ("model.onnx", "tokenizer.json", "manifest.json")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceFeaturizer(Component):
    """Sets `vectors`, and the first of them as Rasa's dense sentence feature: stock classifiers work on it too."""

    encoder: Encoder | None = None

    def train(self, training_data: TrainingData) -> Resource:
        """Build the encoder's graph if it is not there, and take it into the model."""
        directory = Settings.from_environment().encoder_dir
        build_encoder(directory)
        self.encoder = Encoder.load(directory)
        return self.keep()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encode every training line that was not encoded before."""
        messages = [message for message in training_data.training_examples if message.get(READING)]
        known = KnownVectors.load(Settings.from_environment().encoder_dir)
        encodings = known.read([message.get(READING).clauses[0].text for message in messages])
        for message, encoding in zip(messages, encodings, strict=True):
            self._set(message, ClauseVectors.known(encoding))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Encode the whole of each message; its clauses follow when they are needed."""
        encoder = trained(self.encoder)
        for message in messages:
            if message.get(READING):
                texts = tuple(clause.text for clause in message.get(READING).clauses)
                self._set(message, ClauseVectors(encoder, texts))
        return messages

    def _set(self, message: Message, vectors: ClauseVectors) -> None:
        message.set(VECTORS, vectors)
        message.add_features(Features(vectors[0][None], FEATURE_TYPE_SENTENCE, TEXT, self.name))

    def write(self, directory: Path) -> None:
        """Put the graph into the model."""
        for name in FILES:
            shutil.copy(Settings.from_environment().encoder_dir / name, directory / name)

    def read(self, directory: Path) -> None:
        """Load the graph that is kept in the model."""
        self.encoder = Encoder.load(directory)
