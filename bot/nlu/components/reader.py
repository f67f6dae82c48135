"""First step: reads a message with spaCy and corrects its spelling."""

from pathlib import Path
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language

from bot.nlu.components.store import load_with, read_json, save_with, trained, write_json
from bot.nlu.encoder import Encoder
from bot.nlu.encoder_graph import build_encoder
from bot.nlu.language import build_language
from bot.nlu.reading import read
from bot.nlu.settings import Settings
from bot.nlu.spelling import Spelling
from contracts.articles import read_articles

# The attribute of a message that holds its Reading.
READING = "reading"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class Reader(GraphComponent):
    """Sets `reading` on every message. Its pipeline is built from the knowledge base when the model is trained."""

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        language: Language | None = None,
        spelling: Spelling | None = None,
    ) -> None:
        """Keep what is handed in."""
        self._model_storage, self._resource = model_storage, resource
        self.language, self.spelling = language, spelling

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Reader":
        """Return a reader that is to be trained."""
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Build the pipeline and the spelling from the articles and the training lines."""
        settings = Settings.from_environment()
        articles = list(read_articles(settings.knowledge_dir).values())
        build_encoder(settings.encoder_dir)
        pieces = Encoder.load(settings.encoder_dir).vocabulary()
        lines = [str(message.get(TEXT)) for message in training_data.intent_examples]
        self.language = build_language(articles)
        self.spelling = Spelling.from_knowledge(articles, pieces, lines)
        save_with(self._model_storage, self._resource, self._write)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Read every training line."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Read the messages."""
        language, spelling = trained(self.language), trained(self.spelling)
        for message in messages:
            if message.get(TEXT):
                message.set(READING, read(str(message.get(TEXT)), language, spelling))
        return messages

    def _write(self, directory: Path) -> None:
        spelling = trained(self.spelling)
        trained(self.language).to_disk(directory / "language")
        write_json(
            directory / "spelling.json",
            {"known": sorted(spelling.known), "wanted": spelling.wanted},
        )

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "Reader":
        """Return the reader as it was trained."""

        def loaded(directory: Path) -> Reader:
            spelling = Spelling(**read_json(directory / "spelling.json"))
            return cls(model_storage, resource, spacy.load(directory / "language"), spelling)

        return load_with(model_storage, resource, loaded)
