"""The reading grade is the Flesch-Kincaid grade, and the same on every machine."""

import pytest

from tools.content.reading import grade, sentences, syllables, words


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("pay", 1),
        ("team", 1),
        ("people", 2),
        ("manager", 3),
        ("have", 1),
        ("table", 2),
        ("asked", 1),
        ("needed", 2),
        ("safety", 2),
        ("placement", 2),
        ("being", 2),
        ("idea", 3),
        ("social", 2),
        ("information", 4),
        ("area", 3),
        ("responsibility", 6),
        ("HR", 1),
        ("2024", 1),
    ],
)
def test_syllables_are_counted_as_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_follows_the_formula() -> None:
    # 10 words, 2 sentences, 14 syllables: 0.39 × 5 + 11.8 × 1.4 − 15.59
    text = "Ask your manager for help. We pay you every month."
    assert grade([text]) == pytest.approx(0.39 * 5 + 11.8 * 1.4 - 15.59)


def test_an_item_of_one_word_is_no_sentence() -> None:
    assert grade(["We have these:", "age", "race"]) == grade(["We have these age race."])


def test_an_address_is_not_read() -> None:
    assert words("Write to Apprentices@example.org or see https://example.org/a.aspx now") == [
        "Write",
        "to",
        "or",
        "see",
        "now",
    ]


def test_a_short_form_or_a_number_does_not_end_a_sentence() -> None:
    assert sentences("It was 44.44% in 2022. That is (nearly) “half.” We said so.") == [
        "It was 44.44% in 2022.",
        "That is (nearly) “half.",
        "We said so.",
    ]


def test_nothing_has_no_grade() -> None:
    assert grade([]) == 0
