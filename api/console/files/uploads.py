"""A file as a form sent it, in the shape in which the service takes it."""

import base64

from api.console.cases.words import DOCUMENTS
from api.console.fields import UNPRINTABLE, Form
from api.console.forms import Submitted
from api.referrals.attachments.models import Document
from api.referrals.attachments.views import AttachmentBody

LONGEST_NAME = 200


def read_file(form: Form, submitted: Submitted) -> AttachmentBody | None:
    """Return the file with what it is; None where something is missing, which then stands beside its field."""
    document = form.choice("document", "Choose what the file is", tuple(DOCUMENTS))
    data = submitted.files.get("file", b"")
    if not data:
        form.refuse("file", "Choose a file")
    if form.errors:
        return None
    name = UNPRINTABLE.sub("", submitted.names.get("file", "")).strip()[-LONGEST_NAME:] or "file"
    return AttachmentBody(document=Document(document), name=name, content=base64.b64encode(data).decode())
