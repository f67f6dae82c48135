"""Takes, lists, gives out and removes files of drafts and cases, for who may. What a file holds is never looked at."""

import base64
import binascii
import json
from dataclasses import dataclass

from api.acts import Act
from api.erasure.models import Reason
from api.erasure.recording import note_erased
from api.errors import NotFoundError
from api.referrals.attachments import repository
from api.referrals.attachments.contents import Content, recognise
from api.referrals.attachments.models import Attachment, Scan
from api.referrals.attachments.pieces import cut, open_file
from api.referrals.attachments.scanning import Scanner
from api.referrals.attachments.views import AddedView, AttachmentBody, AttachmentsView, AttachmentView
from api.referrals.audit.models import Action, Purpose, Role
from api.referrals.cases.models import Referral
from api.referrals.cases.states import OVER
from api.referrals.cases.stepping import hold_referral, note, require_reason, require_referral, touch
from api.referrals.drafts import service as drafts
from api.referrals.errors import (
    FileRefusedError,
    FileTooLargeError,
    StepNotPossibleError,
    TooManyFilesError,
)

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 20
READS = (Role.EMPLOYEE, Role.HEALTH_UNIT)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was looked at from outside. `name`: without a path, and with the end that its content has."""

    data: bytes
    content: Content
    name: str
    scan: Scan


def check_file(body: AttachmentBody, scanner: Scanner) -> Checked:
    """Return a file that may be taken. Raises FileTooLargeError, FileRefusedError or what `Scanner.scan` does."""
    scanner.require_open()
    try:
        data = base64.b64decode(body.content, validate=True)
    except binascii.Error:
        raise FileRefusedError from None
    if len(data) > MOST_BYTES:
        raise FileTooLargeError
    content = recognise(data)
    return Checked(data, content, _safe_name(body.name, content.suffix), scanner.scan(data))


def require_draft(act: Act, draft_id: str) -> None:
    """Let pass who may add to a draft. Raises NotFoundError."""
    drafts.open_draft(act, draft_id)


def require_case(act: Act, referral_id: str) -> None:
    """Let pass who may add to a case. Raises NotFoundError, StepNotPossibleError."""
    referral, role = require_referral(act, referral_id)
    if role not in READS:
        raise NotFoundError
    if role is Role.EMPLOYEE and referral.state in OVER:
        raise StepNotPossibleError


def attach_to_draft(act: Act, draft_id: str, body: AttachmentBody, file: Checked) -> AddedView:
    """Store a file with one's own draft. Raises NotFoundError, TooManyFilesError."""
    draft = drafts.open_draft(act, draft_id)
    view = _store(act, body, file, draft_id=draft_id)
    drafts.note(act, draft.row, Action.WRITE, "attachment")
    return view


def attach_to_case(act: Act, referral_id: str, body: AttachmentBody, file: Checked) -> AddedView:
    """Store a file with a case. Raises NotFoundError, StepNotPossibleError, TooManyFilesError."""
    referral, role = hold_referral(act, referral_id, *READS)
    require_case(act, referral_id)
    view = _store(act, body, file, referral_id=referral_id)
    touch(act, referral)
    note(act, referral, role, detail="attachment", purpose=Purpose.ASSESSMENT if role is Role.HEALTH_UNIT else None)
    return view


def list_of_draft(act: Act, draft_id: str) -> AttachmentsView:
    """Return the files of one's own draft. Raises NotFoundError."""
    draft = drafts.open_draft(act, draft_id)
    drafts.note(act, draft.row, Action.READ, "attachments")
    return _show_all(act, draft_id=draft_id)


def list_of_case(act: Act, referral_id: str, reason: Purpose | None) -> AttachmentsView:
    """Return the files of a case. Raises NotFoundError, InvalidRequestError."""
    referral, role = _require_reader(act, referral_id, reason)
    note(act, referral, role, Action.READ, detail="attachments", purpose=reason)
    return _show_all(act, referral_id=referral_id)


def read_of_draft(act: Act, draft_id: str, attachment_id: str) -> tuple[AttachmentView, bytes]:
    """Return a file of one's own draft. Raises NotFoundError."""
    draft = drafts.open_draft(act, draft_id)
    found = _require(act, attachment_id, draft_id=draft_id)
    drafts.note(act, draft.row, Action.READ, "attachment")
    return show(act, found), open_file(act.session, act.vault, found.id)


def read_of_case(
    act: Act, referral_id: str, attachment_id: str, reason: Purpose | None
) -> tuple[AttachmentView, bytes]:
    """Return a file of a case. Raises NotFoundError, InvalidRequestError."""
    referral, role = _require_reader(act, referral_id, reason)
    found = _require(act, attachment_id, referral_id=referral_id)
    note(act, referral, role, Action.READ, detail="attachment", purpose=reason)
    return show(act, found), open_file(act.session, act.vault, found.id)


def remove_from_draft(act: Act, draft_id: str, attachment_id: str) -> None:
    """Delete a file of one's own draft; those of a case stay. Raises NotFoundError."""
    draft = drafts.open_draft(act, draft_id)
    _require(act, attachment_id, draft_id=draft_id)
    repository.delete_attachment(act.session, attachment_id)
    note_erased(act, Attachment.__tablename__, [attachment_id], Reason.DISCARDED)
    drafts.note(act, draft.row, Action.DELETE, "attachment")


def show(act: Act, attachment: Attachment) -> AttachmentView:
    """Return what a file is, without its content."""
    told = json.loads(attachment.open(act.vault))
    return AttachmentView(
        id=attachment.id,
        document=attachment.document,
        name=told["name"],
        content_type=told["type"],
        size=attachment.size,
        scan=attachment.scan,
        added_at=attachment.added_at,
        is_yours=attachment.added_by == act.me.id,
    )


def _store(act: Act, body: AttachmentBody, file: Checked, **owner: str) -> AddedView:
    if repository.count_attachments(act.session, **owner) >= MOST_FILES:
        raise TooManyFilesError
    attachment = Attachment(
        id=act.new_id(),
        document=body.document,
        size=len(file.data),
        scan=file.scan,
        added_by=act.me.id,
        added_at=act.now,
        **owner,
    )
    attachment.seal(act.vault, json.dumps({"name": file.name, "type": file.content.type}, ensure_ascii=False))
    pieces = cut(act.vault, attachment.id, file.data)
    repository.add_attachment(act.session, attachment, pieces)
    return AddedView.model_validate(show(act, attachment).model_dump(exclude={"name"}))


def _show_all(act: Act, **owner: str) -> AttachmentsView:
    return AttachmentsView(items=[show(act, one) for one in repository.list_attachments(act.session, **owner)])


def _require(act: Act, attachment_id: str, **owner: str) -> Attachment:
    found = repository.find_attachment(act.session, attachment_id, **owner)
    if found is None:
        raise NotFoundError
    return found


def _require_reader(act: Act, referral_id: str, reason: Purpose | None) -> tuple[Referral, Role]:
    referral, role = require_referral(act, referral_id)
    if role not in READS:
        raise NotFoundError
    require_reason(role, reason)
    return referral, role


def _safe_name(name: str, suffix: str) -> str:
    """Return the last part of a path as a name; an ending that its content does not have is no part of it."""
    last = name.replace("\\", "/").rpartition("/")[2].strip(" .") or "file"
    stem, dot, ending = last.rpartition(".")
    known = {".pdf", ".png", ".jpg", ".jpeg", ".docx"}
    stem = stem if dot and f".{ending.lower()}" in known else last
    return (stem.strip(" .") or "file")[:100] + suffix
