"""Where the council stands: every figure of page, file and report recounted from the database, row by row."""

import html
import re
from collections.abc import Iterator
from datetime import date, timedelta

import httpx
import pytest
from sqlalchemy import select

from api.acts import begin_work
from api.pdr.models import Pdr
from api.people.absences.models import Absence
from api.people.models import Person
from api.standing.models import Standing
from api.standing.service import keep_standing
from api.training.courses.models import Course
from api.training.records.models import Completion
from tests.console.desk import Desk, rows_of
from tests.console.figures_pages import words
from tests.console.standing_stage import set_reviews, today_of

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


def lengths_of(page: str, section: str) -> list[list[float]]:
    """Return for each wide drawing of a section how long each bar is, in 100ths of its track."""
    part = page.partition(f'aria-labelledby="{section}"')[2].partition("</section>")[0]
    widths = [
        [
            float(one)
            for one in re.findall(r'<rect class="chart-(?:track|bar|bar-below)"[^>]* width="([\d.]+)"', drawing)
        ]
        for drawing in re.findall(r'<svg class="chart chart-wide".*?</svg>', part, re.DOTALL)
    ]
    return [[100 * bar / track for track, bar in zip(one[::2], one[1::2], strict=True)] for one in widths]


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
        for drawing, bars in zip(lengths_of(page, section), (by_service, by_month), strict=True):
            assert drawing == pytest.approx([float(value.removesuffix(" %")) for _, value in bars], abs=0.1)
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
    file = {row["service"]: line_of(int(row["required"]), int(row["done"])) for row in rows}
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
