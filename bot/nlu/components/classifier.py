"""Third step: what kind of message it is. A linear classifier over intents and articles together."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.clause_vectors import ClauseVectors
from bot.nlu.components.component import Component, trained
from bot.nlu.components.featurizer import VECTORS
from bot.nlu.conversation_turns import OUT_OF_SCOPE, TASKS
from bot.nlu.encoder import Vectors
from bot.nlu.familiarity import FAMILIAR, Familiarity
from bot.nlu.importer import ARTICLE, ASK_QUESTION
from bot.nlu.linear import LinearModel

# The attribute of a message that says whether it is about anything that was trained: 0 to 1, from FAMILIAR on it is.
FAMILIARITY = "familiarity"
# How many intents the ranking shows.
RANKING = 5
# From this confidence on, the whole message is clear and its clauses are not looked at.
CLEAR = 0.8


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearClassifier(Component):
    """Sets `intent`, `intent_ranking` and `familiarity`.

    It learns each article as a label of its own, because "a question" is not one thing; an intent's confidence
    is the sum over its labels. `strength` in config.yml is the inverse of the regularisation, `most_refused` the share
    of what it knows that may count as unfamiliar, `conversation_weight` how often each line of conversation counts
    beside the many lines of articles.
    """

    model: LinearModel | None = None
    intents: "_Intents | None" = None
    familiarity: Familiarity | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults of what config.yml may set."""
        return {"strength": 10.0, "most_refused": 0.03, "conversation_weight": 3}

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the vectors of all training lines."""
        messages = [message for message in training_data.intent_examples if message.get(VECTORS) is not None]
        # Requests are told apart by a step of their own.
        messages = [message for message in messages if message.get(INTENT) not in TASKS] or messages
        vectors = np.vstack([message.get(VECTORS)[0] for message in messages])
        labels = np.array([label_of(message) for message in messages])
        rows = self._rows(labels)
        strength, most_refused = float(self.config["strength"]), float(self.config["most_refused"])
        model = LinearModel.fit_soon(vectors[rows], labels[rows], strength)
        self._use(model)
        self.familiarity = Familiarity.fit(
            vectors, labels, model, foreign=OUT_OF_SCOPE, strength=strength, most_refused=most_refused
        )
        return self.keep()

    def process(self, messages: list[Message]) -> list[Message]:
        """Classify the messages."""
        intents = trained(self.intents)
        for message in messages:
            if message.get(VECTORS) is None:
                continue
            ranking = intents.clearest(message.get(VECTORS))
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            message.set(FAMILIARITY, self._familiarity(message.get(VECTORS)), add_to_output=True)
        return messages

    def write(self, directory: Path) -> None:
        """Write the weights."""
        trained(self.model).save(directory / "intents.npz")
        trained(self.familiarity).save(directory / "familiarity.npz")

    def read(self, directory: Path) -> None:
        """Read them back."""
        self._use(LinearModel.load(directory / "intents.npz"))
        self.familiarity = Familiarity.load(directory / "familiarity.npz")

    def _use(self, model: LinearModel) -> None:
        self.model, self.intents = model, _Intents.of(model)

    def _rows(self, labels: npt.NDArray[np.str_]) -> npt.NDArray[np.intp]:
        """Return which lines to learn: those of conversation several times, where articles' lines outnumber them."""
        spoken = np.array(["/" not in label and label != OUT_OF_SCOPE for label in labels])
        if spoken.all():
            return np.arange(len(labels))
        return np.repeat(np.arange(len(labels)), np.where(spoken, int(self.config["conversation_weight"]), 1))

    def _familiarity(self, vectors: ClauseVectors) -> float:
        """Return that of the whole message, or of its most familiar clause where the whole is not familiar."""
        model, familiarity = trained(self.model), trained(self.familiarity)
        found = familiarity.of(model, vectors[0])
        if found < FAMILIAR:
            found = max([found, *(familiarity.of(model, vectors[number]) for number in range(1, len(vectors)))])
        return round(found, 4)


def label_of(message: Message) -> str:
    """Return what a training line teaches: an article's label, or an intent."""
    article = message.get(ARTICLE)
    return f"{ASK_QUESTION}/{article}" if article else str(message.get(INTENT))


@dataclass(frozen=True)
class _Intents:
    """The model's labels, summed up to intents: `owners` has the number of its intent for each label."""

    model: LinearModel
    names: list[str]
    owners: npt.NDArray[np.intp]

    @classmethod
    def of(cls, model: LinearModel) -> "_Intents":
        """Return the intents of a model's labels."""
        names, owners = np.unique([label.partition("/")[0] for label in model.labels], return_inverse=True)
        return cls(model, [str(name) for name in names], owners)

    def clearest(self, vectors: ClauseVectors) -> list[dict[str, Any]]:
        """Return the ranking of the whole; a story may drown its question, and then that of a clause that is clear.

        Clauses that are no clearer than the whole say less than it: together they tell what is meant.
        """
        best = self._by_intent(vectors[0])
        if best[0][1] < CLEAR:
            rankings = [self._by_intent(vectors[number]) for number in range(1, len(vectors))]
            best = max((ranking for ranking in rankings if ranking[0][1] >= CLEAR), key=_surest, default=best)
        return [{"name": name, "confidence": confidence} for name, confidence in best]

    def _by_intent(self, vector: Vectors) -> list[tuple[str, float]]:
        sums = np.bincount(self.owners, self.model.probabilities(vector[None])[0], len(self.names))
        return [(self.names[number], float(sums[number])) for number in np.argsort(-sums)[:RANKING]]


def _surest(ranking: list[tuple[str, float]]) -> float:
    return ranking[0][1]
