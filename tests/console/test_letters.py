"""Letters as PDF: to whom, what they say, what they never say, and what is noted of them."""

import httpx
import pytest

from api.console.cases.letters.writing import LetterName
from api.people.models import Person
from api.referrals.agreements.models import AgreementKind
from api.referrals.form.specification import FormKind, read_form
from api.referrals.reports.service import write_report
from tests.api.courses import set_manager
from tests.api.referrals.cases import REPORT
from tests.api.world import HEALTH_UNIT, NEW_STARTER
from tests.console.casework import HEALTH, act_as, agree, bring_to, refer, trail_of
from tests.console.desk import Desk
from tests.console.pdf_text import Read, read_pdf
from tests.console.stage import world_of

SECRET = "Only the other person knows of the zebra."


def fetch(desk: Desk, unit: httpx.Client, case: str, name: str, reason: str = "report") -> httpx.Response:
    desk.send(unit, f"/cases/{case}/reason", {"reason": reason})
    return unit.get(f"/cases/{case}/letters/{name}")


def read(desk: Desk, unit: httpx.Client, case: str, name: str) -> Read:
    answer = fetch(desk, unit, case, name)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf"), answer.text
    return read_pdf(answer.content)


@pytest.mark.parametrize("name", LetterName)
def test_a_letter_has_a_language_a_title_headings_and_a_name_without_a_word_of_health(
    name: LetterName, desk: Desk, unit: httpx.Client
) -> None:
    case = bring_to(desk, "booked" if name is LetterName.APPOINTMENT else "released")
    answer = fetch(desk, unit, case, name)
    found = read_pdf(answer.content)
    reference = found.title.split()[-1]
    assert answer.headers["content-disposition"] == f'attachment; filename="{reference}-{name}.pdf"'
    assert answer.headers["cache-control"] == "no-store"
    assert (found.language, found.outline[0] in found.text) == ("en-GB", True)
    assert found.lines[0] == "Sefton Council"
    assert "".join(found.lines[-3:]) == f"Page {found.pages} of {found.pages}Private and confidential · {reference}"
    assert "{" not in found.text


@pytest.mark.parametrize("name", LetterName)
def test_each_download_is_noted_with_its_name_and_the_reason(name: LetterName, desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "booked" if name is LetterName.APPOINTMENT else "released")
    for _ in range(2):
        fetch(desk, unit, case, name, "access_request")
    noted = (HEALTH, "read", f"letter {name}", "access_request")
    assert [entry for entry in trail_of(desk, case) if entry[2].startswith("letter")] == [noted, noted]


def test_the_letter_about_an_offer_says_when_where_and_until_when(desk: Desk, unit: httpx.Client) -> None:
    found = read(desk, unit, bring_to(desk, "appointment_offered"), "appointment")
    for words in (
        "Priya Nair",
        "Dear Priya,",
        "By telephone",
        "We call your mobile",
        "Marian Okoro, nurse",
        "18:00 to 18:45",
    ):
        assert words in found.text
    assert "Please say yes or no in the Staff Assistant by" in found.text
    assert "Sitting at the desk" not in found.text


def test_a_letter_goes_home_only_where_the_person_wants_letters(desk: Desk, unit: httpx.Client) -> None:
    home = bring_to(desk, "booked", contact_way="letter", home_address="12 Harbour Road\nSouthport")
    assert read(desk, unit, home, "appointment").lines[3:6] == ["Priya Nair", "12 Harbour Road", "Southport"]
    work = read(desk, unit, bring_to(desk, "booked"), "appointment")
    assert work.lines[3:6] == ["Priya Nair", "Development Management", "Magdalen House, Bootle"]


def test_the_managers_letter_holds_their_part_and_nothing_else_of_the_record(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "released")
    agree(desk, case, AgreementKind.RELEASE, comment="A comment for the Health Unit.")
    found = read(desk, unit, case, "manager")
    assert found.lines[3] == "Angela Whitfield"
    assert REPORT["manager_part"] in found.text
    for words in ("The full report", "Sitting at the desk", "A comment", "Long-term absence", "07700 900123", "1980"):
        assert words not in found.text


