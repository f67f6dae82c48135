"""The channel-neutral reply: what the actions say and the gateway renders. Knows no channel."""

from dataclasses import asdict, dataclass, field
from typing import Any

from contracts.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact stands."""

    document: str
    section: str


@dataclass(frozen=True, slots=True)
class ArticleReference:
    """The article an answer was taken from; `reviewed_on` is an ISO date."""

    id: str
    title: str
    owner: str
    reviewed_on: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: `label` is shown, `says` is what choosing it sends."""

    label: str
    says: str


@dataclass(frozen=True, slots=True)
class File:
    """A file that comes with a reply, such as a calendar invitation; `text` is all of it."""

    name: str
    media_type: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address that the council's own services gave, never one that somebody typed; https only."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class PrivateQuestion:
    """A question whose answer goes from the gateway straight into a draft of the API, and nowhere else.

    `form`: the kind of form that the draft fills; `optional`: it may be skipped.
    """

    draft: str
    form: str
    field: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """A draft whose answers the gateway adds to the reply, where the channel keeps no copy; `fields`: only these."""

    draft: str
    form: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to a person. `text` is Markdown: paragraphs, `-` lists, `**bold**`, nothing else."""

    text: str
    outcome: Outcome
    article: ArticleReference | None = None
    choices: tuple[Choice, ...] = field(default=())
    files: tuple[File, ...] = field(default=())
    links: tuple[Link, ...] = field(default=())
    private_question: PrivateQuestion | None = None
    shown_draft: ShownDraft | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the reply as JSON-ready values."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Reply":
        """Read a reply. Raises KeyError, TypeError or ValueError when the shape or the outcome is not ours."""
        article, asked, shown = (value.get(name) for name in ("article", "private_question", "shown_draft"))
        return cls(
            text=str(value["text"]),
            outcome=Outcome(value["outcome"]),
            article=_article_from_json(article) if article else None,
            choices=tuple(Choice(str(c["label"]), str(c["says"])) for c in value.get("choices") or ()),
            files=tuple(File(str(f["name"]), str(f["media_type"]), str(f["text"])) for f in value.get("files") or ()),
            links=tuple(_link_from_json(link) for link in value.get("links") or ()),
            private_question=_question_from_json(asked) if asked else None,
            shown_draft=_shown_from_json(shown) if shown else None,
        )


def _question_from_json(value: dict[str, Any]) -> PrivateQuestion:
    return PrivateQuestion(str(value["draft"]), str(value["form"]), str(value["field"]), bool(value.get("optional")))


def _shown_from_json(value: dict[str, Any]) -> ShownDraft:
    return ShownDraft(str(value["draft"]), str(value["form"]), tuple(map(str, value.get("fields") or ())))


def _link_from_json(value: dict[str, Any]) -> Link:
    url = str(value["url"])
    if not url.startswith("https://"):
        raise ValueError("a link of a reply is https")
    return Link(str(value["label"]), url)


def _article_from_json(value: dict[str, Any]) -> ArticleReference:
    return ArticleReference(
        id=str(value["id"]),
        title=str(value["title"]),
        owner=str(value["owner"]),
        reviewed_on=str(value["reviewed_on"]),
        sources=tuple(Source(str(s["document"]), str(s["section"])) for s in value.get("sources") or ()),
    )
