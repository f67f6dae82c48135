"""Compares the answers of now with the accepted ones. Knows neither files nor the model."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tools.answers.outcomes import ASKS_BACK, ASKS_BACK_WITHOUT, NO_ANSWER, is_right, nearly, outcome_of
from tools.answers.questions import Question
from tools.answers.record import Accepted

# A confidence differs by this much between two kinds of processor; what differs by more was changed by an edit.
SLACK = 0.05
Kind = Literal["same", "better", "wavering", "changed"]
# From harmless to harmful; a wrong article, or what is taken for something else, is worst.
ORDER = (ASKS_BACK, ASKS_BACK_WITHOUT, NO_ANSWER)


@dataclass(frozen=True, slots=True)
class Change:
    """One question, the accepted answer, and the answer of now."""

    question: Question
    before: str
    now: str
    kind: Kind

    @property
    def right_now(self) -> bool:
        """Return whether the answer of now is right."""
        return is_right(self.now, self.question.right)


def compare(
    questions: Iterable[Question],
    answers: Mapping[str, Mapping[str, Any]],
    accepted: Accepted,
    limits: Mapping[str, float],
) -> list[Change]:
    """Return one change for each question, those that are the same too; `answers` are by the question's text."""
    return [_change(question, answers[question.text], accepted, limits) for question in questions]


def accepted_by(changes: Iterable[Change]) -> Accepted:
    """Return what the record is when everything that is said now is accepted."""
    accepted: Accepted = {}
    for change in changes:
        if not change.right_now:
            accepted.setdefault(change.question.group, {})[change.question.text] = change.now
    return accepted


def _change(question: Question, answer: Mapping[str, Any], accepted: Accepted, limits: Mapping[str, float]) -> Change:
    now = outcome_of(answer, question.right)
    before = accepted.get(question.group, {}).get(question.text) or _right_answer(question, now)
    return Change(question, before, now, _kind(question, before, now, answer, limits))


def _right_answer(question: Question, now: str) -> str:
    """Return what is right, as one answer: the one that is given, where several are."""
    return now if is_right(now, question.right) else _own(question)


def _own(question: Question) -> str:
    if question.group in question.right:
        return question.group
    return min(question.right, default="not asked before")


def _kind(question: Question, before: str, now: str, answer: Mapping[str, Any], limits: Mapping[str, float]) -> Kind:
    if before == now:
        return "same"
    if is_right(now, question.right) or _badness(now) < _badness(before, question):
        return "better"
    others = question.right if is_right(before, question.right) else {before}
    return "wavering" if any(nearly(one, answer, limits, SLACK) for one in others) else "changed"


def _badness(outcome: str, question: Question | None = None) -> int:
    if question and is_right(outcome, question.right):
        return -1
    return ORDER.index(outcome) if outcome in ORDER else len(ORDER)
