"""Feedback as it crosses the API."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

# The id of an article: words in small letters, digits and dashes, with its folder before it or not.
ARTICLE_PATTERN = r"^[a-z0-9]+(?:[-_/][a-z0-9]+)*$"
ArticleId = Annotated[str, Field(pattern=ARTICLE_PATTERN, max_length=120)]


class FeedbackBody(BaseModel):
    """A verdict on a reply that was taken from an article."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"article_id": "pdr-when-is-my-pdr", "helpful": True}]},
    )

    article_id: ArticleId
    helpful: bool = Field(strict=True)


class FeedbackView(BaseModel):
    """The verdict that counts now."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"reply_id": "0f8fad5bd9cb469f", "article_id": "pdr-when-is-my-pdr", "helpful": True}]
        }
    )

    reply_id: str
    article_id: str
    helpful: bool
