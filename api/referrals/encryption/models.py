"""The two columns of every table that holds health information. Knows none of these tables."""

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from api.referrals.encryption.vault import Place, Vault


class Sealed:
    """A row with one sealed text, bound to its table, column and `id`."""

    __tablename__: str
    id: Mapped[str]

    key_id: Mapped[str] = mapped_column(String(20), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)

    def seal(self, vault: Vault, text: str) -> None:
        """Put a text into the row."""
        self.key_id, self.sealed = vault.seal(self.place, text)

    def open(self, vault: Vault) -> str:
        """Return the text of the row. Raises UnreadableError."""
        return vault.open(self.place, self.key_id, self.sealed)

    @property
    def place(self) -> Place:
        """Return where the sealed text belongs."""
        return place_of(self.__tablename__, self.id)


def place_of(table: str, row_id: str) -> Place:
    """Return where the sealed text of a row belongs."""
    return Place(table, "sealed", row_id)
