"""Puts files into sealed pieces and together again. Knows no rights."""

from sqlalchemy.orm import Session

from api.referrals.attachments import repository
from api.referrals.attachments.models import AttachmentPiece
from api.referrals.encryption.vault import Vault

PIECE = 256 * 1024


def cut(vault: Vault, attachment_id: str, data: bytes) -> list[AttachmentPiece]:
    """Return the sealed pieces of a file."""
    pieces = []
    for number, at in enumerate(range(0, len(data), PIECE), start=1):
        piece = AttachmentPiece(id=f"{attachment_id}-{number}", attachment_id=attachment_id, number=number)
        piece.key_id, piece.sealed = vault.seal_bytes(piece.place, data[at : at + PIECE])
        pieces.append(piece)
    return pieces


def open_file(session: Session, vault: Vault, attachment_id: str) -> bytes:
    """Return what is in a file. Raises UnreadableError."""
    pieces = repository.list_pieces(session, attachment_id)
    return b"".join(vault.open_bytes(piece.place, piece.key_id, piece.sealed) for piece in pieces)
