"""Every table and every column is classified: whose it is, and whether it is given. One that is not fails here."""

import pytest
from sqlalchemy import Table

from api.access.classification import Classification, Classified, read_classification
from api.access.others import IN_WORDS
from api.models import Base
from api.notifications.writing import Kind, read_words
from api.people.relations import BY_ROLE
from api.referrals.cases.models import TextPart
from api.referrals.encryption.repository import sealed_tables
from api.referrals.form.specification import FormKind, read_form
from api.referrals.form.specification import Kind as AnswerKind

CLASSES = read_classification()
THEIRS = [table for table in Base.metadata.sorted_tables if not CLASSES.tables[table.name].nobody]
# What names somebody, beside the columns that point at the directory.
NAMES_OF_PEOPLE = {"by_id", "person_id", "subject_id", "owner_id", "referrer_id"}


def test_every_table_is_classified_and_no_other() -> None:
    assert set(CLASSES.tables) == set(Base.metadata.tables)


@pytest.mark.parametrize("table", THEIRS, ids=str)
def test_every_column_is_in_one_list(table: Table) -> None:
    assert sorted(CLASSES.tables[table.name].columns) == sorted(table.c.keys())


@pytest.mark.parametrize("table", THEIRS, ids=str)
def test_every_column_with_a_person_says_what_the_row_is_to_them(table: Table) -> None:
    people = Base.metadata.tables["people"]
    named = {column.name for column in table.c if column.references(people.c.id)}
    named |= NAMES_OF_PEOPLE & set(table.c.keys())
    told = CLASSES.tables[table.name]
    assert named <= told.owners
    assert named <= set(told.roles)


@pytest.mark.parametrize("table", THEIRS, ids=str)
def test_what_leads_on_leads_to_columns_that_are_there(table: Table) -> None:
    for led_to in CLASSES.tables[table.name].led_to.values():
        assert all(set(columns) <= set(Base.metadata.tables[name].c.keys()) for name, columns in led_to.items())
    for column, parent in CLASSES.tables[table.name].through.items():
        assert table.c[column].references(next(iter(Base.metadata.tables[parent].primary_key)))


def test_every_sealed_text_is_opened_or_given_whole_but_what_is_for_its_writers_eyes_alone() -> None:
    kept = ("whole", "own_eyes")
    opened = {name for name, told in CLASSES.tables.items() if told.opened or told.withheld.get("sealed") in kept}
    assert opened == {table.name for table in sealed_tables(Base.metadata)}


def test_a_table_of_nobody_has_no_column_with_a_person() -> None:
    people = Base.metadata.tables["people"]
    for table in Base.metadata.sorted_tables:
        if CLASSES.tables[table.name].nobody:
            assert not [c.name for c in table.c if c.references(people.c.id) or c.name in NAMES_OF_PEOPLE]


def test_messages_that_name_a_colleague_are_known() -> None:
    naming = [kind for kind in Kind if _names_a_colleague(read_words()[kind])]
    assert set(CLASSES.about_others) == set(naming)


def _names_a_colleague(words: dict[str, str]) -> bool:
    return "{person}" in words["subject"] or "{people}" in words["text"]


def test_every_part_of_a_case_is_given_or_waits_for_the_health_unit() -> None:
    waiting = {*CLASSES.clinical_parts, *CLASSES.until_offered}
    assert waiting | {"answers", "comment"} == {part.value for part in TextPart}


def test_answers_about_others_are_questions_of_the_form() -> None:
    fields = {field.id: field for kind in FormKind for field in read_form(kind).fields}
    assert set(CLASSES.answers_about_others) <= set(fields)
    about = {f.id for f in fields.values() if (f.source or "").startswith("me.") or f.kind is AnswerKind.PEOPLE}
    own = {field.id for field in read_form(FormKind.SELF).fields}
    assert about - own <= set(CLASSES.answers_about_others)


def test_every_role_has_words() -> None:
    assert set(IN_WORDS) == set(BY_ROLE.values())


@pytest.mark.parametrize(
    "wrong",
    [
        {"nobody": "A reason.", "whose": ["id"]},
        {"given": {"id": "Number"}},
        {"whose": ["id"], "columns_of_mine": []},
    ],
    ids=["nobody's and somebody's", "no owner", "an unknown list"],
)
def test_a_table_that_is_badly_classified_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"whose|Extra"):
        Classified.model_validate(wrong)


@pytest.mark.parametrize(
    "change",
    [{"group": "none"}, {"withheld": {"id": "a_whim"}}],
    ids=["no group", "no reason"],
)
def test_names_that_are_not_there_are_refused(change: dict[str, object]) -> None:
    whole = CLASSES.model_dump()
    whole["tables"]["people"] |= change
    with pytest.raises(ValueError, match="people"):
        Classification.model_validate(whole)
