"""Cuts a message into what is encoded: the whole, its sentences, and the clauses of long ones. Knows no meaning."""

import re

_SENTENCE = re.compile(r"(?<=[.?!;\n])\s+")
_CLAUSE = re.compile(r",\s|\s[-–—]+\s|\s(?:but|and|so|because|then|or)\s", re.IGNORECASE)
# Names say nothing of danger, though a vector is drawn by them.
_INTRODUCTION = re.compile(
    r"^(?:hi,? |hello,? )?(?:I'm|I am|[Tt]his is|[Mm]y name is|[Ii]t's) [A-Z][a-z]+ [A-Z][a-zA-Z']+(?=[,.]|$)"
)
# What is asked in more words than this may hide something in one of its clauses.
LONG_SENTENCE_WORDS = 10
SHORTEST_CLAUSE_WORDS = 3
# Of a longer text only its two ends are encoded; the rules read all of it.
LONGEST_CHARACTERS = 2400
# A whole text of more words says too little about any one of them.
LONGEST_WHOLE_WORDS = 60


def cut(text: str) -> list[str]:
    """Return the passages of a text, none of them twice."""
    text = _INTRODUCTION.sub("", text)
    if len(text) > LONGEST_CHARACTERS:
        half = LONGEST_CHARACTERS // 2
        text = f"{text[:half]}. {text[-half:]}"
    whole = [text] if 0 < len(text.split()) <= LONGEST_WHOLE_WORDS else []
    passages = dict.fromkeys(whole)
    for sentence in filter(None, (part.strip(" .") for part in _SENTENCE.split(text))):
        passages[sentence] = None
        if len(sentence.split()) > LONG_SENTENCE_WORDS:
            clauses = (part.strip() for part in _CLAUSE.split(sentence))
            passages.update(dict.fromkeys(c for c in clauses if len(c.split()) >= SHORTEST_CLAUSE_WORDS))
    return list(passages)
