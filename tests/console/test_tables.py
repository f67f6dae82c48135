"""Tables of sessions: what is exported can be imported, all of it or nothing, and no cell calculates."""

from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from api.console.exports import neutralise, restore
from api.people.models import Person
from tests.console.desk import Desk, rows_of

LATER = date.today() + timedelta(days=60)  # noqa: DTZ011 any day to come


def test_what_is_exported_can_be_imported(staged: Desk, client: httpx.Client) -> None:
    table = client.get("/sessions/export").content
    checked = send_table(staged, client, table)
    assert "All 3 rows can be added" in checked.text
    assert len(rows_of(client.get("/sessions/export").content)) == 3
    fields = {"content": table.decode("utf-8-sig"), "seen": "yes"}
    assert staged.send(client, "/sessions/import", fields).status_code == 303
    assert len(rows_of(client.get("/sessions/export").content)) == 6


def test_one_wrong_row_stops_the_whole_import(staged: Desk, client: httpx.Client) -> None:
    table = (
        "course_id,place,online,link,trainer,capacity,days\n"
        f"fire-marshal,Bootle,no,,Somebody,12,{LATER} 09:30-12:30\n"
        f"no-such-course,Bootle,no,,Somebody,12,{LATER} 09:30-12:30\n"
    )
    checked = send_table(staged, client, table.encode())
    assert "1 of 2 rows cannot be added" in checked.text
    assert "There is no such course" in checked.text
    forced = staged.send(client, "/sessions/import", {"content": table, "seen": "yes"})
    assert forced.status_code == 422
    assert len(rows_of(client.get("/sessions/export").content)) == 3


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe\x00", "CSV UTF-8"),
        (b"a,b\n1,2\n", "The first line must name the columns"),
        (b"course_id,place,online,link,trainer,capacity,days\n", "The table has no rows"),
        (b'course_id,place,online,link,trainer,capacity,days\n"a', "not a table"),
    ],
    ids=["not text", "other columns", "no rows", "broken"],
)
def test_a_file_that_is_no_such_table_is_refused(
    content: bytes, message: str, staged: Desk, client: httpx.Client
) -> None:
    answer = send_table(staged, client, content)
    assert (answer.status_code, message in answer.text) == (422, True)


@pytest.mark.parametrize("cell", ["=1+1", "+44 151", "-3", "@here", "\tx", "\rx"])
def test_a_cell_that_a_spreadsheet_would_calculate_leaves_as_text_and_comes_back(cell: str) -> None:
    assert neutralise(cell) == f"'{cell}"
    assert restore(neutralise(cell)) == cell


def test_a_name_that_is_a_formula_is_exported_as_text(staged: Desk, client: httpx.Client) -> None:
    with staged.context.database.write() as session:
        person = session.get(Person, "rival-0")
        assert person is not None
        person.name = "=HYPERLINK(1)"
    rows = rows_of(client.get("/sessions/full/attendees/export").content)
    assert "'=HYPERLINK(1)" in {row["name"] for row in rows}


def send_table(desk: Desk, client: httpx.Client, content: bytes) -> httpx.Response:
    files: dict[str, Any] = {"table": ("sessions.csv", content, "text/csv")}
    return desk.send(client, "/sessions/import", files=files)
