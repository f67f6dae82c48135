"""Unanswered questions as they cross the API."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.feedback.views import ArticleId

TopicSlug = Annotated[str, Field(pattern=r"^[a-z]+(?:-[a-z]+)*$", max_length=60)]


class QuestionBody(BaseModel):
    """A question that found no answer; `text` only when it was found free of personal data."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"article_id": None, "topic": "personnel-pay", "text": "what is the mileage rate"},
                {"article_id": "pay-day", "topic": "personnel-pay", "text": None},
            ]
        },
    )

    article_id: ArticleId | None = None
    topic: TopicSlug | None = None
    text: Annotated[str, Field(max_length=1000)] | None = None


class QuestionView(BaseModel):
    """What was kept of the question: its `text`, or only the `count` of its topic."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"kept": "count"}]})

    kept: Literal["text", "count"]
