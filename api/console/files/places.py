"""Where one's own files lie: with a draft, or with the case about oneself. The services decide who may."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from fastapi import Request
from starlette.responses import Response

from api.acts import Act, noting
from api.console.cases.words import WORDS
from api.console.fields import Form
from api.console.parts import Parts
from api.console.visitors import Visitor
from api.referrals.attachments import service
from api.referrals.attachments.contents import suffix_of
from api.referrals.attachments.service import Checked
from api.referrals.attachments.views import AttachmentBody, AttachmentsView, AttachmentView
from api.referrals.cases.showing import get_status
from api.referrals.cases.states import OVER
from api.referrals.drafts.service import open_draft


@dataclass(frozen=True, slots=True)
class Heading:
    """What a page says of the referral: whose, and until when its files can be added. `is_mine`: about oneself."""

    name: str
    is_mine: bool
    reference: str
    kept_until: date | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Place(ABC):
    """One draft or case."""

    id: str
    folder: ClassVar[str]

    @property
    def address(self) -> str:
        """Return where its page is."""
        return f"/files/{self.folder}/{self.id}"

    @abstractmethod
    def require(self, act: Act) -> None:
        """Let pass who may add. Raises NotFoundError, StepNotPossibleError."""

    @abstractmethod
    def add(self, act: Act, body: AttachmentBody, file: Checked) -> object:
        """Store a file. Raises NotFoundError or a ReferralError."""

    @abstractmethod
    def list_files(self, act: Act) -> AttachmentsView:
        """Return the files; the look is noted. Raises NotFoundError."""

    @abstractmethod
    def read(self, act: Act, attachment_id: str) -> tuple[AttachmentView, bytes]:
        """Return a file; the look is noted. Raises NotFoundError."""

    @abstractmethod
    def head(self, act: Act) -> Heading:
        """Return what stands above the files. Raises NotFoundError."""

    def show(self, request: Request, parts: Parts, visitor: Visitor, form: Form, status: int = 200) -> Response:
        """Show the files, and the form for one more. Raises NotFoundError."""
        with noting(parts.context, visitor.caller) as act:
            files, head = self.list_files(act).items, self.head(act)
        values = {"place": self, "files": files, "head": head, "form": form, "most": service.MOST_FILES}
        return parts.pages.render(request, "files/files.html", values | WORDS, status)

    def download(self, parts: Parts, visitor: Visitor, attachment_id: str) -> Response:
        """Return a file to keep; no browser opens it here. Its name tells nothing. Raises NotFoundError."""
        with noting(parts.context, visitor.caller) as act:
            file, content = self.read(act, attachment_id)
            reference = self.head(act).reference or "draft"
        name = f"{reference}-{file.document.replace('_', '-')}{suffix_of(file.content_type)}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, 200, headers, media_type=file.content_type)


class Drafts(Place):
    """A referral that is not sent."""

    folder = "drafts"

    def require(self, act: Act) -> None:
        """Let the owner pass."""
        service.require_draft(act, self.id)

    def add(self, act: Act, body: AttachmentBody, file: Checked) -> object:
        """Store a file with the draft."""
        return service.attach_to_draft(act, self.id, body, file)

    def remove(self, act: Act, attachment_id: str) -> None:
        """Delete a file of the draft. Raises NotFoundError."""
        service.remove_from_draft(act, self.id, attachment_id)

    def list_files(self, act: Act) -> AttachmentsView:
        """Return the draft's files to its owner."""
        return service.list_of_draft(act, self.id)

    def read(self, act: Act, attachment_id: str) -> tuple[AttachmentView, bytes]:
        """Return one of the draft's files to its owner."""
        return service.read_of_draft(act, self.id, attachment_id)

    def head(self, act: Act) -> Heading:
        """Return whom it is about, and how long it is kept."""
        row = open_draft(act, self.id).row
        return Heading(row.person.name, row.person_id == act.me.id, "", row.expires_on, is_open=True)


class Cases(Place):
    """A referral about oneself that was sent. Whoever made it reads its files no more."""

    folder = "cases"

    def require(self, act: Act) -> None:
        """Let the person pass while it is open."""
        service.require_case(act, self.id)

    def add(self, act: Act, body: AttachmentBody, file: Checked) -> object:
        """Store a file with the case."""
        return service.attach_to_case(act, self.id, body, file)

    def list_files(self, act: Act) -> AttachmentsView:
        """Return the files to the person."""
        return service.list_of_case(act, self.id, None)

    def read(self, act: Act, attachment_id: str) -> tuple[AttachmentView, bytes]:
        """Return a file to the person."""
        return service.read_of_case(act, self.id, attachment_id, None)

    def head(self, act: Act) -> Heading:
        """Return its reference, and whether it is open."""
        status = get_status(act, self.id)
        return Heading(status.person.name, True, status.reference, None, is_open=status.state not in OVER)
