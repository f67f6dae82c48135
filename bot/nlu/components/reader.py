"""First step: reads a message with spaCy and corrects its spelling."""

from pathlib import Path

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language

from bot.nlu.components.component import Component, read_json, trained, write_json
from bot.nlu.encoder import Encoder
from bot.nlu.encoder_graph import build_encoder
from bot.nlu.importer import ARTICLE
from bot.nlu.language import build_language
from bot.nlu.reading import read
from bot.nlu.settings import Settings
from bot.nlu.spelling import Spelling
from contracts.articles import read_articles

# The attribute of a message that holds its Reading.
READING = "reading"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class Reader(Component):
    """Sets `reading` on every message. Its pipeline is built from the knowledge base when the model is trained."""

    language: Language | None = None
    spelling: Spelling | None = None

    def train(self, training_data: TrainingData) -> Resource:
        """Build the pipeline and the spelling from the articles and the training lines."""
        settings = Settings.from_environment()
        articles = list(read_articles(settings.knowledge_dir).values())
        build_encoder(settings.encoder_dir)
        pieces = Encoder.load(settings.encoder_dir).vocabulary()
        # Words of conversation are left out: what is misspelt is mostly the name of something.
        lines = [str(message.get(TEXT)) for message in training_data.intent_examples if message.get(ARTICLE)]
        self.language = build_language(articles)
        self.spelling = Spelling.from_knowledge(articles, pieces, lines)
        return self.keep()

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

    def write(self, directory: Path) -> None:
        """Write the pipeline and the words."""
        spelling = trained(self.spelling)
        trained(self.language).to_disk(directory / "language")
        words = {"known": sorted(spelling.known), "wanted": spelling.wanted, "pairs": spelling.pairs}
        write_json(directory / "spelling.json", words)

    def read(self, directory: Path) -> None:
        """Read them back."""
        self.language = spacy.load(directory / "language")
        self.spelling = Spelling(**read_json(directory / "spelling.json"))
