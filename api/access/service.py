"""Makes the copy that a person asks for, and notes who made it, in one transaction. Knows no command line."""

from api.access.archive import NewFile, write_archive
from api.access.classification import read_classification
from api.access.collecting import Collector, Copy
from api.acts import Act
from api.people.models import Person
from api.referrals.audit.models import Action, Purpose, Role
from api.referrals.audit.recording import record


def write_copy(act: Act, person: Person, file: NewFile, clinician: Person | None) -> Copy:
    """Write the copy, and the entry in the audit trail. Raises OSError, UnreadableError.

    `clinician`: who has read the notes of the Health Unit and said that they may go out; None: they do not.
    """
    classes = read_classification()
    copy = Collector(act.session, act.vault, classes, person, clinician is not None).collect()
    write_archive(file, classes, person, copy, act.now)
    detail = f"with_notes {clinician.id}"[:60] if clinician else "without_notes"
    if not copy.has_health_information:
        detail = "no_health"
    purpose = Purpose.ACCESS_REQUEST
    record(act, Role.OPERATOR, Action.READ, "copy", act.new_id(), person.id, purpose=purpose, detail=detail)
    return copy
