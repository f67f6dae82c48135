"""The Health Unit's figures: those of the database, rounded; the same on the page, in the file and in words."""

import html
import re
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select

from api.console.statistics.figures import share_of
from api.referrals.audit.models import AuditEntry
from api.referrals.form.specification import FormKind, read_form
from tests.console.desk import Desk, rows_of
from tests.console.figures_counted import count, count_modes, count_waiting_days, expected, rounded
from tests.console.figures_pages import Table, bars_of, name_of, tables_of, words
from tests.console.figures_stage import ONES, add_referrals, correct_all, last_over, note_late, set_few, set_figures


@pytest.fixture(params=["demo-health-unit", "demo-hr"])
def reader(request: pytest.FixtureRequest, desk: Desk) -> Iterator[httpx.Client]:
    with desk.client(request.param) as client:
        yield client


@pytest.fixture
def unit(desk: Desk) -> Iterator[httpx.Client]:
    with desk.client("demo-health-unit") as client:
        yield client


def test_every_figure_of_the_page_is_that_of_the_database_rounded(desk: Desk, reader: httpx.Client) -> None:
    period = set_figures(desk)
    page = reader.get("/statistics").text
    tables, before = tables_of(page), period.year_before
    labels = read_form(FormKind.MANAGEMENT).find("main_reason").choices
    services = [count(desk, one, lambda case, _: case.service) for one in (period, before)]
    reasons = [count(desk, one, lambda _, reason: labels[reason]) for one in (period, before)]
    modes = [count_modes(desk, one) for one in (period, before)]
    assert tables["The figures: by service"] == expected(*services)
    assert tables["The figures: by main reason"] == expected(*reasons)
    assert tables["The figures: by kind of appointment"] == expected(*modes)
    assert tables["The figures: referrals"] == {
        "Referrals": (rounded(services[0].total()), rounded(services[1].total())),
        "Appointments held": (rounded(modes[0].total()), rounded(modes[1].total())),
    }
    assert rounded(services[0].total()) == "130"


def test_the_bars_are_those_of_the_table(desk: Desk, reader: httpx.Client) -> None:
    set_figures(desk)
    page = reader.get("/statistics").text
    table = tables_of(page)["The figures: by service"]
    assert bars_of(page, "services") == [value for pair in table.values() for value in pair]
    widths = [float(width) for width in re.findall(r'<rect class="chart-bar"[^>]* width="([\d.]+)"', page)]
    assert max(widths) <= 900


def test_the_file_has_what_the_page_has(desk: Desk, reader: httpx.Client) -> None:
    period = set_figures(desk)
    page = reader.get(f"/statistics?period={name_of(period)}").text
    answer = reader.get(f"/statistics/export?period={name_of(period)}")
    file: dict[str, Table] = {}
    for row in rows_of(answer.content):
        pair = (row["count"] or "not given", row["count_year_before"] or "not given")
        file.setdefault(f"The figures: {row['table'].lower()}", {})[row["line"]] = pair
    assert file == tables_of(page)
    assert f'filename="referral-figures-{name_of(period)}.csv"' in answer.headers["content-disposition"]


def test_the_paragraph_is_that_of_the_councils_report(desk: Desk, reader: httpx.Client) -> None:
    period = set_figures(desk)
    page = reader.get("/statistics/report").text
    paragraph = words(re.findall(r'<p class="govuk-body paragraph">.*?</p>', page, re.DOTALL)[0])
    waits = [count_waiting_days(desk, one) for one in (period, period.year_before)]
    assert paragraph == (
        f"During {period.title}, about 130 referrals of council employees were made to the Health Unit. "
        "That is about the same as in the same two months a year before (about 130). "
        "Referrals came from Education Excellence (about 75, 58 %), Communities (about 15, 12 %) and "
        "Children's Social Care (about 15, 12 %). "
        "The main reasons were mental health (about 40, 31 %), muscles, bones or joints (about 25, 19 %) and "
        "work-related stress (about 20, 15 %). "
        "About 100 appointments were held: by telephone (about 60), face to face (about 30) and by video (about 10). "
        f"Half of the people who were seen had their first appointment within {waits[0]} working days, "
        f"and within {waits[1]} working days a year before. "
        "All figures are rounded, so that nobody can be found in them."
    )
    copied = html.unescape(re.findall(r"<textarea.*?>(.*?)</textarea>", page, re.DOTALL)[0])
    assert copied.replace("\u00a0", " ") == paragraph
    on_page = tables_of(reader.get("/statistics").text)
    assert tables_of(page)[f"Referrals by service, {period.title[:-5]}"] == on_page["The figures: by service"]
    assert tables_of(page)[f"Referrals by main reason, {period.title[:-5]}"] == on_page["The figures: by main reason"]


