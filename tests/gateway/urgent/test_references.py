"""A reference of ours is no cry for help, whatever its random letters look like; and it hides none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from api.referrals.cases.submitting import PREFIX
from api.training.references import ALPHABET, make_reference
from bot.gateway.urgent import UrgentHelp
from bot.gateway.urgent_watch import without_references

LABELLED = Path(__file__).parents[2] / "urgent"
REFERENCES = [make_reference(f"row {number}", prefix) for number in range(40) for prefix in ("TR", PREFIX)]
SAID = ("cancel booking {}", "cancel my booking {}", "I can't come to {}", "move {} please", "{}")
AS_TYPED: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "small": str.lower,
    "with a space": lambda reference: reference.replace("-", " "),
    "no hyphen": lambda reference: reference.replace("-", ""),
}


def has_digit(reference: str) -> bool:
    return any(character.isdigit() for character in reference)


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("typed", AS_TYPED.values(), ids=AS_TYPED.keys())
def test_a_reference_is_no_cry_for_help(said: str, typed: Callable[[str], str], both: UrgentHelp) -> None:
    # Without its hyphen one that has no digit might be a word.
    references = [typed(one) for one in REFERENCES if has_digit(one)]
    found = {both.check(without_references(said.format(reference))).level for reference in references}
    assert found == {"none"}


def test_a_reference_hides_no_cry_for_help(both: UrgentHelp) -> None:
    for reference in REFERENCES:
        assert both.check(without_references(f"{reference} I want to end my life")).level == "urgent"


@pytest.mark.parametrize(
    "text",
    ["treatment", "TR-overdose", "rf kill myself now", "try again", "trademarks", "TR-ABCDEFGHJK", "transferred"],
)
def test_a_word_stays(text: str) -> None:
    assert without_references(text) == text


def test_nothing_of_a_labelled_message_is_left_out() -> None:
    for path in sorted(LABELLED.rglob("*.*")):
        text = path.read_text(encoding="utf-8")
        assert without_references(text) == text, path


def test_the_form_is_that_of_the_api() -> None:
    assert without_references(f"TR-{ALPHABET[:8]}{ALPHABET[8:16]}") == f"TR-{ALPHABET[:16]}"
    assert all(without_references(f"TR-{letter * 8}").strip() == "" for letter in ALPHABET)
    assert all(without_references(f"TR-{letter * 8}").strip() != "" for letter in "01ILOSU")
