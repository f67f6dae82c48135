"""The audit trail on the console: who did what to which case in plain words, and whether it is whole."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import delete, select, update

from api.acts import LONDON, begin_work
from api.people.models import Person
from api.referrals.audit.checkpoints import add_checkpoint
from api.referrals.audit.ending import note_end
from api.referrals.audit.models import Action, AuditEntry, Purpose, Role
from api.referrals.audit.recording import record
from api.referrals.cases.models import Referral
from tests.api.courses import add_people
from tests.console.clinic_stage import add_appointment, add_slot, next_monday
from tests.console.desk import Desk, rows_of
from tests.console.stage import world_of
from tests.console.test_clinic import rows_of_page


@pytest.fixture
def unit(desk: Desk) -> Iterator[httpx.Client]:
    with desk.client("demo-health-unit") as client:
        yield client


@pytest.fixture(autouse=True)
def no_checkpoints(desk: Desk) -> Iterator[None]:
    desk.context.checkpoint_file.unlink(missing_ok=True)
    yield
    desk.context.checkpoint_file.unlink(missing_ok=True)


def add_case_of(desk: Desk, person_id: str) -> Referral:
    """Store a case of somebody and return it."""
    slot_id = add_slot(desk, f"slot-of-{person_id}", next_monday(), 9 if person_id == "demo-employee" else 12)
    referral_id = add_appointment(desk, slot_id, "booked", person_id)
    with desk.context.database.read() as session:
        return session.get_one(Referral, referral_id)


def note(desk: Desk, case: Referral, action: Action = Action.READ, detail: str = "record", **changes: Any) -> None:
    """Put an act of nobody on the trail, about a case."""
    values = {"purpose": Purpose.TRIAGE} | changes
    with desk.context.database.write() as session:
        work = begin_work(desk.context, session)
        record(work, Role.HEALTH_UNIT, action, "referral", case.id, case.person_id, detail=detail, **values)


def entries(desk: Desk) -> list[AuditEntry]:
    with desk.context.database.read() as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.number)))


def test_an_entry_is_told_in_plain_words(desk: Desk, unit: httpx.Client) -> None:
    case = add_case_of(desk, "demo-employee")
    note(desk, case)
    unit.get(f"/clinic?week={next_monday()}")
    rows = rows_of_page(unit.get("/audit").text)
    assert len(rows) == 2
    assert f"Marian Okoro (Health Unit) Saw its appointment in the calendar Appointment {case.reference}" in rows[0]
    assert f"The assistant (Health Unit) Read the whole record Triage {case.reference} Priya Nair" in rows[1]


def test_looking_is_an_entry_too(desk: Desk, unit: httpx.Client) -> None:
    for path in ("/audit", "/audit/export", "/audit/check"):
        unit.get(path)
    found = [(one.person_id, one.action, one.thing, one.detail) for one in entries(desk)]
    assert found == [("demo-health-unit", "list", "audit", detail) for detail in ("", "export", "check")]


def test_entries_about_oneself_are_left_to_colleagues(desk: Desk, unit: httpx.Client) -> None:
    own = add_case_of(desk, "demo-health-unit")
    note(desk, own)
    assert rows_of_page(unit.get("/audit").text) == []
    answer = unit.get(f"/audit?case={own.reference}")
    assert (answer.status_code, own.id in answer.text) == (422, False)
    assert own.reference not in {row["case"] for row in rows_of(unit.get("/audit/export").content)}
    assert rows_of_page(unit.get("/audit?person=demo-health-unit&side=subject_id").text) == []


def test_one_case_one_person_and_one_day_can_be_looked_for(desk: Desk, unit: httpx.Client) -> None:
    add_people(world_of(desk), 2)
    ours, other = add_case_of(desk, "demo-employee"), add_case_of(desk, "rival-0")
    for case in (ours, other, other):
        note(desk, case)
    today = desk.context.today()
    for query, count in (
        (f"case={ours.reference.lower()}", 1),
        (f"case={other.reference}", 2),
        ("person=priya&side=subject_id", 1),
        ("person=rival-0&side=subject_id", 2),
        (f"person=rival-0&side=subject_id&case={ours.reference}", 0),
        (f"case={other.reference}&day={today}", 2),
        (f"case={other.reference}&day={today - timedelta(days=1)}", 0),
        (f"case={other.reference}&day={today + timedelta(days=1)}", 0),
    ):
        answer = unit.get(f"/audit?{query}")
        assert (query, answer.status_code, len(rows_of_page(answer.text))) == (query, 200, count)
        file = rows_of(unit.get(f"/audit/export?{query}").content)
        # Of a person there is the look at the page as well.
        assert (query, len([row for row in file if row["case"]])) == (query, count)


def test_a_day_begins_at_midnight_in_the_councils_own_time(desk: Desk, unit: httpx.Client) -> None:
    case = add_case_of(desk, "demo-employee")
    note(desk, case)
    at = entries(desk)[0].at.astimezone(LONDON)
    desk.clock.ahead = (timedelta(days=1) - timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)).seconds + 5
    note(desk, case)
    desk.clock.ahead = 0
    days = (at.date(), (at + timedelta(days=1)).date())
    counts = [len(rows_of_page(unit.get(f"/audit?case={case.reference}&day={day}").text)) for day in days]
    assert counts == [1, 1]


def test_a_name_of_several_people_is_asked_back(desk: Desk, unit: httpx.Client) -> None:
    add_people(world_of(desk), 2)
    for person in ("rival-0", "rival-1"):
        with desk.context.database.write() as session:
            session.get_one(Person, person).name = "Sam Twin"
        slot = add_slot(desk, f"twin-{person}", next_monday(), 9 if person == "rival-0" else 10)
        add_appointment(desk, slot, "booked", person)
    page = unit.get("/audit?person=twin&side=subject_id").text
    assert "Whom do you mean?" in page
    assert re.findall(r'href="/audit\?person=([\w-]+)&amp;side=subject_id"', page) == ["rival-0", "rival-1"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("case=RF-99999999", "There is no case with this reference"),
        ("person=Zebedee", "Nobody with this name or staff id"),
        ("day=2027-13-01", "Enter a real date"),
        ("day=1999-01-01", "Enter a real date"),
        ("person=%25", "Nobody with this name or staff id"),
    ],
)
def test_what_cannot_be_found_is_said_beside_its_field(
    query: str, message: str, desk: Desk, unit: httpx.Client
) -> None:
    add_case_of(desk, "demo-employee")
    answer = unit.get(f"/audit?{query}")
    assert (answer.status_code, message in answer.text) == (422, True)
    assert rows_of(unit.get(f"/audit/export?{query}").content) == []


def test_the_pages_follow_each_other_without_a_gap(desk: Desk, unit: httpx.Client) -> None:
    case = add_case_of(desk, "demo-employee")
    for _ in range(103):
        note(desk, case)
    address, numbers = f"/audit?case={case.reference}", []
    while address:
        page = unit.get(address).text
        numbers += [int(number) for number in re.findall(r"no\. (\d+)", page)]
        further = re.findall(r'href="([^"]+)" rel="next"', page)
        address = further[0].replace("&amp;", "&") if further else ""
    assert numbers == list(range(103, 0, -1))


def test_no_cell_of_the_file_calculates(desk: Desk, unit: httpx.Client) -> None:
    case = add_case_of(desk, "demo-employee")
    note(desk, case)
    with desk.context.database.write() as session:
        session.get_one(Person, "demo-employee").name = "=HYPERLINK(1)"
    (row,) = rows_of(unit.get(f"/audit/export?case={case.reference}").content)
    assert row["about"] == "'=HYPERLINK(1)"
    assert (row["what"], row["why"], row["case"]) == ("Read the whole record", "Triage", case.reference)
    assert row["when"] == f"{entries(desk)[0].at.astimezone(LONDON):%Y-%m-%d %H:%M:%S}"


def test_the_file_has_what_the_page_has(desk: Desk, unit: httpx.Client) -> None:
    case = add_case_of(desk, "demo-employee")
    for detail in ("record", "answers", "report"):
        note(desk, case, detail=detail)
    query = f"case={case.reference}"
    page, file = rows_of_page(unit.get(f"/audit?{query}").text), rows_of(unit.get(f"/audit/export?{query}").content)
    for shown, row in zip(page, file, strict=True):
        said = f"no. {row['number']} {row['who']} ({row['as']}) {row['what']} {row['why']} {row['case']} {row['about']}"
        assert shown.endswith(said)


def test_a_whole_trail_is_called_whole(desk: Desk, unit: httpx.Client) -> None:
    note(desk, add_case_of(desk, "demo-employee"))
    note_end(desk.context.database, desk.context.vault.audit_key, desk.context.checkpoint_file)
    page = unit.get("/audit/check").text
    assert "The trail is whole" in page
    assert "Entry 1, noted on" in page


def test_a_trail_without_a_checkpoint_says_so(unit: httpx.Client) -> None:
    assert "None was noted yet" in unit.get("/audit/check").text


def change_an_entry(desk: Desk) -> None:
    with desk.context.database.write() as session:
        session.execute(update(AuditEntry).where(AuditEntry.number == 2).values(purpose="routine"))


def take_an_entry(desk: Desk) -> None:
    with desk.context.database.write() as session:
        session.execute(delete(AuditEntry).where(AuditEntry.number == 2))


def write_a_false_checkpoint(desk: Desk) -> None:
    add_checkpoint(desk.context.checkpoint_file, b"another key" * 3, 3, "0" * 64, "2026-01-01T00:00:00+00:00")


def spoil_the_file(desk: Desk) -> None:
    desk.context.checkpoint_file.parent.mkdir(parents=True, exist_ok=True)
    Path(desk.context.checkpoint_file).write_bytes(b"\xff\xfe")


@pytest.mark.parametrize(
    ("tamper", "finding"),
    [
        (change_an_entry, "Entry 2 or the one before it was changed."),
        (take_an_entry, "Entry 2 is missing."),
        (write_a_false_checkpoint, "The checkpoint file was changed."),
        (spoil_the_file, "The file of checkpoints cannot be read."),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_broken_trail_says_where(tamper: Any, finding: str, desk: Desk, unit: httpx.Client) -> None:
    case = add_case_of(desk, "demo-employee")
    for _ in range(3):
        note(desk, case)
    tamper(desk)
    page = unit.get("/audit/check").text
    assert "The trail is broken" in page
    assert finding in page
