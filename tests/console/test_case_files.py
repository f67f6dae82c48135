"""The files of a case in the console: what is shown of them, how they leave, and what is noted."""

import httpx
import pytest
from sqlalchemy import select

from api.referrals.attachments.models import AttachmentPiece
from api.referrals.form.specification import FormKind
from tests.api.referrals.files import PDF
from tests.api.world import HEALTH_UNIT
from tests.console.casework import HEALTH, add_files, bring_to, refer, trail_of
from tests.console.desk import Desk


def open_files(desk: Desk, unit: httpx.Client, case: str, reason: str = "assessment") -> str:
    desk.send(unit, f"/cases/{case}/reason", {"reason": reason})
    answer = unit.get(f"/cases/{case}/files")
    assert answer.status_code == 200
    return answer.text


def reads(desk: Desk, case: str) -> list[tuple[str, str, str, str]]:
    return [entry for entry in trail_of(desk, case) if entry[2].startswith("attachment") and entry[1] == "read"]


def test_the_files_are_shown_with_what_the_scanner_said_and_the_look_is_noted(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "submitted")
    files = add_files(desk, case)
    page = open_files(desk, unit, case)
    assert page.index("No virus found") < page.index("Not checked for viruses")
    assert "Priya&#39;s fit note until May.pdf" in page
    assert "Some files were not checked for viruses." in page
    assert all(f'href="/cases/{case}/files/{file}"' in page for file in files)
    assert reads(desk, case) == [(HEALTH, "read", "attachments", "assessment")]


def test_the_case_says_how_many_files_there_are_and_no_name(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "submitted")
    desk.send(unit, f"/cases/{case}/reason", {"reason": "assessment"})
    assert "There are no files with this case." in unit.get(f"/cases/{case}").text
    add_files(desk, case)
    page = unit.get(f"/cases/{case}").text
    assert "2 files came with this case." in page
    assert "fit note until May" not in page
    assert reads(desk, case) == []


def test_a_file_leaves_as_it_came_under_a_name_that_tells_nothing(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "submitted")
    file = add_files(desk, case)[0]
    open_files(desk, unit, case, "access_request")
    answer = unit.get(f"/cases/{case}/files/{file}")
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, PDF, "application/pdf")
    kept = answer.headers["content-disposition"]
    assert kept.startswith('attachment; filename="RF-')
    assert kept.endswith('-fit-notes.pdf"')
    assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == ("no-store", "nosniff")
    assert reads(desk, case)[1:] == [(HEALTH, "read", "attachment", "access_request")]


def test_a_file_is_handed_out_of_its_own_case_only(desk: Desk, unit: httpx.Client) -> None:
    case, other = bring_to(desk, "submitted"), bring_to(desk, "submitted", FormKind.SELF)
    file = add_files(desk, case)[0]
    open_files(desk, unit, other)
    assert unit.get(f"/cases/{other}/files/{file}").status_code == 404
    assert reads(desk, case) == []


@pytest.mark.parametrize("rest", ["", "/{file}"])
def test_files_need_a_reason_a_role_and_somebody_elses_case(rest: str, desk: Desk, unit: httpx.Client) -> None:
    case, own = bring_to(desk, "submitted"), refer(desk, FormKind.SELF, HEALTH_UNIT)
    end = rest.format(file=add_files(desk, case)[0])
    without = unit.get(f"/cases/{case}/files{end}")
    assert (without.status_code, without.headers["location"]) == (303, f"/cases/{case}/reason")
    desk.send(unit, f"/cases/{own}/reason", {"reason": "assessment"})
    assert unit.get(f"/cases/{own}/files{end}").status_code == 303
    for person in ("demo-manager", "demo-employee", "demo-hr"):
        with desk.client(person) as client:
            assert client.get(f"/cases/{case}/files{end}").status_code == 403
    assert reads(desk, case) == []


def test_a_file_that_was_changed_in_the_database_is_not_handed_out(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "submitted")
    file = add_files(desk, case)[0]
    open_files(desk, unit, case)
    with desk.context.database.write() as session:
        piece = session.scalar(select(AttachmentPiece).where(AttachmentPiece.attachment_id == file))
        assert piece is not None
        piece.sealed = piece.sealed[:-1] + bytes([piece.sealed[-1] ^ 1])
    answer = unit.get(f"/cases/{case}/files/{file}")
    assert answer.status_code >= 500
    assert b"%PDF" not in answer.content
