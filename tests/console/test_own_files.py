"""One's own files in the console: what a manager and an employee see of them, add and take back, and what is stored."""

from typing import Any

import httpx
import pytest
from sqlalchemy import select

from api.referrals.attachments.models import Attachment, AttachmentPiece
from api.referrals.attachments.scanning import Scanner
from api.referrals.audit.models import AuditEntry
from api.referrals.drafts.service import start_draft
from api.referrals.form.specification import FormKind
from tests.api.referrals.files import PDF, picture
from tests.api.world import EMPLOYEE, MANAGER
from tests.console.casework import act_as, add_files, bring_to, refer
from tests.console.desk import Desk

# Every byte that a form could change on its way.
BINARY = PDF + bytes(range(256)) * 300 + b"\r\n\n\r--\r\n" + PDF
NAME = "Priya's fit note – May.pdf"


def begin(desk: Desk, kind: FormKind = FormKind.MANAGEMENT) -> str:
    """Begin a draft: of her manager about Priya Nair, or of herself."""
    owner, about = (MANAGER, "demo-employee") if kind is FormKind.MANAGEMENT else (EMPLOYEE, None)
    return str(act_as(desk, owner, lambda act: start_draft(act, kind, about, {}).row.id))


def add(
    desk: Desk, client: httpx.Client, path: str, data: bytes = PDF, name: str = NAME, **values: Any
) -> httpx.Response:
    fields = {"document": "fit_notes"} | values
    return desk.send(client, path, fields, files={"file": (name, data, "application/octet-stream")})


def stored(desk: Desk) -> list[Attachment]:
    with desk.context.database.read() as session:
        return list(session.scalars(select(Attachment).order_by(Attachment.added_at)))


def acts_on(desk: Desk, thing: str) -> list[tuple[str, str, str]]:
    with desk.context.database.read() as session:
        found = session.scalars(select(AuditEntry).where(AuditEntry.thing_id == thing).order_by(AuditEntry.number))
        return [(entry.person_id, entry.action, entry.detail) for entry in found]


def test_a_manager_adds_a_file_to_a_draft_keeps_it_and_takes_it_back(desk: Desk) -> None:
    draft = begin(desk)
    path = f"/files/drafts/{draft}"
    with desk.client("demo-manager") as client:
        assert "There are no files with it." in client.get(path).text
        answer = add(desk, client, path, BINARY)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{path}?done=file-added")
        page, first = client.get(path).text, client.get("/files").text
        assert ("Priya&#39;s fit note – May.pdf" in page, "fit note" in first.lower()) == (True, True)
        assert "1 file" in first
        file = stored(desk)[0]
        kept = client.get(f"{path}/{file.id}")
        assert (kept.content, kept.headers["content-disposition"]) == (
            BINARY,
            'attachment; filename="draft-fit-notes.pdf"',
        )
        gone = desk.send(client, f"{path}/{file.id}/remove")
        assert gone.headers["location"] == f"{path}?done=file-removed"
        assert client.get(f"{path}/{file.id}").status_code == 404
    with desk.context.database.read() as session:
        assert session.scalars(select(AttachmentPiece)).all() == []
    acts = acts_on(desk, draft)
    assert [one for one in acts if one[2] == "attachment"] == [
        ("demo-manager", "write", "attachment"),
        ("demo-manager", "read", "attachment"),
        ("demo-manager", "delete", "attachment"),
    ]


def test_what_a_manager_sent_is_read_by_the_person_and_no_more_by_the_manager(desk: Desk) -> None:
    case = bring_to(desk, "submitted")
    file = add_files(desk, case)[0]
    with desk.client("demo-manager") as manager, desk.client("demo-employee") as employee:
        addresses = [f"/files/cases/{case}", f"/files/cases/{case}/{file}"]
        assert [manager.get(one).status_code for one in addresses] == [404, 404]
        assert [employee.get(one).status_code for one in addresses] == [200, 200]
        assert add(desk, manager, addresses[0]).status_code == 404
        assert case not in manager.get("/files").text
        assert case in employee.get("/files").text


