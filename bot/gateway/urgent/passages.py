"""Cuts a message into what is encoded: the whole, its sentences, pairs of them, and clauses. Knows no meaning."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_SENTENCE = re.compile(r"(?<=[.?!;\n])\s+")
_CLAUSE = re.compile(r",\s|\s[-–—]+\s|\s(?:but|and|so|because|then|or)\s", re.IGNORECASE)
# Names say nothing of danger, though a vector is drawn by them.
_INTRODUCTION = re.compile(
    r"^(?:hi,? |hello,? )?(?:I'm|I am|[Tt]his is|[Mm]y name is|[Ii]t's) [A-Z][a-z]+ [A-Z][a-zA-Z']+(?=[,.]|$)"
)
# What is said in more words than this may hide something in one of its clauses.
LONG_SENTENCE_WORDS = 10
SHORTEST_CLAUSE_WORDS = 3
# A whole text of more words says too little about any one of them.
LONGEST_WHOLE_WORDS = 60
# Encoding takes about a sixth of a millisecond a word; the rules read all of a text, however long.
MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Passages:
    """What of a text is encoded. `whole` is empty when the text is too long to be told by one vector."""

    whole: str
    parts: tuple[str, ...]

    def all(self) -> tuple[str, ...]:
        """Return the whole first, then its parts."""
        return (self.whole, *self.parts) if self.whole else self.parts


def cut(text: str) -> Passages:
    """Return the passages of a text that there is time for, the most telling first, none of them twice."""
    text = _INTRODUCTION.sub("", text).strip()
    whole = text if 0 < len(text.split()) <= LONGEST_WHOLE_WORDS else ""
    chosen: dict[str, None] = {}
    words = len(whole.split())
    for part in _parts(text):
        if part == whole or part in chosen:
            continue
        words += len(part.split())
        if words > MOST_WORDS:
            break
        chosen[part] = None
    return Passages(whole, tuple(chosen))


def _parts(text: str) -> Iterator[str]:
    sentences = [part for part in (piece.strip(" .") for piece in _SENTENCE.split(text)) if part]
    yield from sentences
    # What two sentences say together, neither may say alone.
    yield from (f"{one}. {other}" for one, other in pairwise(sentences))
    for sentence in sentences:
        if len(sentence.split()) > LONG_SENTENCE_WORDS:
            clauses = (part.strip() for part in _CLAUSE.split(sentence))
            yield from (clause for clause in clauses if len(clause.split()) >= SHORTEST_CLAUSE_WORDS)
