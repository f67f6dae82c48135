"""What one message says before any learning: its clauses, lemmas, topics, and what may be kept. Knows no Rasa."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.nlu.language import ASKING, CUES, NEGATION, PERSONAL_DATA, QUESTIONS
from bot.nlu.privacy import is_keepable
from bot.nlu.spelling import Spelling

# "I'm not asking about …": with one of these negated, the clause names what is not meant.
MEANT = frozenset({"mean", "ask", "talk"})
# Only these may stand between a negation and a name that is not meant ("not about the …", "instead of the …"). Other
# words keep it meant: "I have no payslip", "I didn't get a payslip".
LINKS = frozenset(
    [
        "the",
        "a",
        "an",
        "any",
        "our",
        "my",
        "that",
        "about",
        "for",
        "of",
        "on",
        "asking",
        "ask",
        "mean",
        "meaning",
        "talking",
        "talk",
    ]
)
# A longer story is not cut in two: each way of cutting it takes two more encodings.
MOST_CUT = 5
# What was pasted from a page brings its marks; they say nothing of what is meant.
TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
WORD = re.compile(r"(?!([^\W\d_])\1+$)[^\W\d_][\w'-]+", re.IGNORECASE)
ABSENCE = frozenset({"no", "without"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a message that can stand alone. `topics` maps an article's id to the number of words that
    name it; `asks` says whether it has a word or a sign of a question.
    """

    text: str
    lemmas: tuple[str, ...]
    topics: dict[str, int]
    negated: frozenset[str]
    asks: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as read: first the whole of what is meant, then its clauses when there are several.

    `said` is all of it with its spelling corrected, also what is rejected: "not this one" is an answer too.

    `says_something` is false for figures, signs, and one letter again and again.
    """

    clauses: tuple[Clause, ...]
    personal_data: tuple[str, ...]
    keepable: bool
    said: str
    says_something: bool = True

    def halves(self) -> Iterator[tuple[Clause, Clause]]:
        """Yield every way of cutting the message in two between its clauses; none when it has too many."""
        clauses = self.clauses[1:]
        if len(clauses) <= MOST_CUT:
            for place in range(1, len(clauses)):
                yield together(clauses[:place]), together(clauses[place:])


def read(text: str, language: Language, spelling: Spelling) -> Reading:
    """Return the reading of a message. What a clause rejects ("not the LGBT network, …") is left out of the whole."""
    # Phones write curly apostrophes, which no name and no negation has.
    plain = TAG.sub(" ", text).replace("’", "'").replace("‘", "'")
    typed = language(plain)
    corrected = spelling.correct(plain)
    doc = typed if corrected == plain else language(corrected)
    parts: list[Span] = list(doc.spans[QUESTIONS])
    meant = [part for part in parts if not (len(parts) > 1 and _is_rejected(part))] or parts
    if len(meant) < len(parts):
        clauses = [_clause(part) for part in meant]
        whole = clauses[0] if len(clauses) == 1 else _clause(language(", ".join(part.text for part in meant))[:])
    else:
        whole = _clause(doc[:])
        clauses = [_clause(part) for part in meant]
    several = clauses if len(clauses) > 1 else []
    kinds = tuple(dict.fromkeys(span.label_ for span in typed.spans[PERSONAL_DATA]))
    says_something = any(WORD.fullmatch(token.text) for token in doc)
    return Reading((whole, *several), kinds, not kinds and is_keepable(typed), doc.text.strip(), says_something)


def lemmas_of(doc: Doc | Span) -> tuple[str, ...]:
    """Return the lemmas of the words, lower case."""
    return tuple(token.lemma_.lower() for token in doc if token.is_alpha or token.is_digit)


def bare(text: str) -> str:
    """Return a text as it is compared word for word: small letters, single spaces, no sign at its ends."""
    return " ".join(text.casefold().strip(" ?.!").split())


def together(clauses: Sequence[Clause]) -> Clause:
    """Return clauses that follow each other as one."""
    if len(clauses) == 1:
        return clauses[0]
    topics: dict[str, int] = {}
    for clause in clauses:
        topics |= {name: max(words, topics.get(name, 0)) for name, words in clause.topics.items()}
    return Clause(
        ", ".join(clause.text.rstrip(" ,;") for clause in clauses),
        tuple(lemma for clause in clauses for lemma in clause.lemmas),
        topics,
        frozenset().union(*(clause.negated for clause in clauses)),
        any(clause.asks for clause in clauses),
    )


def _clause(span: Span) -> Clause:
    topics: dict[str, int] = {}
    for entity in span.ents:
        if entity.ent_id_ and not _is_not_meant(entity):
            topics[entity.ent_id_] = max(topics.get(entity.ent_id_, 0), len(entity))
    has_cue = NEGATION in span.doc.user_data
    negated = frozenset(token.lemma_.lower() for token in span if token._.negated) if has_cue else frozenset()
    asks = "?" in span.text or any(token.lower_ in ASKING for token in span)
    return Clause(span.text.strip() or span.text, lemmas_of(span), topics, negated, asks)


def _is_rejected(span: Span) -> bool:
    """Say whether the clause only tells what the person does not mean."""
    if span[0].lower_ == "not":
        return True
    # Only a negation right before the word counts: "I don't know who to talk to" is no rejection.
    for before, token in pairwise(span):
        if before.lower_ in CUES and token.lemma_.lower() in MEANT:
            return True
    return any(entity.ent_id_ and _is_not_meant(entity) for entity in span.ents)


def _is_not_meant(entity: Span) -> bool:
    if not entity[0]._.negated:
        return False
    start = entity.start
    while start > 0 and entity.doc[start - 1].lower_ in LINKS:
        start -= 1
    return start > 0 and entity.doc[start - 1].lower_ in CUES - ABSENCE