def test_a_person_adds_to_their_own_case_and_cannot_take_back(desk: Desk) -> None:
    case = bring_to(desk, "submitted", FormKind.SELF)
    path = f"/files/cases/{case}"
    with desk.client("demo-employee") as client:
        assert add(desk, client, path, picture("PNG"), "knee.png", document="other").status_code == 303
        page = client.get(path).text
        assert ("knee.png" in page, "Take back" in page) == (True, False)
        file = stored(desk)[0]
        assert client.get(f"{path}/{file.id}").content == picture("PNG")
        assert desk.send(client, f"/files/drafts/{case}/{file.id}/remove").status_code == 404
    assert len(stored(desk)) == 1


def test_a_case_that_is_over_takes_no_file(desk: Desk) -> None:
    case = bring_to(desk, "closed", FormKind.SELF)
    with desk.client("demo-employee") as client:
        assert "This referral is over" in client.get(f"/files/cases/{case}").text
        answer = add(desk, client, f"/files/cases/{case}")
        assert (answer.status_code, "There is a problem" in answer.text) == (409, True)
    assert stored(desk) == []


@pytest.mark.parametrize("person", ["demo-employee", "demo-hr", "demo-health-unit", "demo-learning"])
def test_a_draft_is_nobody_elses(desk: Desk, person: str) -> None:
    draft = begin(desk)
    with desk.client(person) as client:
        assert client.get(f"/files/drafts/{draft}").status_code == 404
        assert add(desk, client, f"/files/drafts/{draft}").status_code == 404
        assert draft not in client.get("/files").text
    assert stored(desk) == []


def test_a_draft_about_who_changed_teams_is_closed_with_its_files(desk: Desk) -> None:
    draft = begin(desk)
    with desk.client("demo-manager") as client:
        assert add(desk, client, f"/files/drafts/{draft}").status_code == 303
        act_as(desk, EMPLOYEE, lambda act: setattr(act.me, "manager_id", "demo-hr"))
        assert client.get(f"/files/drafts/{draft}").status_code == 404
        assert client.get(f"/files/drafts/{draft}/{stored(desk)[0].id}").status_code == 404


@pytest.mark.parametrize(
    ("data", "name", "values", "status", "words"),
    [
        (b"", "empty.pdf", {}, 422, "Choose a file"),
        (PDF, "a.pdf", {"document": "anything"}, 422, "Choose what the file is"),
        (b"MZ" + bytes(200), "notes.pdf", {}, 415, "This file cannot be taken"),
        (PDF + bytes(10 * 1024 * 1024), "big.pdf", {}, 413, "at most 10 MB"),
    ],
    ids=["none", "unnamed", "program", "large"],
)
def test_what_cannot_be_taken_is_said_beside_its_field(
    desk: Desk, data: bytes, name: str, values: dict[str, str], status: int, words: str
) -> None:
    path = f"/files/drafts/{begin(desk)}"
    with desk.client("demo-manager") as client:
        answer = add(desk, client, path, data, name, **values)
    assert (answer.status_code, words in answer.text) == (status, True)
    assert stored(desk) == []


def test_without_a_scanner_where_one_is_needed_nothing_is_taken(desk: Desk) -> None:
    path, scanner = f"/files/drafts/{begin(desk)}", desk.context.scanner
    object.__setattr__(desk.context, "scanner", Scanner("", is_needed=True))
    with desk.client("demo-manager") as client:
        answer = add(desk, client, path)
    object.__setattr__(desk.context, "scanner", scanner)
    assert (answer.status_code, "no virus scanner is set up" in answer.text) == (503, True)
    assert stored(desk) == []


def test_a_form_that_is_sent_twice_adds_one_file(desk: Desk) -> None:
    path = f"/files/drafts/{begin(desk)}"
    with desk.client("demo-manager") as client:
        answers = [add(desk, client, path, once="a" * 32) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {303}
    assert len(stored(desk)) == 1


def test_other_forms_take_no_more_than_before(desk: Desk) -> None:
    refer(desk)
    with desk.client("demo-learning") as client:
        answer = client.post("/sessions/import", data={"form_token": "x", "content": "a" * 300_000})
    assert answer.status_code == 413
