"""Small real files of every kind that is taken, and of kinds that are not."""

import base64
import io
import zipfile
from typing import Any

from PIL import Image

from tests.api.world import MANAGER, World

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def picture(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(file, kind)
    return file.getvalue()


def word(*more: str, document: str = "word/document.xml") -> bytes:
    """Return a Word document with further parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("[Content_Types].xml", document, *more):
            archive.writestr(name, "<xml/>")
    return file.getvalue()


def body(data: bytes, name: str = "notes.pdf", document: str = "fit_notes") -> dict[str, str]:
    return {"document": document, "name": name, "content": base64.b64encode(data).decode()}


def attach(world: World, draft_id: str, data: bytes = PDF, name: str = "notes.pdf", **who: str) -> Any:
    path = f"/v1/referral-drafts/{draft_id}/attachments"
    return world.post(path, body(data, name), **({"person": MANAGER} | who))
