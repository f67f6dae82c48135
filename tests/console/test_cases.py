"""The Health Unit's inbox and case page: what they show, to whom, and what is noted of it."""

import html
import re

import httpx
import pytest

from api.referrals.agreements.models import AgreementKind
from api.referrals.form.specification import FormKind
from tests.api.world import HEALTH_UNIT
from tests.console.casework import HEALTH, agree, bring_to, refer, trail_of
from tests.console.desk import TOKEN, Desk

NEXT = re.compile(r'href="([^"]*)" rel="next"')
HOUR = 3600
DAY = 24 * HOUR


def open_case(desk: Desk, unit: httpx.Client, case: str, reason: str = "triage") -> httpx.Response:
    """Choose a reason and follow to the case."""
    answer = desk.send(unit, f"/cases/{case}/reason", {"reason": reason})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/cases/{case}")
    return unit.get(f"/cases/{case}")


def looks(desk: Desk, case: str) -> list[str]:
    """Return for which reasons the Health Unit looked at a record, in order."""
    return [why for who, what, detail, why in trail_of(desk, case) if (who, what, detail) == (HEALTH, "read", "record")]


def test_the_inbox_shows_who_waits_longest_first_and_what_is_late(desk: Desk, unit: httpx.Client) -> None:
    desk.clock.ahead = -7 * DAY
    old = bring_to(desk, "submitted")
    desk.clock.ahead = 0
    new = bring_to(desk, "submitted", FormKind.SELF)
    page = unit.get("/cases").text
    assert page.index(old) < page.index(new)
    assert page.count('tag-bad">Late') == 1
    assert "New (2, 1 late)" in page
    assert "<strong>1 is late</strong>" in page


def test_the_inbox_shows_one_state_page_by_page(desk: Desk, unit: httpx.Client) -> None:
    submitted, triaged = bring_to(desk, "submitted"), bring_to(desk, "triaged")
    shown = unit.get("/cases?state=triaged").text
    assert (triaged in shown, submitted in shown) == (True, False)
    first = unit.get("/cases?limit=1").text
    address = html.unescape(NEXT.findall(first)[0])
    second = unit.get(f"{address}&limit=1").text
    assert (submitted in first, triaged in first, submitted in second, triaged in second) == (True, False, False, True)
    assert "There are no such cases" in unit.get("/cases?state=closed").text


def test_the_health_unit_is_led_to_its_cases_and_to_nothing_of_others(desk: Desk, unit: httpx.Client) -> None:
    first = unit.get("/")
    assert (first.status_code, first.headers["location"]) == (303, "/cases")
    menu = unit.get("/cases").text.partition('<nav class="menu"')[2].partition("</nav>")[0]
    assert [f'href="{path}"' in menu for path in ("/cases", "/sessions", "/compliance")] == [True, False, False]


def test_a_case_is_not_shown_before_there_is_a_reason(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "submitted")
    answer = unit.get(f"/cases/{case}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/cases/{case}/reason")
    asked = unit.get(f"/cases/{case}/reason").text
    assert "Sitting at the desk" not in asked
    assert looks(desk, case) == []
    wrong = desk.send(unit, f"/cases/{case}/reason", {"reason": "curious"})
    assert (wrong.status_code, "Choose why you open this case" in wrong.text) == (422, True)


def test_a_case_shows_the_form_in_its_groups_and_what_the_employee_added(desk: Desk, unit: httpx.Client) -> None:
    case = refer(desk, main_duties="I <b>check</b> plans", absences=[])
    agree(desk, case, AgreementKind.REFERRAL, comment="The chair is the problem.")
    page = open_case(desk, unit, case).text
    assert page.index("Their job</h3>") < page.index("Why you refer</h3>") < page.index("What you want to know</h3>")
    assert "I &lt;b&gt;check&lt;/b&gt; plans" in page
    assert "Long-term absence" in page
    assert "The chair is the problem." in page
    assert "By the manager" not in page.partition("<main")[0]


def test_a_look_is_noted_once_in_a_sitting_and_again_when_somebody_changed_the_case(
    desk: Desk, unit: httpx.Client
) -> None:
    case = bring_to(desk, "submitted")
    open_case(desk, unit, case)
    unit.get(f"/cases/{case}")
    assert looks(desk, case) == ["triage"]
    agree(desk, case, AgreementKind.ASSESSMENT, comment="Something new.")
    assert "Something new." in unit.get(f"/cases/{case}").text
    assert looks(desk, case) == ["triage", "triage"]
    open_case(desk, unit, case, "access_request")
    assert looks(desk, case) == ["triage", "triage", "access_request"]


def test_a_reason_holds_for_an_hour_for_one_case_in_one_sign_in(desk: Desk, unit: httpx.Client) -> None:
    case, other = bring_to(desk, "submitted"), bring_to(desk, "submitted")
    open_case(desk, unit, case)
    assert unit.get(f"/cases/{other}").status_code == 303
    open_case(desk, unit, other, "assessment")
    assert "Opened for" in unit.get(f"/cases/{case}").text
    desk.clock.ahead = HOUR + 1
    assert unit.get(f"/cases/{case}").status_code == 303
    unit.post("/sign-out", data={"form_token": TOKEN})
    assert "console-cases" not in unit.cookies


def test_a_reason_of_another_sign_in_counts_for_nothing(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "submitted")
    open_case(desk, unit, case)
    name, value = desk.seat(HEALTH, token="another-seat")
    unit.cookies.set(name, value)
    assert unit.get(f"/cases/{case}").status_code == 303


@pytest.mark.parametrize("person", ["demo-employee", "demo-manager", "demo-learning", "demo-hr", "demo-editor"])
def test_nobody_else_finds_the_pages(person: str, desk: Desk) -> None:
    case = bring_to(desk, "submitted")
    with desk.client(person) as client:
        pages = [client.get(path) for path in ("/cases", f"/cases/{case}", f"/cases/{case}/reason")]
        menu = client.get("/").text
    assert {page.status_code for page in pages} == {403}
    assert "Priya Nair" not in "".join(page.text.partition("<main")[2] for page in pages)
    assert 'href="/cases"' not in menu
    assert [entry for entry in trail_of(desk, case) if entry[1] == "read"] == []


def test_who_works_in_the_health_unit_finds_their_own_case_nowhere(desk: Desk, unit: httpx.Client) -> None:
    own = refer(desk, FormKind.SELF, HEALTH_UNIT)
    assert own not in unit.get("/cases").text
    assert unit.get(f"/cases/{own}/reason").status_code == 404
    assert desk.send(unit, f"/cases/{own}/reason", {"reason": "triage"}).status_code == 404
    assert unit.get("/cases/no-such-case/reason").status_code == 404
