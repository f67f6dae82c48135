"""Which harmless lines may be taken for urgent, told by their words alone."""

import pytest

from bot.nlu import near_lines
from bot.nlu.near_lines import nearest_by_words

URGENT = [f"{who} wants to die {when}" for who in ("she", "he", "my mate") for when in ("tonight", "now", "today")]
NEAR = [f"the plants {when} want to die" for when in ("tonight", "now", "today", "here")]
FAR = [f"book a course about {what} please" for what in ("climate", "data", "driving", "first aid")]


def test_the_half_whose_words_are_like_urgent_ones_is_kept_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_lines, "FEWEST", 1)
    among = [line for pair in zip(FAR, NEAR, strict=True) for line in pair]
    assert nearest_by_words(URGENT, FAR, among) == NEAR
    assert nearest_by_words(URGENT, FAR, list(reversed(among))) == NEAR[::-1]


def test_of_few_lines_all_are_learned() -> None:
    assert nearest_by_words(URGENT, FAR, FAR) == FAR
