"""Openings that were labelled before the reading was written are read right, by field, and hardly ever wrong."""

from typing import Any

import pytest

from actions.referrals.openings.learned.examples import authors
from actions.referrals.openings.learned.model import Learned
from actions.referrals.openings.opening import FIELDS, IN_PASSING, read_opening
from actions.referrals.openings.person import named_people, people_of_job
from actions.referrals.openings.phrases import phrases, questions, reasons
from actions.settings import Settings
from api.referrals.form.answers import check_answer
from api.referrals.form.specification import FormKind, read_form
from tests.actions.referrals.openings import SEVERAL, TEAM, TODAY, Opening, Read, judge, openings

FORMS = {kind.value: read_form(kind) for kind in FormKind}
ASKED = {kind: {field.id for field in form.fields} for kind, form in FORMS.items()}
PEOPLE = [{"id": name, "name": name, "job": job} for name, job in TEAM.items()]
HELD_OUT = "heldout"
FEWEST_HELD_OUT, LEAST_RIGHT, MOST_WRONG = 150, 0.9, 0.02
# The labels of the author of the rules are older than the reading of what is told in passing.
OF_OLD = (*IN_PASSING, "weekly_hours")
# What was reached on openings of other authors that are only counted: the least right and the most wrong (decision 14).
REACHED = {"independent": (0.83, 0.07), "blind": (0.835, 0.053)}
LABELLED = [(name, one) for name in (HELD_OUT, *REACHED, *authors()) for one in openings(name)]


@pytest.fixture(scope="module")
def read() -> Read:
    reader = Learned.load(Settings().var_dir)
    return lambda form, text: {
        **read_opening(text, TODAY, form, ASKED[form], reader),
        **({} if form == "self" else employee(text)),
    }


def employee(text: str) -> dict[str, Any]:
    people = named_people(text, PEOPLE) or people_of_job(text, PEOPLE)
    return {"employee": people[0]["id"]} if len(people) == 1 else {}


def test_nine_in_ten_are_read_right_and_two_in_a_hundred_wrong_at_most(read: Read) -> None:
    figures = judge(openings(HELD_OUT), read, OF_OLD)
    print(f"\n{HELD_OUT}\n{figures.table()}")
    assert figures.right_share >= LEAST_RIGHT
    assert figures.wrong_share <= MOST_WRONG


@pytest.mark.parametrize("name", REACHED)
def test_openings_of_another_author_are_read_as_well_as_was_reached(name: str, read: Read) -> None:
    figures = judge(openings(name), read)
    print(f"\n{name}\n{figures.table()}")
    least_right, most_wrong = REACHED[name]
    assert figures.right_share >= least_right
    assert figures.wrong_share <= most_wrong


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "text", ["no", "refer somebody else", "start a referral for Peter Walsh", "Zofia Kowalska", "ok then, do it"]
)
def test_a_beginning_that_tells_nothing_is_read_as_nothing(form: str, text: str, read: Read) -> None:
    assert not read(form, text)


@pytest.mark.parametrize("first", ["26 October", "12 November"])
def test_who_is_off_for_less_than_four_weeks_is_not_long_absent(first: str, read: Read) -> None:
    story = f"Refer Priya Nair. She has been off since {first} with anxiety, her fit note runs to 30 November."
    assert read("management", story)["main_reason"] == "mental_health"


def test_there_are_enough_and_nothing_that_is_counted_is_learned_from() -> None:
    learned = {opening.say for name in authors() for opening in openings(name)}
    assert len(openings(HELD_OUT)) >= FEWEST_HELD_OUT
    # The number alone: what is only counted is not shown.
    shared = len(learned & {opening.say for name in (HELD_OUT, *REACHED) for opening in openings(name)})
    assert shared == 0


@pytest.mark.parametrize(
    ("name", "opening"),
    LABELLED,
    # By number: what is only counted is not shown.
    ids=[f"{name}-{number}" for number, (name, _) in enumerate(LABELLED)],
)
def test_what_is_labelled_and_what_is_read_is_what_the_form_takes(name: str, opening: Opening) -> None:
    form = FORMS[opening.form]
    labels = {**opening.may, **opening.reads}
    # Another author labelled whatever the form asks, also what is not read.
    known = ASKED[opening.form] & set(FIELDS) if name in (HELD_OUT, "first") else ASKED[opening.form]
    assert {field for field in labels if field != "employee"} <= known
    for field, value in read_opening(opening.say, TODAY, opening.form, ASKED[opening.form]).items():
        check_answer(form.find(field), value, TODAY)
    assert all(isinstance(value, list) for field, value in labels.items() if field in SEVERAL)


def test_every_pattern_is_for_something_that_the_form_asks() -> None:
    choices = {kind: {field.id: set(field.choices) for field in form.fields} for kind, form in FORMS.items()}
    for kind, field in (("management", "main_reason"), ("self", "wanted_help")):
        ranks = reasons(kind)
        named = {*ranks.purposes, *ranks.conditions, *ranks.by_circumstance, *ranks.wishes, *ranks.weak}
        assert named <= choices[kind][field]
    assert set(questions()) <= choices["management"]["oh_questions"]
    for field, values in phrases().items():
        known = choices["management"].get(field) or choices["self"].get(field) or {"true", "false"}
        assert set(values) <= {*known, "returned", "away"}


def test_a_job_names_nobody_where_two_have_it() -> None:
    two = [{"id": "a", "name": "Ann Roe", "job": "Driver"}, {"id": "b", "name": "Bob Poe", "job": "Driver"}]
    assert not named_people("one of my drivers has been off", two)
    assert len(people_of_job("one of my drivers has been off", two)) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("refer Debs, she has a bad back", ["Deborah O'Connor"]),
        ("refer sian please", ["Siân Pritchard"]),
        ("P. Nair is off", ["Priya Nair"]),
        ("put Callum Byrne forward", []),
        ("put Callum forward", ["Callum Doyle"]),
        ("refer Callum. He is off", ["Callum Doyle"]),
        ("Refer Callum Doyle please", ["Callum Doyle"]),
        ("Please refer Siân Pritchard", ["Siân Pritchard"]),
        ("will you refer somebody for me", []),
        ("refer Will please", ["William Green"]),
        ("we got the green light", []),
    ],
)
def test_a_person_is_known_by_what_people_call_them(text: str, found: list[str]) -> None:
    team = [*PEOPLE, {"id": "William Green", "name": "William Green", "job": "Gardener"}]
    assert [person["id"] for person in named_people(text, team)] == found
