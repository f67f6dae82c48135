"""The project's own questions that nothing was trained on, and what is right for each. Reads files; asks nobody."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from contracts.yaml_files import read_yaml

Kind = Literal["held-out", "misspelt", "two at once", "follow-up", "conversation", "gap", "outside"]
# Follow-up questions are intents, and so are these, which are not.
NO_FOLLOW_UPS = {"ask_identity", "ask_capabilities"}


@dataclass(frozen=True, slots=True)
class Question:
    """A text with the articles that may answer it, for each of its parts, or with the intent that it has.

    A question of the kinds "gap" and "outside" has the articles that may be said although nothing answers it.
    """

    kind: Kind
    text: str
    accepted: tuple[frozenset[str], ...] = ()
    intent: str = ""


def read_questions(tests: Path, gap_entries: frozenset[str]) -> list[Question]:
    """Return all questions; `gap_entries` are the articles that say that our documents do not answer."""
    phrases = _read(tests / "nlu/conversation_heldout.yml")
    return [
        *held_out(tests / "heldout"),
        *_messages(_read(tests / "nlu/messages.yml")),
        *(_phrase(intent, str(line)) for intent, lines in phrases.items() for line in lines),
        *(_unanswered("gap", row, gap_entries) for row in _read(tests / "nlu/gaps.yml")),
        *(
            _unanswered("outside", row, gap_entries)
            for rows in _read(tests / "nlu/outside.yml").values()
            for row in rows
        ),
    ]


def held_out(directory: Path) -> list[Question]:
    """Return the held-out questions of every article; a file's name is the article's id."""
    found = []
    for path in sorted(directory.glob("*/*.yml")):
        for line in _read(path):
            text, also = (line["text"], line.get("accept", [])) if isinstance(line, dict) else (line, [])
            found.append(Question("held-out", str(text), (frozenset({path.stem, *also}),)))
    return found


def _messages(rows: Any) -> list[Question]:
    doubles = []
    for row in [*rows["double"], *rows["blind_double"]]:
        also = row.get("accept") or [[], []]
        accepted = tuple(frozenset({one, *more}) for one, more in zip(row["articles"], also, strict=True))
        doubles.append(Question("two at once", str(row["text"]), accepted))
    return [
        *(Question("misspelt", str(row["text"]), (frozenset(row["articles"]),)) for row in rows["misspelt"]),
        *doubles,
    ]


def _phrase(intent: str, line: str) -> Question:
    follows = intent.startswith("ask_") and intent not in NO_FOLLOW_UPS
    return Question("follow-up" if follows else "conversation", line, intent=intent)


def _unanswered(kind: Kind, row: Any, gap_entries: frozenset[str]) -> Question:
    text, may = (row["text"], row.get("may_say", [])) if isinstance(row, dict) else (row, [])
    return Question(kind, str(text), (gap_entries | frozenset(map(str, may)),))


def _read(path: Path) -> Any:
    return read_yaml(path)