def test_a_withheld_table_says_so_everywhere(desk: Desk, reader: httpx.Client) -> None:
    period = set_few(desk)
    name = name_of(period)
    page, report = reader.get(f"/statistics?period={name}").text, reader.get(f"/statistics/report?period={name}").text
    assert f"This table is withheld for {period.title}." in words(page)
    assert "How many came from which service is withheld" in words(report)
    assert "fewer than 8 referrals" in words(report)
    rows = rows_of(reader.get(f"/statistics/export?period={name}").content)
    assert [(row["line"], row["count"]) for row in rows if row["table"] == "By service"] == [("all", "withheld")]
    for service in ONES:
        assert service not in page + report + str(rows)


def test_a_table_that_is_withheld_in_one_year_is_shown_for_the_other(desk: Desk, unit: httpx.Client) -> None:
    period = set_few(desk)
    add_referrals(desk, period.year_before, {"Communities": 30, "Planning": 20}, {"stress": 50}, {"phone": 9})
    page = unit.get(f"/statistics?period={name_of(period)}").text
    assert tables_of(page)["The figures: by service"] == {
        "Communities": ("withheld", "30"),
        "Planning": ("withheld", "20"),
    }
    assert bars_of(page, "services") == ["withheld", "30", "withheld", "20"]


def test_attendance_that_is_noted_late_changes_no_figure_of_a_period_that_is_over(
    desk: Desk, unit: httpx.Client
) -> None:
    period = set_figures(desk)
    address = f"/statistics/export?period={name_of(period)}"
    before = unit.get(address).content
    note_late(desk, period, 9)
    assert unit.get(address).content == before


def test_attendance_counts_in_the_period_in_which_it_was_noted(desk: Desk, unit: httpx.Client) -> None:
    period = last_over(desk)
    note_late(desk, period.before, 9)
    early, late = (unit.get(f"/statistics/export?period={name_of(one)}").text for one in (period.before, period))
    assert ("By video" in early, ",By video,10" in late) == (False, True)


def test_a_correction_takes_a_visit_back_but_not_from_a_period_that_is_over(desk: Desk, unit: httpx.Client) -> None:
    period = last_over(desk)
    note_late(desk, period.before, 9)
    addresses = [f"/statistics/export?period={name_of(one)}" for one in (period.before, period)]
    before = [unit.get(address).content for address in addresses]
    correct_all(desk, period.span[1] - timedelta(hours=1))
    after = [unit.get(address).content for address in addresses]
    assert (after[0] == before[0], "By video" in after[1].decode()) == (True, False)


def test_a_correction_after_the_period_leaves_its_figures(desk: Desk, unit: httpx.Client) -> None:
    period = last_over(desk)
    note_late(desk, period.before, 9)
    address = f"/statistics/export?period={name_of(period)}"
    before = unit.get(address).content
    correct_all(desk, period.span[1] + timedelta(hours=1))
    assert (b",By video,10" in before, unit.get(address).content == before) == (True, True)


def test_waiting_times_of_few_people_are_not_given(desk: Desk, unit: httpx.Client) -> None:
    period = set_few(desk)
    table = tables_of(unit.get(f"/statistics?period={name_of(period)}").text)["The figures: waiting times"]
    assert table == {"Half were seen within": ("not given", "not given")}


def test_without_any_referral_there_is_a_page_of_nothing(desk: Desk, reader: httpx.Client) -> None:
    page = words(reader.get("/statistics").text)
    assert "There is nothing to count in either year." in page
    report = words(reader.get("/statistics/report").text)
    assert "no referrals of council employees were made" in report
    assert reader.get("/statistics/export").status_code == 200


@pytest.mark.parametrize("period", ["2026-7", "2020-1", "2026", "2026-1-1", "x"])
def test_what_is_no_period_is_no_page(period: str, unit: httpx.Client) -> None:
    assert unit.get(f"/statistics?period={period}").status_code == 404


def test_a_period_that_is_not_over_has_no_page(desk: Desk, unit: httpx.Client) -> None:
    today = desk.context.today()
    answer = unit.get(f"/statistics?period={today.year}-{(today.month + 1) // 2}")
    assert (answer.status_code, "This period is not over yet" in answer.text) == (409, True)


def test_every_look_at_the_figures_is_noted(desk: Desk, unit: httpx.Client) -> None:
    name = name_of(last_over(desk))
    for path in ("/statistics", "/statistics/report", "/statistics/export"):
        unit.get(path)
    with desk.context.database.read() as session:
        entries = session.scalars(select(AuditEntry)).all()
    assert [(entry.role, entry.action, entry.thing_id) for entry in entries] == [("health_unit", "count", name)] * 3


@pytest.mark.parametrize(
    ("count", "total", "share"),
    [(75, 130, 58), (5, 130, None), (10, 45, None), (None, 130, None), (55, 50, None), (0, 130, None), (50, 50, 100)],
)
def test_a_share_is_given_where_it_says_enough(count: int | None, total: int, share: int | None) -> None:
    assert share_of(count, total) == share


def test_the_menu_leads_hr_to_the_figures_and_not_to_the_calendar(desk: Desk) -> None:
    with desk.client("demo-hr") as hr:
        page = hr.get("/statistics").text
    assert 'href="/statistics" aria-current="page"' in page
    assert 'href="/clinic"' not in page
