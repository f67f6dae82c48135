"""Adds one entry to the audit trail, in the transaction of what it tells. Knows no subject."""

from dataclasses import asdict

from api.acts import Act, Work
from api.referrals.audit import repository
from api.referrals.audit.chain import GENESIS, Link, sign_end, sign_link
from api.referrals.audit.models import Action, AuditEnd, AuditEntry, Purpose, Role

NOBODY = "-"


def record(
    work: Work,
    role: Role,
    action: Action,
    thing: str,
    thing_id: str,
    subject_id: str = NOBODY,
    *,
    purpose: Purpose,
    detail: str = "",
) -> None:
    """Note who did what. Call it last in a transaction: until its end nobody else can add to the trail."""
    work.session.flush()
    key = work.vault.audit_key
    end = repository.hold_end(work.session)
    number, before = (end.number + 1, end.last_mac) if end else (1, GENESIS)
    person_id = work.me.id if isinstance(work, Act) else NOBODY
    link = Link(number, work.now, person_id, role, action, thing, thing_id, subject_id, detail, purpose)
    mac = sign_link(key, before, link)
    end = end or AuditEnd(id=1)
    end.number, end.last_mac, end.mac = number, mac, sign_end(key, number, mac)
    repository.add_entry(work.session, AuditEntry(**asdict(link), mac=mac), end)
