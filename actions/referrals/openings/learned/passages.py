"""The passages of an opening: the clauses of its sentences."""

import re

CLAUSE_END = re.compile(
    r"(?<=[.;!?:])\s+|\n+|,\s+|\s+(?:but|and|so|because|cos|though|tho|n|&|-|–|w)\s+", re.IGNORECASE
)
# What a very long story says beyond this many is not looked at by itself.
MOST = 40


def passages_of(text: str) -> list[str]:
    """Return each clause, in order and once. A whole sentence beside them told no more, and takes longest to encode."""
    kept = list(dict.fromkeys(part for one in CLAUSE_END.split(text) if (part := one.strip(" .,;-"))))
    return kept[:MOST] or [text]
