"""Last step: which article answers. Sets `selection` for the action server."""

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.constants import INTENT_RANKING_KEY as INTENT_RANKING
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.components.classifier import FAMILIARITY, label_of
from bot.nlu.components.component import Component, read_json, write_json
from bot.nlu.components.featurizer import VECTORS
from bot.nlu.components.reader import READING
from bot.nlu.components.requests import REQUEST
from bot.nlu.conversation_turns import TASKS, intent_for, settled
from bot.nlu.importer import ASK_QUESTION
from bot.nlu.knowledge_index import build_index, read_index, write_index
from bot.nlu.known_vectors import KnownVectors
from bot.nlu.linear import LinearModel
from bot.nlu.selection import Selector, Thresholds, plain_titles
from bot.nlu.selector_training import TrainingLines, fit_selector
from bot.nlu.settings import Settings
from contracts.articles import Article, read_articles

# The attribute of a message that tells the action server what was decided.
SELECTION = "selection"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ArticleSelector(Component):
    """Chooses among the articles with a threshold and a margin of its own, both in config.yml.

    Where there are no articles, nothing is chosen, and the intent of the classifier stands.
    """

    selector: Selector | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults of what config.yml may set."""
        return {
            "answer_threshold": 0.4,
            "answer_margin": 0.1,
            "clarify_threshold": 0.1,
            "double_threshold": 0.6,
            "strength": 20.0,
            "folds": 8,
        }

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the article classifier and the weights of the signals on the training lines and the articles' bodies."""
        settings = Settings.from_environment()
        articles = read_articles(settings.knowledge_dir)
        if not articles:
            return self.keep()
        messages = [message for message in training_data.intent_examples if message.get(VECTORS) is not None]
        # What asks for something to be done is told by a step of its own; its lines would only take from articles.
        messages = [message for message in messages if message.get(INTENT) not in TASKS]
        lines = TrainingLines(
            clauses=[message.get(READING).clauses[0] for message in messages],
            encodings=[message.get(VECTORS).encoding(0) for message in messages],
            labels=np.array([label_of(message).removeprefix(f"{ASK_QUESTION}/") for message in messages]),
        )
        index = build_index(articles.values(), KnownVectors.load(settings.encoder_dir))
        ranker, weights = fit_selector(lines, index, float(self.config["strength"]), int(self.config["folds"]))
        self.selector = Selector(ranker, weights, _titles(articles), self._thresholds())
        return self.keep()

    def process(self, messages: list[Message]) -> list[Message]:
        """Select for each message, and settle its intent."""
        selector = self.selector
        for message in messages:
            if selector is None or message.get(VECTORS) is None:
                continue
            reading = message.get(READING)
            selection = selector.select(reading, message.get(VECTORS))
            asked = message.get(REQUEST)
            request = asked.given(selection.answered) if asked else None
            intent = intent_for(message.get(INTENT_RANKING), reading, selection, request)
            message.set(INTENT, intent, add_to_output=True)
            extra = {
                "personal_data": list(reading.personal_data),
                "keepable": reading.keepable,
                "negated": bool(reading.clauses[0].negated),
            }
            selection = settled(selection, intent, message.get(FAMILIARITY))
            message.set(SELECTION, {**selection.to_json(), **extra}, add_to_output=True)
        return messages

    def write(self, directory: Path) -> None:
        """Write what the ranker knows, the weights of its signals, and the titles."""
        if self.selector is not None:
            write_index(directory, self.selector.ranker)
            self.selector.weights.save(directory / "weights.npz")
            write_json(directory / "titles.json", self.selector.titles)

    def read(self, directory: Path) -> None:
        """Read them back; the thresholds are those of config.yml."""
        if not (directory / "titles.json").is_file():
            return
        weights = LinearModel.load(directory / "weights.npz")
        titles = read_json(directory / "titles.json")
        self.selector = Selector(read_index(directory), weights, titles, self._thresholds())

    def _thresholds(self) -> Thresholds:
        return Thresholds(
            answer=float(self.config["answer_threshold"]),
            margin=float(self.config["answer_margin"]),
            clarify=float(self.config["clarify_threshold"]),
            double=float(self.config["double_threshold"]),
        )


def _titles(articles: dict[str, Article]) -> dict[str, str]:
    return plain_titles({article.id: article.title for article in articles.values()})
