"""Which questions are to be asked, given the answers so far: conditions, gaps, what comes next. Knows no database."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.people.models import Person
from api.referrals.form.answers import Answer
from api.referrals.form.specification import ANSWERED, Form, FormField

Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Progress:
    """Ids of fields, in the order of the form. `asked`: all that apply as things stand."""

    asked: list[str]
    answered: list[str]
    missing: list[str]
    wrong: list[str]

    @property
    def is_complete(self) -> bool:
        """Whether everything that is required is there and fits together."""
        return not self.missing and not self.wrong


def measure(form: Form, answers: Answers) -> Progress:
    """Return how far the answers fill the form. An answer that does not apply any more is left out everywhere."""
    asked = [field for field in form.fields if applies(form, field, answers)]
    return Progress(
        asked=[field.id for field in asked],
        answered=[field.id for field in asked if field.id in answers],
        missing=[field.id for field in asked if field.need == "required" and field.id not in answers],
        wrong=[field.id for field in asked if _is_out_of_order(field, answers)],
    )


def applies(form: Form, field: FormField, answers: Answers) -> bool:
    """Return whether a field's condition holds, and those of the fields that it depends on."""
    for name, wanted in field.when.items():
        if name not in answers or not applies(form, form.find(name), answers):
            return False
        given = answers[name]
        values = given if isinstance(given, list) else [given]
        if ANSWERED not in wanted and not any(value in wanted for value in values):
            return False
    return True


def applicable(form: Form, answers: Answers) -> dict[str, Answer]:
    """Return the answers that apply, in the order of the form."""
    return {name: answers[name] for name in measure(form, answers).answered}


def from_directory(form: Form, me: Person, person: Person) -> dict[str, Answer]:
    """Return what the staff directory knows; the person confirms it."""
    found: dict[str, Answer] = {}
    for field in form.fields:
        if field.source:
            who, _, attribute = field.source.partition(".")
            value = getattr(me if who == "me" else person, attribute)
            if value:
                found[field.id] = str(value)
    return found


def _is_out_of_order(field: FormField, answers: Answers) -> bool:
    if field.not_before is None or field.id not in answers or field.not_before not in answers:
        return False
    return str(answers[field.id]) < str(answers[field.not_before])
