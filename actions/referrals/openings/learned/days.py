"""What each day of an opening is the day of, learned from labelled ones, with what the rules took it for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from actions.referrals.openings.learned.features import TOKEN, Features, weighed
from actions.referrals.openings.learned.fitting import chances
from reading.days import find_mentions
from reading.lasting import find_lasting

ROLES = (
    "absence_from",
    "fit_note_from",
    "fit_note_to",
    "expected_return",
    "next_meeting_on",
    "needed_by",
    "half_pay_on",
    "stress_assessed_on",
    "discussed_on",
)
# The form for oneself calls the first day of an absence otherwise.
OWN_NAMES = {"off_since": "absence_from"}
BEFORE, AFTER = 8, 6
# Days from today on, as far as which a day is near or far.
STEPS = (-180, -60, -28, -14, -7, -1, 0, 1, 8, 31, 100)
RULES_WEIGHT, NEAR_WEIGHT = 2.0, 1.5
# A day is taken from this chance on; one that the rules took is kept from this one on.
SURE_OF_DAY, KEPT = 0.55, 0.25


@dataclass(frozen=True, slots=True)
class Candidate:
    """A day that may be meant where a text names one, with what tells of it."""

    day: date
    features: Features


@dataclass(frozen=True, slots=True)
class Roles:
    """How much each feature of a day weighs for each role: `weights` has shape (WIDTH, roles)."""

    weights: npt.NDArray[np.float16]

    def chances(self, candidates: Sequence[Candidate]) -> npt.NDArray[np.float32]:
        """Return the chance of each role, of shape (candidates, roles)."""
        scores = np.stack([one.features.times(self.weights) for one in candidates])
        return chances(scores, role_blocks())

    def read(self, candidates: Sequence[Candidate], rules: Mapping[str, Any]) -> dict[str, str]:
        """Return the day of each role, as ISO; `rules`: what these took from the text, by field."""
        roles = {OWN_NAMES.get(name, name): value for name, value in rules.items()}
        return choose_days(self.chances(candidates) if candidates else None, candidates, roles)


def choose_days(
    chances_: npt.NDArray[np.float32] | None, candidates: Sequence[Candidate], rules: Mapping[str, Any]
) -> dict[str, str]:
    """Return the day of each role, as ISO: that of the rules unless it is unlikely, else the likeliest if sure."""
    found = {}
    for place, role in enumerate(ROLES):
        told: dict[str, float] = {}
        for candidate, chance in zip(candidates, [] if chances_ is None else chances_[:, place], strict=True):
            day = candidate.day.isoformat()
            told[day] = max(float(chance), told.get(day, 0.0))
        best = max(told, key=lambda day: told[day], default=None)
        ruled = rules.get(role)
        # A day that the rules count from another is no candidate.
        if ruled is not None and told.get(ruled, 1.0) >= KEPT:
            found[role] = str(ruled)
        elif best is not None and told[best] >= SURE_OF_DAY:
            found[role] = best
    return found


def role_blocks() -> list[npt.NDArray[np.int64]]:
    """Return each role by itself: a day may have two."""
    return [np.array([place]) for place in range(len(ROLES))]


def find_candidates(said: str, today: date, rules: Mapping[str, Any]) -> list[Candidate]:
    """Return the days that a plain text may mean; `rules`: what these took from it, by field."""
    tokens, spans = _tokens_and_days(said, today)
    roles = {OWN_NAMES.get(name, name): value for name, value in rules.items()}
    found = []
    for order, (place, days) in enumerate(spans):
        near = _near(tokens, place, order, len(spans))
        for kind, day in days:
            found.append(Candidate(day, weighed([*near(kind), *_known(kind, day, today, roles)])))
    return found


def _tokens_and_days(said: str, today: date) -> tuple[list[str], list[tuple[int, list[tuple[str, date]]]]]:
    """Return the tokens, with a sign for each day, and where these stand with the days that each may be."""
    found: list[tuple[int, int, str, list[tuple[str, date]]]] = []
    for one in find_mentions(said, today):
        days = [(kind, day) for kind, day in (("past", one.past), ("ahead", one.ahead)) if day]
        days = [("same", days[0][1])] if len(days) == 2 and days[0][1] == days[1][1] else days
        found.append((one.start, one.end, "<day>", days))
    for lasting in find_lasting(said, today):
        if not any(lasting.start < end and start < lasting.end for start, end, _, _ in found):
            found.append((lasting.start, lasting.end, "<long>", [("lasting", lasting.first)]))
    tokens: list[str] = []
    spans, at = [], 0
    for start, end, sign, days in sorted(found, key=lambda one: one[:2]):
        tokens += _tokens(said[at:start])
        spans.append((len(tokens), days))
        tokens.append(sign)
        at = end
    return [*tokens, *_tokens(said[at:])], spans


def _tokens(said: str) -> list[str]:
    # Where a sentence ends is told by a sign of its own.
    return TOKEN.findall(said.replace(".", " <end> ").replace("\n", " <end> "))


def _near(tokens: list[str], place: int, order: int, count: int) -> Any:
    before, after = tokens[max(0, place - BEFORE) : place], tokens[place + 1 : place + 1 + AFTER]
    close = [f"b{n}={' '.join(before[-n:])}" for n in (1, 2, 3) if len(before) >= n]
    close += [f"a{n}={' '.join(after[:n])}" for n in (1, 2, 3) if len(after) >= n]
    around = [f"before={token}" for token in before] + [f"after={token}" for token in after]
    within = [f"own={tokens[place]}", f"order={min(order, 3)}", f"last={order == count - 1}", f"of={min(count, 4)}"]

    def groups(kind: str) -> list[tuple[list[str], float]]:
        return [
            ([*close, *(f"{kind}&{name}" for name in close)], NEAR_WEIGHT),
            ([*around, *(f"{kind}&{name}" for name in around)], NEAR_WEIGHT),
            ([*within, *(f"{kind}&{name}" for name in within)], 1.0),
            ([f"in={token}" for token in tokens], 0.5),
        ]

    return groups


def _known(kind: str, day: date, today: date, rules: Mapping[str, Any]) -> list[tuple[list[str], float]]:
    """What the rules took the day for, and what they took other days for; how far it lies from today."""
    away = sum((day - today).days >= step for step in STEPS)
    told = [f"{name}={rules.get(name)}" for name in ("at_work", "has_fit_note")]
    groups: list[tuple[list[str], float]] = [
        ([f"kind={kind}", f"away={away}", f"{kind}&away={away}", "any"], 1.5),
        ([*told, *(f"{kind}&{name}" for name in told), *(f"{away}&{name}" for name in told)], 1.0),
    ]
    for role in ROLES:
        if role in rules:
            is_it = rules[role] == day.isoformat()
            groups.append(([f"rules={role}" if is_it else f"elsewhere={role}"], RULES_WEIGHT if is_it else 0.7))
    return groups
