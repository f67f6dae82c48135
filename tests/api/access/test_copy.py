"""The copy for a person holds every row and column that is theirs, and nothing of anybody else."""

import json
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from api.access.archive import write_data, write_page
from api.access.collecting import HELD_BACK, Collector, Copy
from api.access.others import Others
from api.acts import now_of
from api.models import Base
from api.people.models import Person
from api.people.repository import list_present
from api.settings import DEVELOPMENT_TENANT
from tests.api.access.planting import CLASSES, Planter
from tests.api.world import World

MINE, THEIRS = "zqmine", "zqothr"
ME, OTHER, MANAGER = "demo-employee", "demo-new-starter", "demo-manager"
NAMES = ("Callum", "Angela", "Whitfield", "callum.doyle@sefton.example", "100002")


def copy_of(world: World, person_id: str, *, with_clinical_notes: bool = True) -> tuple[dict[str, Any], str, Copy]:
    """Return the copy of somebody as data and as a page."""
    with world.context.database.read() as session:
        person = session.get(Person, person_id)
        assert person is not None
        copy = Collector(session, world.context.vault, CLASSES, person, with_clinical_notes).collect()
        now = now_of(world.context)
        return (
            json.loads(write_data(CLASSES, person, copy, now)),
            write_page(CLASSES, person, copy, now),
            copy,
        )


@pytest.fixture
def planted(world: World) -> Planter:
    """Return what was planted for Priya by her manager; the same was planted for a colleague of hers, by her."""
    mine = Planter(world, ME, MANAGER, MINE)
    mine.plant()
    Planter(world, OTHER, ME, THEIRS).plant()
    return mine


def is_given(value: Any, shown: Any) -> bool:
    if isinstance(value, datetime):
        return bool(datetime.fromisoformat(shown) == value)
    if isinstance(value, date):
        return bool(shown == value.isoformat())
    return bool(shown == value)


def test_every_row_and_every_column_of_the_person_is_there(world: World, planted: Planter) -> None:
    data, _, _ = copy_of(world, ME)
    for table, told in CLASSES.tables.items():
        if told.nobody or table == "people":
            continue
        shown, rows = data["tables"][table]["rows"], planted.rows[table]
        assert len(shown) == len(rows), table
        for row in rows:
            same = [one for one in shown if all(is_given(row[name], one[name]) for name in told.given)]
            assert len(same) == 1, f"{table}: {row}"
            assert all(same[0][name] for name in told.roles), table
            assert all(MINE in json.dumps(same[0][name]) for name in told.opened), table


def test_the_entry_in_the_directory_is_there(world: World) -> None:
    data, page, _ = copy_of(world, ME)
    (entry,) = data["tables"]["people"]["rows"]
    assert entry["name"] == "Priya Nair"
    assert entry["manager_id"] == "your manager"
    assert "Planning Officer" in page


def test_nothing_of_anybody_else_is_there(world: World, planted: Planter) -> None:
    data, page, _ = copy_of(world, ME)
    for text in (json.dumps(data), page):
        assert MINE in text
        assert THEIRS not in text
        assert not [name for name in NAMES if name in text]


def test_what_the_person_did_for_others_is_told_without_them(world: World, planted: Planter) -> None:
    data, _, _ = copy_of(world, ME)
    for table, told in CLASSES.tables.items():
        for column, columns in told.acted.items():
            if table == "people":
                continue
            done = data["tables"][table]["done_for_others"][column]
            assert len(done) == (6 if table == "referral_texts" else 1), table
            assert all(set(one) == set(columns) for one in done)


def test_a_manager_gets_a_number_of_reports_and_no_name(world: World) -> None:
    data, page, _ = copy_of(world, MANAGER)
    assert len(data["tables"]["people"]["done_for_others"]["manager_id"]) == 2
    assert "Priya" not in page + json.dumps(data)


def test_key_material_and_signatures_are_left_out_and_said_to_be(world: World, planted: Planter) -> None:
    data, page, _ = copy_of(world, ME)
    entry = data["tables"]["audit_entries"]
    assert "mac" not in entry["rows"][0]
    assert entry["left_out"] == {"mac": CLASSES.reasons["security"]}
    assert CLASSES.reasons["security"] in page


def test_clinical_texts_wait_for_the_health_unit(world: World, planted: Planter) -> None:
    data, page, copy = copy_of(world, ME, with_clinical_notes=False)
    texts = {row["part"]: row["sealed"] for row in data["tables"]["referral_texts"]["rows"]}
    # The report was offered, so it is the person's to read.
    assert {part for part, text in texts.items() if text == HELD_BACK} == {"triage", "note"}
    assert copy.held_back == 2
    assert "2 texts are not in this copy" in page
    assert f"{MINE} note" not in page


def test_a_report_that_was_not_offered_waits_too(world: World, planted: Planter) -> None:
    with world.context.database.write() as session:
        session.execute(Base.metadata.tables["referrals"].update().values(offered_revision=None))
    assert copy_of(world, ME, with_clinical_notes=False)[2].held_back == 4
    assert copy_of(world, ME)[2].held_back == 0


def test_two_people_of_one_name_are_not_mixed_up(world: World, planted: Planter) -> None:
    with world.context.database.write() as session:
        session.execute(Base.metadata.tables["people"].update().where(Person.id == OTHER).values(name="Priya Nair"))
    data, _, _ = copy_of(world, ME)
    assert data["tables"]["training_sessions"]["rows"] == []


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("I spoke to Callum Doyle today.", "I spoke to [somebody else] today."),
        ("CALLUM DOYLE, and again Callum Doyle", "[somebody else], and again [somebody else]"),
        ("Callum Doyleson is nobody here", "Callum Doyleson is nobody here"),
        ("write to Callum.Doyle@sefton.example!", "write to [somebody else]!"),
        ("number 100002 and number 1000021", "number [somebody else] and number 1000021"),
        ("Priya Nair, 100001", "Priya Nair, 100001"),
        ("TR-ABCD2345 and RF-QWER2345", "TR-ABCD2345 and [a reference of somebody else]"),
    ],
    ids=["name", "capitals", "a longer name", "address", "number", "oneself", "references"],
)
def test_others_are_taken_out_of_a_text(world: World, text: str, clean: str) -> None:
    with world.context.database.read() as session:
        everybody = list_present(session, DEVELOPMENT_TENANT, world.context.today())
    me = next(person for person in everybody if person.id == ME)
    assert Others(me, everybody, {"TR-ABCD2345"}).clean([{"text": text}]) == [{"text": clean}]


@pytest.mark.parametrize(
    ("person_id", "role"),
    [
        (ME, "you"),
        (MANAGER, "your manager"),
        ("demo-health-unit", "the Health Unit"),
        ("demo-hr", "Personnel"),
        (OTHER, "a colleague"),
        ("-", "nobody: it happened by itself"),
        ("gone", "somebody who is not in the directory any more"),
        (None, None),
    ],
)
def test_people_are_said_by_what_they_are(world: World, person_id: str | None, role: str | None) -> None:
    with world.context.database.read() as session:
        everybody = session.scalars(select(Person)).all()
    me = next(person for person in everybody if person.id == ME)
    assert Others(me, everybody).role_of(person_id) == role
