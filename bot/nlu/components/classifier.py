"""Third step: what kind of message it is. A linear classifier over intents and articles together."""

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.components.component import Component, trained
from bot.nlu.components.featurizer import VECTORS
from bot.nlu.importer import ARTICLE, ASK_QUESTION
from bot.nlu.linear import LinearModel, Matrix

# How many intents the ranking shows.
RANKING = 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearClassifier(Component):
    """Sets `intent` and `intent_ranking`.

    It learns each article as a label of its own, because "a question" is not one thing; an intent's confidence
    is the sum over its labels. `strength` in config.yml is the inverse of the regularisation.
    """

    model: LinearModel | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the default of what config.yml may set."""
        return {"strength": 10.0}

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the vectors of all training lines."""
        messages = [message for message in training_data.intent_examples if message.get(VECTORS) is not None]
        vectors = np.vstack([message.get(VECTORS)[:1] for message in messages])
        labels = np.array([label_of(message) for message in messages])
        self.model = LinearModel.fit(vectors, labels, float(self.config["strength"]))
        return self.keep()

    def process(self, messages: list[Message]) -> list[Message]:
        """Classify the messages."""
        model = trained(self.model)
        for message in messages:
            if message.get(VECTORS) is None:
                continue
            chances = _by_intent(model, model.probabilities(message.get(VECTORS)))
            # A story may drown its question, so the clause that is clearest counts; a lone message is its own clause.
            clearest = max(chances, key=lambda ranking: ranking[0][1])
            ranking = [{"name": name, "confidence": confidence} for name, confidence in clearest[:RANKING]]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def write(self, directory: Path) -> None:
        """Write the weights."""
        trained(self.model).save(directory / "intents.npz")

    def read(self, directory: Path) -> None:
        """Read them back."""
        self.model = LinearModel.load(directory / "intents.npz")


def label_of(message: Message) -> str:
    """Return what a training line teaches: an article's label, or an intent."""
    article = message.get(ARTICLE)
    return f"{ASK_QUESTION}/{article}" if article else str(message.get(INTENT))


def _by_intent(model: LinearModel, chances: Matrix) -> list[list[tuple[str, float]]]:
    rankings = []
    for row in chances:
        sums: dict[str, float] = {}
        for label, chance in zip(model.labels, row, strict=True):
            intent = label.split("/")[0]
            sums[intent] = sums.get(intent, 0.0) + float(chance)
        rankings.append(sorted(sums.items(), key=lambda pair: -pair[1]))
    return rankings
