"""Reads the questions from `questions.yml`. Knows no answers."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from contracts.yaml_files import read_yaml


class Part(BaseModel):
    """A piece of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(Part):
    """One question. `label`: what its answer is called; `why`: why it is asked."""

    id: str = Field(pattern=r"^[a-z_]{1,40}$")
    label: str
    ask: str
    why: str


class Questions(Part):
    """All questions in their order. `messages`: what to say of an answer that was refused, by the rule."""

    title: str
    questions: list[Question]
    messages: dict[str, str]

    @property
    def ids(self) -> list[str]:
        """The ids, in the order of asking."""
        return [question.id for question in self.questions]


@cache
def read_questions() -> Questions:
    """Return the questions. Raises OSError, yaml.YAMLError or ValidationError."""
    return Questions.model_validate(read_yaml(Path(__file__).with_name("questions.yml")))
