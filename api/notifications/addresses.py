"""Keeps private addresses sealed, and opens one when a message is sent. Knows no case."""

import json

from api.acts import Work
from api.erasure.models import Reason
from api.erasure.recording import note_erased
from api.notifications import repository
from api.notifications.models import PrivateAddress
from api.people.models import Person
from api.referrals.encryption.vault import Vault


def set_address(work: Work, person: Person, referral_id: str, address: str | None) -> None:
    """Let messages about a case also go to an address, instead of any before; None: to none."""
    old = repository.find_address_of(work.session, referral_id)
    if old is not None:
        repository.delete_address(work.session, old)
        note_erased(work, PrivateAddress.__tablename__, [old.id], Reason.DISCARDED)
    if address is None:
        return
    new = PrivateAddress(id=work.new_id(), person_id=person.id, referral_id=referral_id, added_at=work.now)
    new.seal(work.vault, json.dumps({"text": address}, ensure_ascii=False))
    repository.add_address(work.session, new)


def read_address(vault: Vault, address: PrivateAddress) -> str:
    """Return an address in the clear. Raises UnreadableError."""
    text: str = json.loads(address.open(vault))["text"]
    return text
