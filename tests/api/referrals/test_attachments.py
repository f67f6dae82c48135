"""Files of referrals: what is taken, who may have it, where it is, and when it goes."""

from typing import Any

import pytest
from sqlalchemy import func, select, text

from api.models import Base
from api.referrals.attachments.contents import WORD
from api.referrals.attachments.models import Attachment, AttachmentPiece, Document
from api.referrals.attachments.pieces import PIECE, open_file
from api.referrals.attachments.service import MOST_BYTES, MOST_FILES
from api.referrals.audit.models import AuditEntry
from api.referrals.encryption.keys import KeyRing
from api.referrals.encryption.rotation import rotate
from api.referrals.encryption.vault import Vault
from api.referrals.form.specification import FormKind, read_form
from api.requests import MAX_FILE_BODY_BYTES
from tests.api.access.test_copy import copy_of
from tests.api.referrals.cases import SELF, code, draft_path, fill_draft, refer, start, submit, work
from tests.api.referrals.files import PDF, attach, body, picture, word
from tests.api.referrals.test_canary import everything_stored
from tests.api.referrals.test_rotation import with_new_key
from tests.api.world import CONSOLE, EMPLOYEE, HEALTH_UNIT, HR, LEARNING, MANAGER, World

MARK = "zqcanary"
OTHERS = [HR, LEARNING, EMPLOYEE]


@pytest.fixture
def draft(world: World) -> str:
    return str(start(world)["id"])


def path_of(draft_id: str, attachment: Any, rest: str = "") -> str:
    return f"/v1/referral-drafts/{draft_id}/attachments/{attachment['id']}{rest}"


def rows(world: World) -> tuple[int, int]:
    with world.context.database.read() as session:
        counts = [session.scalar(select(func.count()).select_from(table)) for table in (Attachment, AttachmentPiece)]
    return counts[0] or 0, counts[1] or 0


@pytest.mark.parametrize(
    ("data", "name", "kind", "kept_as"),
    [
        (PDF, "fit note.PDF", "application/pdf", "fit note.pdf"),
        (picture("PNG"), "photo.jpg", "image/png", "photo.png"),
        (picture("JPEG"), "photo", "image/jpeg", "photo.jpg"),
        (word(), "C:\\notes\\job.docx", WORD, "job.docx"),
        (PDF, "../../etc/passwd", "application/pdf", "passwd.pdf"),
        (PDF, "...", "application/pdf", "file.pdf"),
        (PDF, 'Grüße; "x".pdf', "application/pdf", 'Grüße; "x".pdf'),
    ],
    ids=["pdf", "png called jpg", "jpeg without an ending", "word", "a path", "dots", "odd letters"],
)
def test_a_file_comes_back_as_it_was(world: World, draft: str, data: bytes, name: str, kind: str, kept_as: str) -> None:
    added = attach(world, draft, data, name)
    assert added.status_code == 201
    assert added.json()["content_type"] == kind
    assert name not in added.text
    (listed,) = world.get(draft_path({"id": draft}, "/attachments"), person=MANAGER).json()["items"]
    assert listed == added.json() | {"name": kept_as}
    answer = world.get(path_of(draft, added.json()), person=MANAGER)
    assert answer.content == data
    assert answer.headers["content-type"] == kind
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00 a program",
        b"<html><script>alert(1)</script>",
        b"plain words",
        word("word/vbaProject.bin"),
        word(document="xl/workbook.xml"),
        b"PK\x03\x04 no archive",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old Word file",
        b"GIF89a",
        b" %PDF-1.7",
    ],
    ids=["program", "page", "text", "macros", "spreadsheet", "broken", "old word", "gif", "late"],
)
def test_what_is_something_else_is_refused_whatever_it_is_called(world: World, draft: str, data: bytes) -> None:
    answer = attach(world, draft, data, "notes.pdf")
    assert code(answer) == (415, "file_refused")
    assert answer.headers["content-type"] == "application/problem+json"
    assert rows(world) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"content": "no base64!"}, "body.content"),
        ({"content": ""}, "body.content"),
        ({"name": ""}, "body.name"),
        ({"document": "a secret"}, "body.document"),
    ],
    ids=["not base64", "empty", "no name", "unknown document"],
)
def test_a_body_without_the_agreed_form_is_refused(
    world: World, draft: str, changes: dict[str, str], place: str
) -> None:
    answer = world.post(draft_path({"id": draft}, "/attachments"), body(PDF) | changes, person=MANAGER)
    assert code(answer) == (422, "invalid_request")
    assert [one for one in answer.json()["places"] if one.startswith(place)]


