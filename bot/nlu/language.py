"""The spaCy pipeline: lemmas, the names of our topics, negation, personal data, and the questions inside a message.

No trained English pipeline is needed: it is built from `spacy.blank("en")` when the model is trained. Knows no Rasa.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import spacy
from spacy.language import Language
from spacy.pipeline import EntityRuler
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from contracts.articles import Article

TOPIC = "TOPIC"
QUESTIONS = "questions"
PERSONAL_DATA = "personal_data"
# Says of a text that it has a cue of negation; without one no word needs to be looked at.
NEGATION = "negation"

CUES = frozenset({"not", "n't", "nt", "no", "never", "without", "neither", "nor", "dont", "isnt", "wasnt", "instead"})
# A cue reaches this far, and no further than the next of these.
REACH = 6
STOPS = frozenset({"but", "just", "only", ",", ".", ";", "?", "!", "though", "rather"})

STARTERS = frozenset(
    [
        "who",
        "whos",
        "what",
        "whats",
        "when",
        "where",
        "wheres",
        "why",
        "which",
        "how",
        "hows",
        "can",
        "could",
        "do",
        "does",
        "did",
        "is",
        "are",
        "am",
        "should",
        "shall",
        "will",
        "would",
        "may",
        "must",
        "tell",
        "explain",
    ]
)
# A clause that holds one of these asks something.
ASKING = STARTERS | {"know", "wondering", "whether"}
# Not "or": what it joins is one question ("is it for everybody or is it only for managers?").
JOINERS = frozenset({"and", "also", "plus", "but", "then", "so", "anyway", "oh", "firstly", "secondly", "lastly"})

PERSONAL_PATTERNS = {
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+(?:\.[A-Za-z]{2,})+"),
    "a National Insurance number": re.compile(r"\b[A-Za-z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-Da-d]\b"),
    "a card number": re.compile(r"\b(?:\d[ -]?){15,16}\b"),
    "a phone number": re.compile(r"(?<!\d)(?:\+44\s?|0)(?:\d[\s-]?){9,10}(?!\d)"),
}

Token.set_extension("negated", default=False, force=True)


def build_language(articles: Iterable[Article]) -> Language:
    """Return the pipeline; its entity ruler knows the names of these articles' topics."""
    language = spacy.blank("en")
    language.add_pipe("lemmatizer", config={"mode": "lookup"})
    ruler = language.add_pipe("topic_ruler", name="entity_ruler")
    language.add_pipe("negation")
    language.add_pipe("personal_data")
    language.add_pipe("questions")
    language.initialize()
    ruler.add_patterns(topic_patterns(articles))  # type: ignore[attr-defined]
    return language


def topic_patterns(articles: Iterable[Article]) -> list[dict[str, str]]:
    """Return one pattern for each name of each article; the pattern's id is the article's."""
    return [
        {"label": TOPIC, "pattern": name, "id": article.id} for article in articles for name in article.names if name
    ]


class TopicRuler(EntityRuler):
    """Counts its patterns once; spaCy's own counts them for every text, to know whether it has any."""

    _count: int | None = None

    def __len__(self) -> int:
        """Return the number of patterns."""
        if not self._count:
            self._count = super().__len__()
        return self._count

    def add_patterns(self, patterns: list[dict[str, Any]]) -> None:
        """Add names, and count anew when that is asked."""
        super().add_patterns(patterns)
        self._count = None


@Language.factory("topic_ruler")
def create_topic_ruler(nlp: Language, name: str) -> Any:
    """Find the names of topics, whatever their capitals; the longest wins."""
    return TopicRuler(nlp, name, phrase_matcher_attr="LOWER", overwrite_ents=True)


@Language.factory("negation")
def create_negation(nlp: Language, name: str) -> Any:
    """Mark the words that a negation reaches: "not the *LGBT network*, the carers one"."""
    return mark_negated


def mark_negated(doc: Doc) -> Doc:
    """Set `token._.negated` on up to REACH words behind each cue, as far as its clause goes."""
    for token in doc:
        if token.lower_ not in CUES:
            continue
        doc.user_data[NEGATION] = True
        for reached in doc[token.i + 1 : token.i + 1 + REACH]:
            if reached.lower_ in STOPS:
                break
            reached._.negated = True
    return doc


@Language.factory("personal_data")
def create_personal_data(nlp: Language, name: str) -> Any:
    """Find personal data that a person typed."""
    return find_personal_data


def find_personal_data(doc: Doc) -> Doc:
    """Set `doc.spans["personal_data"]`; each span's label names the kind as a person would."""
    found = []
    for kind, pattern in PERSONAL_PATTERNS.items():
        for match in pattern.finditer(doc.text):
            span = doc.char_span(match.start(), match.end(), label=kind, alignment_mode="expand")
            if span is not None:
                found.append(span)
    doc.spans[PERSONAL_DATA] = filter_spans(found)
    return doc


@Language.factory("questions")
def create_questions(nlp: Language, name: str) -> Any:
    """Find the questions inside a longer message."""
    return split_questions


def split_questions(doc: Doc) -> Doc:
    """Set `doc.spans["questions"]`: the clauses of the message that can stand alone, in order.

    A clause ends at a full stop, question mark or line end, and where a joining word or a comma is followed by
    a question word.
    """
    starts = [0, *(token.i for token in doc[1:] if _begins_clause(doc, token)), len(doc)]
    spans = [_trimmed(doc[start:end]) for start, end in pairwise(starts)]
    doc.spans[QUESTIONS] = [span for span in spans if sum(token.is_alpha for token in span) >= 2]
    return doc


def _begins_clause(doc: Doc, token: Token) -> bool:
    before = doc[token.i - 1]
    if before.text[-1] in ".?!;\n" or "\n" in before.text:
        return True
    if before.text in {",", "-", "–", ":"}:
        return token.lower_ in STARTERS | JOINERS | {"not", "i", "the"}
    joined = token.lower_ in JOINERS and token.i + 1 < len(doc)
    return joined and (doc[token.i + 1].lower_ in STARTERS or (token.i + 2 < len(doc) and token.lower_ == "but"))


def _trimmed(span: Span) -> Span:
    """Drop joining words and punctuation from the front."""
    start = span.start
    while start < span.end - 1 and (span.doc[start].lower_ in JOINERS or not span.doc[start].is_alpha):
        start += 1
    return span.doc[start : span.end]
