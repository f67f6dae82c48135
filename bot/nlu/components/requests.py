"""Fourth step: whether the assistant is asked to do something. Sets `request` for the last step."""

from pathlib import Path

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.clause_vectors import ClauseVectors
from bot.nlu.components.component import Component
from bot.nlu.components.featurizer import VECTORS
from bot.nlu.components.reader import READING
from bot.nlu.conversation_turns import TASKS
from bot.nlu.known_vectors import KnownVectors
from bot.nlu.reading import Reading
from bot.nlu.requests import OTHER, MessageRequest, RequestModel
from bot.nlu.settings import Settings

# The attribute of a message that holds its MessageRequest.
REQUEST = "request"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class RequestClassifier(Component):
    """Learns requests apart from questions: they differ by their wording, and share their subjects.

    Where there are no lines of requests, nothing is one.
    """

    model: RequestModel | None = None

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all training lines."""
        messages = [message for message in training_data.intent_examples if message.get(VECTORS) is not None]
        labels = np.array([intent if (intent := str(message.get(INTENT))) in TASKS else OTHER for message in messages])
        if len(np.unique(labels)) > 1:
            texts = [message.get(READING).said for message in messages]
            known = KnownVectors.load(Settings.from_environment().encoder_dir)
            self.model = RequestModel.fit(texts, known.read(texts), labels)
        return self.keep()

    def process(self, messages: list[Message]) -> list[Message]:
        """Find the request of each message."""
        for message in messages:
            if self.model is not None and message.get(VECTORS) is not None:
                message.set(REQUEST, _find(self.model, message.get(READING), message.get(VECTORS)))
        return messages

    def write(self, directory: Path) -> None:
        """Write the model, if there is one."""
        if self.model is not None:
            self.model.save(directory)

    def read(self, directory: Path) -> None:
        """Read it back."""
        if (directory / "terms.json").is_file():
            self.model = RequestModel.load(directory)


def _find(model: RequestModel, reading: Reading, vectors: ClauseVectors) -> MessageRequest:
    return MessageRequest(
        model.read(reading.said, vectors.of(reading.said)),
        lambda: model.clearest((clause.text, vectors.of(clause.text)) for clause in reading.clauses[1:]),
    )
