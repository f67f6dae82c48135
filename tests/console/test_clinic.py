"""The clinic's calendar: what it shows of whom, and free slots that are withdrawn."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import httpx
import pytest
from sqlalchemy import select

from api.referrals.appointments.models import Appointment, Slot
from api.referrals.audit.models import AuditEntry
from api.referrals.cases.models import Referral
from tests.console.clinic_stage import ROOM, add_slot, next_holiday, next_monday, set_clinic
from tests.console.desk import TOKEN, Desk


@pytest.fixture
def unit(desk: Desk) -> Iterator[httpx.Client]:
    with desk.client("demo-health-unit") as client:
        yield client


def rows_of_page(text: str) -> list[str]:
    """Return the rows of the calendar as words."""
    rows = re.findall(r"<tr class=.*?</tr>", text, re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in rows if 'scope="row"' in row]


def slot_ids(desk: Desk) -> set[str]:
    with desk.context.database.read() as session:
        return set(session.scalars(select(Slot.id)))


def withdraw(unit: httpx.Client, *chosen: str, once: str = "w" * 32) -> httpx.Response:
    return unit.post("/clinic/withdraw", data={"form_token": TOKEN, "once": once, "slot": list(chosen)})


def test_the_week_shows_each_slot_with_its_state_and_who_has_it_by_reference_only(
    desk: Desk, unit: httpx.Client
) -> None:
    monday = set_clinic(desk)
    page = unit.get(f"/clinic?week={monday}").text
    with desk.context.database.read() as session:
        cases = session.scalars(select(Referral).where(Referral.person_id == "demo-employee")).all()
    linked = re.findall(r'href="/cases/([\w-]+)">(RF-\d+)<', page)
    shown = {(case.id, case.reference) for case in cases}
    assert set(linked) < shown
    assert len(linked) == 4
    rows = rows_of_page(page)
    assert rows[0].startswith("09:00 to 09:45 Nurse (Marian Okoro) By telephone Free")
    assert rows[2].startswith("10:30 to 11:15 Nurse (Marian Okoro) By video Offered RF-")
    assert rows[3].startswith(f"14:00 to 14:45 Physician (Marian Okoro) Face to face, {ROOM} Booked RF-")
    assert "Priya" not in page
    assert "8 slots" in page
    assert "3 free, 1 offered, 2 booked, 1 attended, 1 missed" in page


def test_ones_own_appointment_shows_no_case(desk: Desk, unit: httpx.Client) -> None:
    monday = set_clinic(desk)
    page = unit.get(f"/clinic?week={monday}").text
    assert next(row for row in rows_of_page(page) if row.startswith("11:00")) == (
        "11:00 to 11:45 Nurse (Marian Okoro) By telephone Booked Your own"
    )
    with desk.context.database.read() as session:
        noted = set(session.scalars(select(AuditEntry.subject_id)))
    assert noted == {"demo-employee"}


def test_looking_at_the_week_is_noted_for_each_case(desk: Desk, unit: httpx.Client) -> None:
    monday = set_clinic(desk)
    unit.get(f"/clinic?week={monday}")
    with desk.context.database.read() as session:
        entries = session.scalars(select(AuditEntry)).all()
    assert [(entry.action, entry.purpose, entry.person_id) for entry in entries] == [
        ("list", "appointment", "demo-health-unit")
    ] * 4


def test_one_kind_of_clinician_can_be_shown(desk: Desk, unit: httpx.Client) -> None:
    monday = set_clinic(desk)
    page = unit.get(f"/clinic?week={monday}&clinician=physician").text
    assert len(rows_of_page(page)) == 1
    assert f'href="/clinic?week={monday - timedelta(days=7)}&amp;clinician=physician"' in page


def test_a_bank_holiday_is_marked(desk: Desk, unit: httpx.Client) -> None:
    holiday = next_holiday()
    page = unit.get(f"/clinic?week={holiday}").text
    heading = f"{holiday:%A} {holiday.day} {holiday:%B %Y}"
    assert re.search(rf"{heading} <span[^>]*>Bank holiday", page)
    assert "Bank holiday" not in unit.get(f"/clinic?week={next_monday()}").text


@pytest.mark.parametrize("week", ["2027-13-01", "soon", "1999-01-01", "2100-01-01"])
def test_what_is_no_day_is_no_page(week: str, unit: httpx.Client) -> None:
    assert unit.get(f"/clinic?week={week}").status_code == 404


@pytest.mark.parametrize("day", [date(2000, 1, 1), date(2099, 12, 31)], ids=str)
def test_the_first_and_the_last_week_can_be_shown(day: date, unit: httpx.Client) -> None:
    assert unit.get(f"/clinic?week={day}").status_code == 200


def test_free_slots_are_withdrawn_once(desk: Desk, unit: httpx.Client) -> None:
    set_clinic(desk)
    answers = [withdraw(unit, "free", "free-too") for _ in range(2)]
    assert [answer.headers["location"] for answer in answers] == ["/clinic?done=slots-withdrawn"] * 2
    assert slot_ids(desk) == {"offered", "booked", "attended", "missed", "own", "declined"}


@pytest.mark.parametrize("taken", ["offered", "booked", "own", "nothing"])
def test_all_are_withdrawn_or_none(taken: str, desk: Desk, unit: httpx.Client) -> None:
    set_clinic(desk)
    before = slot_ids(desk)
    answer = withdraw(unit, "free", taken)
    assert (answer.status_code, "none was withdrawn" in answer.text) == (422, True)
    assert slot_ids(desk) == before


def test_a_slot_whose_appointment_ended_is_shut_and_its_history_stays(desk: Desk, unit: httpx.Client) -> None:
    monday = set_clinic(desk)
    assert withdraw(unit, "declined").status_code == 303
    rows = rows_of_page(unit.get(f"/clinic?week={monday}").text)
    assert next(row for row in rows if row.startswith("12:00")).endswith("Withdrawn")
    with desk.context.database.read() as session:
        assert session.get_one(Slot, "declined").is_taken
        assert session.get_one(Appointment, "declined-declined").slot_id == "declined"
    assert withdraw(unit, "declined").status_code == 303
    assert withdraw(unit, "declined", once="x" * 32).status_code == 422


def test_nothing_chosen_is_said(desk: Desk, unit: httpx.Client) -> None:
    set_clinic(desk)
    answer = withdraw(unit)
    assert (answer.status_code, "Choose the free slots" in answer.text) == (422, True)


def test_a_slot_that_is_over_cannot_be_withdrawn_on_the_page(desk: Desk, unit: httpx.Client) -> None:
    yesterday = desk.context.today() - timedelta(days=1)
    add_slot(desk, "yesterday", yesterday, 9)
    page = unit.get(f"/clinic?week={yesterday}").text
    assert "Not used" in page
    assert 'value="yesterday"' not in page


def test_a_week_holds_more_slots_than_the_api_hands_out_at_once(desk: Desk, unit: httpx.Client) -> None:
    monday = next_monday()
    for number in range(205):
        hour, minute = divmod(number * 2, 60)
        add_slot(desk, f"slot-{number}", monday, 8 + hour, minute)
    assert "205 slots" in unit.get(f"/clinic?week={monday}").text
