"""Example questions that teach little: too alike, too short, all in one voice. Knows one article at a time."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from tools.content.knowledge_base import Entry, KnowledgeBase
from tools.content.likeness import Encode
from tools.content.problems import Problem
from tools.content.yaml_lines import Line

# Two examples so alike teach as much as one.
SAME_MEANING = 0.97
SHORT_WORDS, MOST_SHORT = 2, 0.5
# When so many begin with the same word, or have the same form, one kind of person is understood.
MOST_WITH_ONE_BEGINNING, MOST_OF_ONE_FORM = 0.4, 0.8
FORMS: dict[str, Callable[[str], bool]] = {
    "end with a question mark": lambda text: text.rstrip().endswith("?"),
    "begin with a capital letter": lambda text: text[:1].isupper(),
    "are longer than twelve words": lambda text: len(text.split()) > 12,
}


def check_weak_questions(base: KnowledgeBase, encode: Encode | None) -> list[Problem]:
    """Return a warning for each weakness; without an encoder, likeness in meaning is not looked at."""
    problems = []
    for entry in base.entries.values():
        examples = entry.matter.examples
        if not examples:
            continue
        for advice in (_too_short(examples), _one_beginning(examples), _one_form(examples)):
            if advice:
                problems.append(Problem(entry.path, examples[0].line, advice, warning=True))
        if encode:
            problems += _too_alike(entry, examples, encode)
    return problems


def _too_short(examples: Sequence[Line]) -> str | None:
    short = sum(len(line.text.split()) <= SHORT_WORDS for line in examples)
    if short <= MOST_SHORT * len(examples):
        return None
    return f"Write whole questions too: {short} of {len(examples)} examples have {SHORT_WORDS} words or fewer."


def _one_beginning(examples: Sequence[Line]) -> str | None:
    [(word, count)] = Counter(line.text.split()[0].casefold() for line in examples).most_common(1)
    if count <= MOST_WITH_ONE_BEGINNING * len(examples):
        return None
    return f"Ask in other ways too: {count} of {len(examples)} examples begin with “{word}”."


def _one_form(examples: Sequence[Line]) -> str | None:
    for form, has in FORMS.items():
        count = sum(has(line.text) for line in examples)
        if count > MOST_OF_ONE_FORM * len(examples):
            return f"Write as other people type, too: {count} of {len(examples)} examples {form}."
    return None


def _too_alike(entry: Entry, examples: Sequence[Line], encode: Encode) -> list[Problem]:
    vectors = encode([line.text for line in examples])
    likeness = np.tril(vectors @ vectors.T, -1)
    problems = []
    for row in map(int, np.flatnonzero(likeness.max(axis=1) > SAME_MEANING)):
        other = examples[int(likeness[row].argmax())]
        advice = f"Say this in another way: it teaches no more than “{other.text}” in line {other.line}."
        problems.append(Problem(entry.path, examples[row].line, advice, warning=True))
    return problems
