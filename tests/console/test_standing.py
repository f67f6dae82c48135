"""Where the council stands: every figure of page, file and report recounted from the database, row by row."""

import html
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from api.acts import begin_work
from api.pdr.models import Pdr
from api.people.absences.models import Absence
from api.people.models import Person
from api.standing.figures import Figure
from api.standing.models import Standing, Subject
from api.standing.service import keep_standing
from api.training.courses.models import Course
from api.training.records.models import Completion
from tests.api.courses import add_people
from tests.browser.screens import find_faults
from tests.browser.test_keyboard import press_until
from tests.console.conftest import sit_down
from tests.console.desk import Desk, rows_of
from tests.console.stage import set_stage, world_of
from tests.console.test_statistics import words

PDRS, TRAINING = "PDRs by service", "Mandatory training by service"


def tables_of(page: str) -> dict[str, dict[str, list[str]]]:
    """Return the page's tables by their caption: each line with its cells."""
    found = {}
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        caption = words(re.findall(r"<caption.*?</caption>", table, re.DOTALL)[0])
        rows = [
            re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL) for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)
        ]
        found[caption] = {words(cells[0]): [words(cell) for cell in cells[1:]] for cells in rows[1:]}
    return found


def bars_of(page: str, section: str) -> list[list[tuple[str, str]]]:
    """Return for each wide drawing of a section the name and the value of each bar."""
    part = page.partition(f'aria-labelledby="{section}"')[2].partition("</section>")[0]
    drawings = re.findall(r'<svg class="chart chart-wide".*?</svg>', part, re.DOTALL)
    texts = [[words(one) for one in re.findall(r"<text.*?</text>", drawing, re.DOTALL)][1:] for drawing in drawings]
    return [list(zip(one[::2], one[1::2], strict=True)) for one in texts]


def today_of(desk: Desk) -> date:
    return desk.context.today()


def set_reviews(desk: Desk) -> None:
    """Store PDRs of this year and absences of a few people in two services, and figures of the two months before."""
    set_stage(desk)
    today = today_of(desk)
    year = today.year if today.month >= 4 else today.year - 1
    add_people(world_of(desk), 12, service="Highways")
    held = {
        "rival-0": "agreed",
        "rival-1": "recorded",
        "rival-2": "held",
        "rival-3": "booked",
        "demo-employee": "agreed",
    }
    now = datetime.now(UTC)
    with desk.context.database.write() as session:
        for person_id, state in held.items():
            is_done = state in ("recorded", "agreed")
            session.add(
                Pdr(
                    id=f"pdr-{person_id}",
                    person_id=person_id,
                    year=year,
                    state=state,
                    sequence=1,
                    starts_at=now + timedelta(days=3) if state == "booked" else None,
                    ends_at=now + timedelta(days=3, hours=1) if state == "booked" else None,
                    held_on=None if state == "booked" else today,
                    recorded_at=now if is_done else None,
                    agreed_at=now if state == "agreed" else None,
                    needs=[],
                )
            )
        session.add(Absence(id="away", person_id="rival-9", first_on=today - timedelta(days=60), last_on=None))
        session.add(Absence(id="short", person_id="rival-8", first_on=today - timedelta(days=9), last_on=today))
        session.get_one(Person, "rival-7").started_on = today - timedelta(days=10)
    add_month(desk, 1, [Figure(Subject.PDR, "Highways", 10, 1), Figure(Subject.TRAINING, "Highways", 20, 15)])
    add_month(desk, 2, [Figure(Subject.PDR, "Highways", 10, 0), Figure(Subject.TRAINING, "Highways", 20, 14)])


def add_month(desk: Desk, ago: int, figures: list[Figure]) -> None:
    month = today_of(desk).replace(day=1)
    for _ in range(ago):
        month = (month - timedelta(days=1)).replace(day=1)
    with desk.context.database.write() as session:
        for number, one in enumerate(figures):
            row = Standing(
                id=f"{month}-{number}",
                month=month,
                subject=one.subject,
                service=one.service,
                required=one.required,
                done=one.done,
                away=one.away,
                taken_on=month,
            )
            session.add(row)


