"""Why somebody is referred, and what is asked of the Health Unit."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from actions.referrals.openings.phrases import Patterns, first_place, has, named, questions, reasons, without

# Absences of this many days and more are called long.
LONG = 28
# Asked about somebody who is off, these are questions and no reason.
WHILE_AT_WORK = frozenset({"adjustments", "health_affects_work"})


def read_reason(said: str, form: str, found: Mapping[str, Any], today: date) -> str | None:
    """Return the one reason that a plain text gives; None where it gives none, or leaves it open."""
    said = without("the_unit", said)
    ranks, words = reasons(form), without("not_the_body", said)
    if purposes := named(ranks.purposes, words):
        return purposes[0]
    circumstances = named(ranks.by_circumstance, words)
    if circumstances:
        return circumstances[0]
    if condition := _condition(ranks.conditions, words):
        is_caused = condition == "fluctuating" and "work_affects_health" in named(ranks.wishes, said)
        return "work_affects_health" if is_caused else condition
    is_off = found.get("at_work") == "off"
    said_of_return = without("no_return", said)
    wishes = [wish for wish in named(ranks.wishes, said_of_return) if not is_off or wish not in WHILE_AT_WORK]
    if wishes:
        return wishes[0]
    if illnesses := named(ranks.illnesses, words):
        # What keeps somebody off for a while only is asked: it may be no more than an illness.
        return illnesses[0] if not is_off else "long_absence" if _is_long(found, _known_until(found, today)) else None
    weak = [wish for wish in named(ranks.weak, said) if not is_off or wish not in WHILE_AT_WORK]
    if weak:
        return weak[0]
    return "long_absence" if _is_long(found, today) else None


def _is_long(found: Mapping[str, Any], until: date) -> bool:
    first = found.get("absence_from")
    return first is not None and (until - date.fromisoformat(first)).days >= LONG


def _known_until(found: Mapping[str, Any], today: date) -> date:
    """Return until when somebody is off as far as the note says."""
    return max(today, date.fromisoformat(found.get("fit_note_to", today.isoformat())))


def read_questions(said: str) -> list[str]:
    """Return which questions of the list a plain text asks."""
    return named(questions(), said)


def _condition(patterns: Patterns, said: str) -> str | None:
    """Return the condition that is named first; of stress and a low mood the one that the cause is of."""
    found = _first(patterns, said)
    if found == "stress" and has("not_of_work", said):
        return "mental_health" if "mental_health" in patterns else found
    if found == "mental_health" and has("of_work", said) and not has("not_of_work", said):
        return "stress" if "stress" in named(patterns, said) else found
    return found


def _first(patterns: Patterns, said: str) -> str | None:
    places = {id_: place for id_, some in patterns.items() if (place := first_place(some, said)) is not None}
    return min(places, key=lambda id_: places[id_], default=None)
