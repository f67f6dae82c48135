"""What somebody looks for in the audit trail: from the words of a form to the ids of a case and a person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query
from pydantic import TypeAdapter, ValidationError

from api.acts import Act
from api.console.fields import Form
from api.fields import Day, Words
from api.people.models import Person
from api.referrals.audit import naming
from api.referrals.audit.repository import Span
from api.referrals.statistics.periods import midnight

DAY: TypeAdapter[Day] = TypeAdapter(Day)
# As what a person is looked for.
SIDES = {"person_id": "Who did it", "subject_id": "Whom it is about"}
FIELDS = ("case", "person", "side", "day")
WordsAsked = Annotated[Words, Query()]


@dataclass
class Question:
    """What is looked for. `choices`: the people who may be meant, when there are several."""

    form: Form
    filters: dict[str, str] = field(default_factory=dict)
    span: Span | None = None
    choices: Sequence[Person] = ()

    @property
    def is_clear(self) -> bool:
        """Whether there is nothing left to ask."""
        return not self.form.errors and not self.choices

    @property
    def is_anything(self) -> bool:
        """Whether anything is looked for, and not just everything."""
        return any(self.form.value(name) for name in ("case", "person", "day"))

    def link(self, person_id: str | None = None) -> str:
        """Return the question as a part of an address; of a person it has the id, never the name."""
        values = {name: self.form.value(name) for name in FIELDS if self.form.value(name)}
        person_id = person_id or self.filters.get(self.form.value("side"))
        if person_id and "person" in values:
            values["person"] = person_id
        return urlencode(values)


def read_form(case: WordsAsked = "", person: WordsAsked = "", side: WordsAsked = "", day: WordsAsked = "") -> Form:
    """Return the form as its address has it."""
    values = (case.strip().upper(), person.strip(), side if side in SIDES else next(iter(SIDES)), day.strip())
    return Form(dict(zip(FIELDS, values, strict=True)))


CurrentForm = Annotated[Form, Depends(read_form)]


def understand(act: Act, form: Form) -> Question:
    """Return what a form asks for; what is wrong with it stands in it. Raises RoleNeededError."""
    question = Question(form)
    if reference := form.value("case"):
        case = naming.find_case(act, reference)
        if case:
            question.filters["thing_id"] = case.id
        else:
            form.refuse("case", "There is no case with this reference that you can see")
    if form.value("person"):
        _find_person(act, question)
    if form.value("day"):
        try:
            day = DAY.validate_strings(form.value("day"))
            question.span = (midnight(day), midnight(day + timedelta(days=1)))
        except ValidationError:
            form.refuse("day", "Enter a real date, such as 2027-03-02")
    return question


def _find_person(act: Act, question: Question) -> None:
    words = question.form.value("person")
    found = naming.find_people(act, words)
    exact = [person for person in found if person.id == words] or found
    if not exact:
        question.form.refuse("person", "Nobody with this name or staff id acted on a case or has one")
    elif len(exact) == 1:
        question.filters[question.form.value("side")] = exact[0].id
    else:
        question.choices = found