def recount_pdrs(desk: Desk) -> dict[str, tuple[int, int]]:
    """Return for each service how many PDRs must be complete and how many are, by a count of our own."""
    today = today_of(desk)
    start = date(today.year if today.month >= 4 else today.year - 1, 4, 1)
    end = date(start.year + 1, 3, 31)
    with desk.context.database.read() as session:
        people = session.scalars(select(Person)).all()
        done = {one.person_id for one in session.scalars(select(Pdr)) if one.state in ("recorded", "agreed")}
        absences = session.scalars(select(Absence)).all()
    counts: dict[str, tuple[int, int]] = {}
    for person in people:
        months = person.started_on.year * 12 + person.started_on.month - 1 + 6
        first = date(months // 12, months % 12 + 1, min(person.started_on.day, 28))
        is_away = any(
            one.person_id == person.id and one.last_on is None and (today - one.first_on).days >= 27 for one in absences
        )
        must = person.id in done or (max(first, date(start.year, 12, 31)) <= end and not is_away)
        required, complete = counts.get(person.service, (0, 0))
        counts[person.service] = required + must, complete + (person.id in done)
    return counts


def recount_training(desk: Desk) -> dict[str, tuple[int, int]]:
    today = today_of(desk)
    with desk.context.database.read() as session:
        people = session.scalars(select(Person)).all()
        courses = session.scalars(select(Course)).all()
        completed = session.scalars(select(Completion)).all()
    managers = {person.manager_id for person in people}
    valid = {(one.person_id, one.course_id) for one in completed if not one.valid_until or one.valid_until >= today}
    counts: dict[str, tuple[int, int]] = {}
    for person in people:
        for course in courses:
            if course.mandatory_for == "everyone" or (course.mandatory_for == "managers" and person.id in managers):
                required, done = counts.get(person.service, (0, 0))
                counts[person.service] = required + 1, done + ((person.id, course.id) in valid)
    return counts


def line_of(required: int, done: int) -> list[str]:
    """Return what stands on the page for one line: must, done, share; and how many more are needed."""
    share = round(100 * done / required, 1) if required else 100.0
    missing = max(0, -(-90 * required // 100) - done)
    return [f"{required:,}", f"{done:,}", f"{share} %", f"{missing:,}" if missing else "Met"]


def shown(table: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: [*cells[:3], cells[4]] for name, cells in table.items()}


def expected(counts: dict[str, tuple[int, int]]) -> dict[str, list[str]]:
    total = tuple(map(sum, zip(*counts.values(), strict=True)))
    return {name: line_of(*pair) for name, pair in counts.items()} | {"All services": line_of(total[0], total[1])}


@pytest.fixture(params=["demo-learning", "demo-hr"])
def reader(request: pytest.FixtureRequest, desk: Desk) -> Iterator[httpx.Client]:
    with desk.client(request.param) as client:
        yield client


def test_every_figure_of_the_page_is_that_of_the_database(desk: Desk, reader: httpx.Client) -> None:
    set_reviews(desk)
    tables = tables_of(reader.get("/standing").text)
    assert shown(tables[PDRS]) == expected(recount_pdrs(desk))
    assert shown(tables[TRAINING]) == expected(recount_training(desk))
    assert shown(tables[PDRS])["Highways"] == line_of(10, 2)


def test_the_bars_are_those_of_the_tables(desk: Desk, reader: httpx.Client) -> None:
    set_reviews(desk)
    page = reader.get("/standing").text
    tables = tables_of(page)
    for section, services, months in (
        ("pdr", PDRS, "PDRs by month"),
        ("training", TRAINING, "Mandatory training by month"),
    ):
        by_service, by_month = bars_of(page, section)
        table = tables[services]
        assert by_service == [(name, cells[2]) for name, cells in table.items() if name != "All services"]
        assert by_month == [(name, cells[2]) for name, cells in tables[months].items()]


def test_the_months_are_those_that_were_kept_and_the_one_that_runs(desk: Desk, reader: httpx.Client) -> None:
    set_reviews(desk)
    table = tables_of(reader.get("/standing?service=Highways").text)["PDRs by month"]
    assert [cells[1] for cells in table.values()] == ["0", "1", "2"]
    assert list(table)[-1] == f"{today_of(desk):%B %Y}"


def test_the_file_has_what_the_page_has(desk: Desk, reader: httpx.Client) -> None:
    set_reviews(desk)
    answer = reader.get("/standing/export")
    rows = [row for row in rows_of(answer.content) if row["subject"] == "PDRs"]
    file = {row["service"]: line_of(int(row["must"]), int(row["done"])) for row in rows}
    assert file == expected(recount_pdrs(desk))
    assert f'filename="standing-{today_of(desk):%Y-%m}.csv"' in answer.headers["content-disposition"]
    assert next(row["away"] for row in rows if row["service"] == "Highways") == "1"


def test_the_report_of_a_month_says_what_was_kept_and_what_changed(desk: Desk, reader: httpx.Client) -> None:
    set_reviews(desk)
    month = (today_of(desk).replace(day=1) - timedelta(days=1)).replace(day=1)
    page = reader.get(f"/standing/report?month={month:%Y-%m}").text
    table = tables_of(page)[f"PDRs by service, {month:%B %Y}"]
    assert table["Highways"] == ["10", "1", "10.0 %", "+10.0", "8"]
    assert "8 more PDRs would reach the target" in html.unescape(page)


def test_what_would_close_the_gap_is_said(desk: Desk, reader: httpx.Client) -> None:
    set_reviews(desk)
    total = tuple(map(sum, zip(*recount_pdrs(desk).values(), strict=True)))
    missing = -(-90 * total[0] // 100) - total[1]
    page = words(reader.get("/standing").text)
    assert f"{missing} more PDRs would reach the target for all services together." in page
    assert "Most are missing in Highways (7)" in page


@pytest.mark.parametrize(
    "path", ["/standing/report?month=2001-01", "/standing/export?month=2001-01", "/standing/report?month=x"]
)
def test_a_month_without_figures_has_no_page(path: str, desk: Desk, reader: httpx.Client) -> None:
    assert reader.get(path).status_code == 404


def test_the_figures_of_a_month_are_kept_once_a_day(desk: Desk) -> None:
    set_reviews(desk)
    kept = []
    for _ in range(2):
        with desk.context.database.write() as session:
            kept.append(keep_standing(begin_work(desk.context, session)))
    assert kept == [True, False]
    with desk.context.database.read() as session:
        month = today_of(desk).replace(day=1)
        rows = session.scalars(select(Standing).where(Standing.month == month, Standing.subject == "pdr")).all()
    assert {row.service: (row.required, row.done) for row in rows} == recount_pdrs(desk)


STATES: dict[str, Callable[[Page], Any]] = {
    "standing": lambda page: page.goto("/standing"),
    "standing-service": lambda page: page.goto("/standing?service=Highways"),
    "standing-none": lambda page: page.goto("/standing?service=Nowhere"),
    "standing-report": lambda page: page.goto("/standing/report"),
}


@pytest.mark.parametrize("state", STATES)
def test_a_page_has_no_violation_on_any_screen(state: str, narrow_page: Page, desk: Desk, prove: bool) -> None:
    set_reviews(desk)
    sit_down(narrow_page.context, desk, "demo-hr")
    STATES[state](narrow_page)
    assert find_faults(narrow_page, pictures=f"console-{state}" if prove else "", full_page=True) == []


def test_by_keyboard_a_service_is_chosen_and_the_report_opened(page: Page, desk: Desk) -> None:
    set_reviews(desk)
    sit_down(page.context, desk, "demo-hr")
    page.goto("/standing")
    page.get_by_label("Over time, show").focus()
    page.keyboard.press("H")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/standing?service=Highways")
    press_until(page, "Monthly report")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="PDRs and mandatory training").wait_for()


def test_on_paper_there_are_only_heading_sentences_and_tables(page: Page, desk: Desk) -> None:
    set_reviews(desk)
    sit_down(page.context, desk, "demo-hr")
    page.goto("/standing/report")
    page.emulate_media(media="print")
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_role("table").first.is_visible()
    assert not page.get_by_label("Month", exact=True).is_visible()
    assert not page.get_by_role("navigation").is_visible()
