"""An answer names a choice by number, by label, or by a word that people use for it."""

import pytest

from api.referrals.form.specification import FormKind, read_form
from reading.choices import choice_words, find_choices

CHOICES = {field.id: field.choices for kind in FormKind for field in read_form(kind).fields if field.choices}


@pytest.mark.parametrize(
    ("field", "text", "found"),
    [
        ("main_reason", "her back", ["musculoskeletal"]),
        ("main_reason", "2", ["short_absences"]),
        ("main_reason", "anxeity", ["mental_health"]),
        ("at_work", "she's not at work", ["off"]),
        ("at_work", "at work", ["fully"]),
        ("employee_view", "she agrees with changes", ["with_changes"]),
        ("employee_view", "yes", ["agrees"]),
        ("oh_questions", "1, 3 and 5", ["fit_now", "phased_return", "adjustments"]),
        ("demands", "lifting, screens and the public", ["moving_handling", "screens", "public"]),
        ("wanted_help", "Something else", ["other"]),
        ("oh_questions", "will she cope with the new rota", []),
    ],
)
def test_words_name_choices(field: str, text: str, found: list[str]) -> None:
    assert find_choices(text, CHOICES[field]) == found


@pytest.mark.parametrize(("field", "choices"), CHOICES.items(), ids=CHOICES)
def test_every_label_names_its_choice_alone(field: str, choices: dict[str, str]) -> None:
    assert {label: find_choices(label, choices) for label in choices.values()} == {
        label: [id_] for id_, label in choices.items()
    }


def test_every_word_is_for_a_choice_of_the_form() -> None:
    assert set(choice_words()) <= {id_ for choices in CHOICES.values() for id_ in choices}
