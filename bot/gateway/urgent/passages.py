"""Cuts a message into what is encoded: the whole, its sentences, pairs of them, and clauses. Knows no meaning."""

import re
from collections.abc import Iterator
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


def cut(text: str) -> list[str]:
    """Return the passages of a text that there is time for, the most telling first, none of them twice."""
    chosen: dict[str, None] = {}
    words = 0
    for passage in _passages(_INTRODUCTION.sub("", text).strip()):
        if passage in chosen:
            continue
        words += len(passage.split())
        if words > MOST_WORDS:
            break
        chosen[passage] = None
    return list(chosen)


def _passages(text: str) -> Iterator[str]:
    if 0 < len(text.split()) <= LONGEST_WHOLE_WORDS:
        yield text
    sentences = [part for part in (piece.strip(" .") for piece in _SENTENCE.split(text)) if part]
    yield from sentences
    # What two sentences say together, neither may say alone.
    yield from (f"{one}. {other}" for one, other in pairwise(sentences))
    for sentence in sentences:
        if len(sentence.split()) > LONG_SENTENCE_WORDS:
            clauses = (part.strip() for part in _CLAUSE.split(sentence))
            yield from (clause for clause in clauses if len(clause.split()) >= SHORTEST_CLAUSE_WORDS)
