"""Tells what a file is by what is in it, whatever it is called. Opens nothing of it."""

import io
import zipfile
from dataclasses import dataclass

from api.referrals.errors import FileRefusedError

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BEGINNINGS = {
    b"%PDF-": ("application/pdf", ".pdf"),
    b"\x89PNG\r\n\x1a\n": ("image/png", ".png"),
    b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
}
PARTS_OF_WORD = {"[Content_Types].xml", "word/document.xml"}
# What Word runs.
MACROS = ("vbaproject.bin", "vbadata.xml")
MOST_PARTS = 5000


@dataclass(frozen=True, slots=True)
class Content:
    """What a file is: its media type, and the end that its name must have."""

    type: str
    suffix: str


def suffix_of(kind: str) -> str:
    """Return the end that the name of a file of this media type has."""
    known = {WORD: ".docx", **dict(BEGINNINGS.values())}
    return known.get(kind, ".bin")


def recognise(data: bytes) -> Content:
    """Return what a file is. Raises FileRefusedError for anything that is not taken."""
    for beginning, (kind, suffix) in BEGINNINGS.items():
        if data.startswith(beginning):
            return Content(kind, suffix)
    if data.startswith(b"PK\x03\x04") and _is_word(data):
        return Content(WORD, ".docx")
    raise FileRefusedError


def _is_word(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # Only the list is read: what is packed stays packed.
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    has_macros = any(name.lower().endswith(MACROS) for name in names)
    return set(names) >= PARTS_OF_WORD and not has_macros and len(names) <= MOST_PARTS
