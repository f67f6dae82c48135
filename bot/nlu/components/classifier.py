"""Third step: what kind of message it is. A linear classifier over intents and articles together."""

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.components.featurizer import VECTORS
from bot.nlu.components.store import load_with, save_with, trained
from bot.nlu.importer import ARTICLE, ASK_QUESTION
from bot.nlu.linear import LinearModel, Matrix

# How many intents the ranking shows.
RANKING = 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearClassifier(GraphComponent):
    """Sets `intent` and `intent_ranking`.

    It learns each article as a label of its own, because "a question" is not one thing; an intent's confidence
    is the sum over its labels. `strength` in config.yml is the inverse of the regularisation.
    """

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: LinearModel | None = None,
    ) -> None:
        """Keep what is handed in."""
        self._strength = float(config["strength"])
        self._model_storage, self._resource = model_storage, resource
        self.model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the default of what config.yml may set."""
        return {"strength": 10.0}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LinearClassifier":
        """Return a classifier that is to be trained."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the vectors of all training lines."""
        messages = [message for message in training_data.intent_examples if message.get(VECTORS) is not None]
        vectors = np.vstack([message.get(VECTORS)[:1] for message in messages])
        labels = np.array([label_of(message) for message in messages])
        self.model = LinearModel.fit(vectors, labels, self._strength)
        save_with(self._model_storage, self._resource, lambda directory: self._write(directory))
        return self._resource

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

    def _write(self, directory: Path) -> None:
        trained(self.model).save(directory / "intents.npz")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LinearClassifier":
        """Return the classifier as it was trained."""
        model = load_with(model_storage, resource, lambda directory: LinearModel.load(directory / "intents.npz"))
        return cls(config, model_storage, resource, model)


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