def test_a_large_file_is_kept_in_pieces_and_a_larger_one_is_refused(world: World, draft: str) -> None:
    largest = PDF.ljust(MOST_BYTES, b" ")
    added = attach(world, draft, largest)
    assert added.status_code == 201
    assert rows(world) == (1, MOST_BYTES // PIECE)
    assert world.get(path_of(draft, added.json()), person=MANAGER).content == largest
    assert code(attach(world, draft, largest + b" ")) == (413, "file_too_large")
    much = world.client.post(
        f"/v1/referral-drafts/{draft}/attachments", content=b" " * (MAX_FILE_BODY_BYTES + 1), headers=world.headers()
    )
    assert code(much) == (413, "file_too_large")


def test_there_is_an_end_to_their_number(world: World, draft: str) -> None:
    for _ in range(MOST_FILES):
        assert attach(world, draft).status_code == 201
    assert code(attach(world, draft)) == (409, "too_many_files")


def test_the_same_upload_sent_twice_is_one_file(world: World, draft: str) -> None:
    headers = world.headers(person=MANAGER, key="a-key-for-this-file")
    path = draft_path({"id": draft}, "/attachments")
    first, second = (world.client.post(path, json=body(PDF), headers=headers) for _ in range(2))
    assert first.json() == second.json()
    assert rows(world)[0] == 1
    other = world.client.post(path, json=body(PDF + b"x"), headers=headers)
    assert code(other) == (422, "idempotency_key_reused")


def test_nobody_else_finds_a_file_of_a_draft(world: World, draft: str) -> None:
    added = attach(world, draft).json()
    for person in OTHERS:
        assert code(world.get(path_of(draft, added), person=person)) == (404, "not_found")
        assert code(attach(world, draft, person=person)) == (404, "not_found")
    other = str(start(world, SELF)["id"])
    assert code(world.get(path_of(other, added), person=EMPLOYEE)) == (404, "not_found")


def test_a_file_is_removed_with_its_pieces_and_noted_on_the_ledger(world: World, draft: str) -> None:
    added = attach(world, draft).json()
    removed = world.post(path_of(draft, added, "/remove"), {}, person=MANAGER)
    assert removed.json() == {"id": added["id"], "state": "removed"}
    assert rows(world) == (0, 0)
    assert code(world.post(path_of(draft, added, "/remove"), {}, person=MANAGER)) == (404, "not_found")
    with world.context.database.read() as session:
        erased = session.execute(text("SELECT place, key FROM erasures")).all()
    assert erased == [("referral_attachments", added["id"])]


def test_files_go_with_the_draft(world: World, draft: str) -> None:
    attach(world, draft)
    world.post(draft_path({"id": draft}, "/discard"), {}, person=MANAGER)
    assert rows(world) == (0, 0)


@pytest.fixture
def case(world: World) -> tuple[str, Any]:
    """Return a case that was sent with a file."""
    draft = start(world)
    added = attach(world, draft["id"], PDF, f"{MARK}.pdf").json()
    fill_draft(world, draft, MANAGER)
    return submit(world, draft["id"], MANAGER).json()["id"], added


def test_files_go_on_with_the_case_to_the_person_and_the_health_unit(world: World, case: tuple[str, Any]) -> None:
    referral_id, added = case
    path = f"/v1/referrals/{referral_id}/attachments"
    assert world.get(path, person=EMPLOYEE).json()["items"] == [added | {"is_yours": False, "name": f"{MARK}.pdf"}]
    assert world.get(f"{path}/{added['id']}", person=EMPLOYEE).content == PDF
    unit = {"person": HEALTH_UNIT, "application": CONSOLE}
    assert world.get(f"{path}/{added['id']}?reason=triage", **unit).content == PDF
    assert code(world.get(f"{path}/{added['id']}", **unit)) == (422, "invalid_request")
    # As with the answers: who referred wrote it, and reads it no more.
    assert code(world.get(path, person=MANAGER)) == (404, "not_found")


def test_the_person_adds_to_an_open_case_and_the_health_unit_to_any(world: World) -> None:
    referral_id = refer(world, SELF)
    path = f"/v1/referrals/{referral_id}/attachments"
    assert world.post(path, body(PDF), person=EMPLOYEE).status_code == 201
    assert code(world.post(path, body(PDF), person=MANAGER)) == (404, "not_found")
    assert work(world, referral_id, "close").status_code == 200
    assert code(world.post(path, body(PDF), person=EMPLOYEE)) == (409, "step_not_possible")
    assert world.post(path, body(PDF), person=HEALTH_UNIT, application=CONSOLE).status_code == 201


def test_every_act_on_a_file_is_on_the_trail_without_its_name(world: World, case: tuple[str, Any]) -> None:
    referral_id, added = case
    world.get(f"/v1/referrals/{referral_id}/attachments/{added['id']}", person=EMPLOYEE)
    with world.context.database.read() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.detail.like("attachment%"))).all()
    told = [(entry.person_id, entry.action, entry.thing, entry.detail) for entry in entries]
    assert told == [
        ("demo-manager", "write", "draft", "attachment"),
        ("demo-employee", "read", "referral", "attachment"),
    ]


def test_neither_name_nor_content_is_in_the_clear(world: World, draft: str) -> None:
    attach(world, draft, PDF + MARK.encode(), f"{MARK}.pdf")
    assert not {place for place, value in everything_stored(world) if MARK.encode() in value}


def test_keys_are_changed_for_files_too(world: World, draft: str) -> None:
    added = attach(world, draft, picture("PNG")).json()
    newer = with_new_key(world)
    done = rotate(world.context.database, newer, Base.metadata)
    assert (done.resealed["referral_attachments"], done.resealed["referral_attachment_pieces"]) == (1, 1)
    assert not any(done.unreadable.values())
    alone = Vault(KeyRing({"new": newer.ring.keys["new"]}), newer.audit_key)
    with world.context.database.read() as session:
        assert open_file(session, alone, added["id"]) == picture("PNG")


def test_the_copy_for_the_person_has_the_file(world: World, case: tuple[str, Any]) -> None:
    data, page, copy = copy_of(world, "demo-employee")
    (row,) = data["tables"]["referral_attachments"]["rows"]
    assert row["sealed"]["name"] == f"{MARK}.pdf"
    assert list(copy.files) == [row["file"]] == [f"files/{case[1]['id']}.pdf"]
    assert row["file"] in page


def test_the_documents_are_those_of_the_form() -> None:
    field = read_form(FormKind.MANAGEMENT).find("documents")
    assert {one.value for one in Document} == {*field.choices, "other"}
