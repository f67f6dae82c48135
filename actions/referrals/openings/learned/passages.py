"""The passages of an opening: its sentences, and the clauses of each."""

import re

SENTENCE_END = re.compile(r"(?<=[.;!?])\s+|\n+")
CLAUSE_END = re.compile(r"(?<=[.;!?:])\s+|,\s+|\s+(?:but|and|so|because|cos|though|tho|n|&|-|–|w)\s+", re.IGNORECASE)
# What a very long story says beyond this many is not looked at by itself.
MOST = 40


def passages_of(text: str) -> list[str]:
    """Return each sentence and, where it has several, each clause, in order and once."""
    found: list[str] = []
    for sentence in SENTENCE_END.split(text):
        clauses = CLAUSE_END.split(sentence)
        found += [sentence, *(clauses if len(clauses) > 1 else [])]
    kept = list(dict.fromkeys(part for part in (one.strip(" .,;-") for one in found) if part))
    return kept[:MOST] or [text]
