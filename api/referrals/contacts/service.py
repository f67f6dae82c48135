"""Where somebody wants to be told of their own case beside their work address: as they said, and until they say no."""

from collections.abc import Mapping

from api.acts import Act
from api.notifications.addresses import set_address
from api.people.models import Person
from api.referrals.audit.models import Role
from api.referrals.cases.models import Referral
from api.referrals.cases.stepping import hold_referral, note
from api.referrals.form.answers import Answer
from api.referrals.form.specification import FormKind

# For each form: the field of the address, and the field that says that it may be used.
FIELDS = {FormKind.MANAGEMENT: ("personal_email", "contact_permission"), FormKind.SELF: ("email", "contact_agreed")}
# Another way to be reached that they like better is no yes to this one.
BY_MAIL = (None, "email")


def private_address(kind: FormKind, answers: Mapping[str, Answer], person: Person) -> str | None:
    """Return the address that the form gives and that may be used; None: messages go to work only."""
    address_field, permission_field = FIELDS[kind]
    address = answers.get(address_field)
    may_be_used = answers.get(permission_field) is True and answers.get("contact_way") in BY_MAIL
    if not may_be_used or answers.get("no_messages") is True or not isinstance(address, str):
        return None
    return None if address.lower() == (person.email or "").lower() else address


def keep_address(act: Act, referral: Referral, answers: Mapping[str, Answer]) -> None:
    """Keep the address of a form that was just sent."""
    address = private_address(FormKind(referral.kind), answers, referral.person)
    if address:
        set_address(act, referral.person, referral.id, address)


def change_address(act: Act, referral_id: str, address: str | None) -> Referral:
    """Let the person name another address, or none. Raises NotFoundError."""
    referral, role = hold_referral(act, referral_id, Role.EMPLOYEE)
    set_address(act, referral.person, referral.id, address)
    note(act, referral, role, detail="private_address")
    return referral