def test_the_managers_letter_goes_to_who_is_the_manager_today(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "released")
    set_manager(world_of(desk), "demo-employee", "demo-hr")
    found = read(desk, unit, case, "manager")
    assert found.lines[3] == "Helen Carragher"
    assert "was referred before you became their manager" in found.text
    assert "Angela" not in found.text


def test_the_report_is_the_revision_that_was_offered_not_a_newer_one(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "report_offered")
    act_as(desk, HEALTH_UNIT, lambda act: write_report(act, case, "A second one.", "A second part."))
    found = read(desk, unit, case, "report")
    assert (REPORT["report"] in found.text, "A second" in found.text) == (True, False)
    assert "It is released only if you agree." in found.text


def test_a_report_of_a_self_referral_speaks_of_no_manager(desk: Desk, unit: httpx.Client) -> None:
    found = read(desk, unit, bring_to(desk, "released", FormKind.SELF), "report")
    assert "Nobody else is told of it." in found.text
    assert "manager" not in found.text.lower()


def test_the_copy_of_the_form_has_every_answer_under_the_forms_own_headings(desk: Desk, unit: httpx.Client) -> None:
    absences = [{"first_day": "2026-03-02", "last_day": "2026-03-06", "reason": "A cold"}]
    case = refer(desk, absences=absences, weekly_hours=18.5, main_duties="One\nTwo")
    agree(desk, case, AgreementKind.REFERRAL, comment="The chair is the problem.")
    found = read(desk, unit, case, "form")
    titles = [section.title for section in read_form(FormKind.MANAGEMENT).sections]
    assert found.outline[0] == "Referral form: Priya Nair"
    assert [title for title in found.outline if title in titles] == [
        title for title in titles if title in found.outline
    ]
    for words in (
        "2 March 2026 to 6 March 2026: A cold",
        "18.5",
        "One Two",
        "17 May 1980",
        "The chair is the problem.",
    ):
        assert words in found.text
    assert "To be referred Agreed," in found.text


def test_no_letter_holds_anything_of_another_person(desk: Desk, unit: httpx.Client) -> None:
    refer(desk, FormKind.SELF, NEW_STARTER, hopes=SECRET, effect=SECRET)
    case = bring_to(desk, "released")
    booked = bring_to(desk, "booked")
    texts = [read(desk, unit, case, name).text for name in ("report", "manager", "form")]
    texts.append(read(desk, unit, booked, "appointment").text)
    assert [text for text in texts if "zebra" in text or "Callum" in text] == []


@pytest.mark.parametrize(
    ("state", "kind", "name"),
    [
        ("submitted", FormKind.MANAGEMENT, "appointment"),
        ("attended", FormKind.MANAGEMENT, "appointment"),
        ("report_written", FormKind.MANAGEMENT, "report"),
        ("report_offered", FormKind.MANAGEMENT, "manager"),
        ("released", FormKind.SELF, "manager"),
        ("released", FormKind.SELF, "no-such-letter"),
    ],
)
def test_nobody_gets_a_letter_before_they_may_read_it(
    state: str, kind: FormKind, name: str, desk: Desk, unit: httpx.Client
) -> None:
    case = bring_to(desk, state, kind)
    assert fetch(desk, unit, case, name).status_code == 404
    assert f"/letters/{name}" not in unit.get(f"/cases/{case}").text
    assert [entry for entry in trail_of(desk, case) if entry[2].startswith("letter")] == []


def test_a_manager_who_is_nobody_gets_no_letter(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "released")
    with desk.context.database.write() as session:
        person = session.get(Person, "demo-employee")
        assert person is not None
        person.manager_id = None
    assert fetch(desk, unit, case, "manager").status_code == 404


def test_a_letter_needs_a_reason_a_role_and_somebody_elses_case(desk: Desk, unit: httpx.Client) -> None:
    case, own = bring_to(desk, "submitted"), refer(desk, FormKind.SELF, HEALTH_UNIT)
    without = unit.get(f"/cases/{case}/letters/form")
    assert (without.status_code, without.headers["location"]) == (303, f"/cases/{case}/reason")
    assert fetch(desk, unit, own, "form").status_code == 303
    with desk.client("demo-manager") as manager:
        assert manager.get(f"/cases/{case}/letters/form").status_code == 403
