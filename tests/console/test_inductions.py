"""The figures of inductions: those of the database, rounded; withheld where they would tell; by keyboard, too."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from api.induction.figures import last_twelve_months
from api.induction.models import Induction
from tests.browser.test_keyboard import press_until
from tests.console.desk import Desk, rows_of
from tests.console.inductions_stage import PEOPLE, set_inductions

Sit = Callable[[str], None]


def recounted(desk: Desk) -> tuple[Counter[str], Counter[str]]:
    """Count the inductions anew: by service, and by how they stand."""
    today = desk.context.today()
    since, until = last_twelve_months(today)
    services: Counter[str] = Counter()
    states: Counter[str] = Counter()
    with desk.context.database.read() as session:
        for one in session.scalars(select(Induction)):
            if since <= one.started_on <= until:
                is_over = one.started_on + timedelta(days=90) < today
                services[one.person.service] += 1
                states[
                    "Complete" if one.state == "complete" else "Not complete in time" if is_over else "Under way"
                ] += 1
    return services, states


def rounded(count: int) -> int:
    return 5 if 0 < count <= 7 else 5 * ((count + 2) // 5)


def test_the_figures_are_those_of_the_database_rounded(desk: Desk) -> None:
    set_inductions(desk)
    services, states = recounted(desk)
    with desk.client("demo-hr") as client:
        rows = rows_of(client.get("/inductions/export").content)
    shown = {(row["table"], row["line"]): row["count"] for row in rows}
    assert shown["All", ""] == str(rounded(sum(services.values())))
    for table, counts in (("By service", services), ("How they stand", states)):
        if (table, "") not in shown:
            assert {line: shown[table, line] for line in counts} == {
                line: str(rounded(count)) for line, count in counts.items()
            }
    assert sum(services.values()) == PEOPLE


def test_the_page_shows_what_the_file_has(desk: Desk) -> None:
    set_inductions(desk)
    with desk.client("demo-hr") as client:
        page, rows = client.get("/inductions").text, rows_of(client.get("/inductions/export").content)
    for row in rows:
        if row["line"]:
            assert re.search(rf">{row['line']}</th><td[^>]*>{'1 to 7' if row['count'] == '5' else row['count']}<", page)


def test_the_share_is_of_those_whose_ninety_days_are_over(desk: Desk) -> None:
    set_inductions(desk)
    _, states = recounted(desk)
    share = 100 * states["Complete"] / (states["Complete"] + states["Not complete in time"])
    with desk.client("demo-hr") as client:
        assert f"{5 * round(share / 5)} %" in client.get("/inductions").text


def test_few_people_are_not_told_apart(desk: Desk) -> None:
    set_inductions(desk, 3, ("Planning", "Highways", "Legal"))
    with desk.client("demo-hr") as client:
        text = client.get("/inductions").text
    assert "A share of fewer than 20 people is not given" in text
    assert not re.search(r"govuk-table__cell--numeric[^>]*>[1-4]<", text)


@pytest.mark.parametrize("person", ["demo-manager", "demo-learning", "demo-employee", "demo-health-unit"])
def test_only_personnel_sees_them(desk: Desk, person: str) -> None:
    with desk.client(person) as client:
        assert client.get("/inductions").status_code == 403


def test_the_file_is_reached_by_keyboard(page: Page, desk: Desk, sit: Sit) -> None:
    set_inductions(desk)
    sit("demo-hr")
    page.goto("/inductions")
    press_until(page, "Export as CSV")
    expect(page.get_by_role("link", name="Export as CSV")).to_be_focused()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.startswith("inductions-until-")
