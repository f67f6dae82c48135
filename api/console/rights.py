"""Who may open what in the console, as data. A route that is not declared here is refused, and fails a test."""

from dataclasses import dataclass

from api.people.relations import Relation


@dataclass(frozen=True, slots=True)
class Door:
    """Who may pass, by what they are at this moment: a role, or to have a team. None: everybody, signed in or not.

    The services are told the same, so that they decide once more for the very thing that is touched.
    """

    who: frozenset[Relation] | None

    @property
    def is_open(self) -> bool:
        """Whether nobody needs to be signed in."""
        return self.who is None


OPEN = Door(None)
ANYBODY = Door(frozenset({Relation.SELF}))
LEARNING = Door(frozenset({Relation.LEARNING}))
FIGURES = Door(frozenset({Relation.HEALTH_UNIT, Relation.HR}))
DECIDES = Door(frozenset({Relation.MANAGER, Relation.LEARNING}))
# Everybody, and managers as such, for a draft about somebody of their team.
OWN_FILES = Door(frozenset({Relation.SELF, Relation.MANAGER}))
REPORTED_TO = Door(frozenset({Relation.LEARNING, Relation.HR}))
HR = Door(frozenset({Relation.HR}))
HEALTH_UNIT = Door(frozenset({Relation.HEALTH_UNIT}))
# Each looks after the notices of its own subject, as the service decides.
TELLS = Door(frozenset({Relation.LEARNING, Relation.HEALTH_UNIT}))

# Their forms may be as large as a file.
TAKE_FILES = frozenset({"/files/drafts/{draft_id}", "/files/cases/{referral_id}"})
DOORS: dict[tuple[str, str], Door] = {
    ("GET", "/health/live"): OPEN,
    ("GET", "/sign-in"): OPEN,
    ("GET", "/signed-in"): OPEN,
    ("GET", "/signed-out"): OPEN,
    ("POST", "/sign-out"): ANYBODY,
    ("GET", "/"): ANYBODY,
    ("GET", "/sessions"): LEARNING,
    ("GET", "/sessions/export"): LEARNING,
    ("GET", "/sessions/import"): LEARNING,
    ("POST", "/sessions/import"): LEARNING,
    ("GET", "/sessions/new"): LEARNING,
    ("POST", "/sessions/new"): LEARNING,
    ("GET", "/sessions/{session_id}"): LEARNING,
    ("GET", "/sessions/{session_id}/edit"): LEARNING,
    ("POST", "/sessions/{session_id}/edit"): LEARNING,
    ("GET", "/sessions/{session_id}/cancel"): LEARNING,
    ("POST", "/sessions/{session_id}/cancel"): LEARNING,
    ("GET", "/sessions/{session_id}/attendance"): LEARNING,
    ("POST", "/sessions/{session_id}/attendance"): LEARNING,
    ("GET", "/sessions/{session_id}/attendees/export"): LEARNING,
    ("GET", "/courses"): LEARNING,
    ("GET", "/courses/new"): LEARNING,
    ("POST", "/courses/new"): LEARNING,
    ("GET", "/courses/{course_id}/edit"): LEARNING,
    ("POST", "/courses/{course_id}/edit"): LEARNING,
    ("GET", "/requests"): DECIDES,
    ("GET", "/requests/bookings/{booking_id}"): DECIDES,
    ("POST", "/requests/bookings/{booking_id}"): DECIDES,
    ("GET", "/requests/applications/{application_id}"): DECIDES,
    ("POST", "/requests/applications/{application_id}"): DECIDES,
    ("GET", "/clinic"): HEALTH_UNIT,
    ("POST", "/clinic/withdraw"): HEALTH_UNIT,
    ("GET", "/clinic/slots/new"): HEALTH_UNIT,
    ("POST", "/clinic/slots/new"): HEALTH_UNIT,
    ("GET", "/clinic/slots/series"): HEALTH_UNIT,
    ("POST", "/clinic/slots/series"): HEALTH_UNIT,
    ("GET", "/statistics"): FIGURES,
    ("GET", "/statistics/report"): FIGURES,
    ("GET", "/statistics/export"): FIGURES,
    ("GET", "/audit"): HEALTH_UNIT,
    ("GET", "/audit/export"): HEALTH_UNIT,
    ("GET", "/audit/check"): HEALTH_UNIT,
    ("GET", "/compliance"): REPORTED_TO,
    ("GET", "/compliance/export"): REPORTED_TO,
    ("GET", "/inductions"): HR,
    ("GET", "/inductions/export"): HR,
    ("GET", "/standing"): REPORTED_TO,
    ("GET", "/standing/report"): REPORTED_TO,
    ("GET", "/standing/export"): REPORTED_TO,
    ("GET", "/messages"): LEARNING,
    ("POST", "/messages/{message_id}/retry"): LEARNING,
    ("GET", "/undelivered"): TELLS,
    ("GET", "/files"): OWN_FILES,
    ("GET", "/files/drafts/{draft_id}"): OWN_FILES,
    ("POST", "/files/drafts/{draft_id}"): OWN_FILES,
    ("GET", "/files/drafts/{draft_id}/{attachment_id}"): OWN_FILES,
    ("POST", "/files/drafts/{draft_id}/{attachment_id}/remove"): OWN_FILES,
    ("GET", "/files/cases/{referral_id}"): OWN_FILES,
    ("POST", "/files/cases/{referral_id}"): OWN_FILES,
    ("GET", "/files/cases/{referral_id}/{attachment_id}"): OWN_FILES,
    ("GET", "/cases"): HEALTH_UNIT,
    ("GET", "/cases/{referral_id}"): HEALTH_UNIT,
    ("GET", "/cases/{referral_id}/reason"): HEALTH_UNIT,
    ("POST", "/cases/{referral_id}/reason"): HEALTH_UNIT,
    ("GET", "/cases/{referral_id}/triage"): HEALTH_UNIT,
    ("POST", "/cases/{referral_id}/triage"): HEALTH_UNIT,
    ("GET", "/cases/{referral_id}/offer"): HEALTH_UNIT,
    ("POST", "/cases/{referral_id}/offer"): HEALTH_UNIT,
    ("GET", "/cases/{referral_id}/move"): HEALTH_UNIT,
    ("POST", "/cases/{referral_id}/move"): HEALTH_UNIT,
    ("GET", "/cases/{referral_id}/attendance"): HEALTH_UNIT,
    ("POST", "/cases/{referral_id}/attendance"): HEALTH_UNIT,
    ("GET", "/cases/{referral_id}/correction"): HEALTH_UNIT,
    ("POST", "/cases/{referral_id}/correction"): HEALTH_UNIT,
    ("GET", "/cases/{referral_id}/note"): HEALTH_UNIT,
    ("POST", "/cases/{referral_id}/note"): HEALTH_UNIT,
    ("GET", "/cases/{referral_id}/report"): HEALTH_UNIT,
    ("POST", "/cases/{referral_id}/report"): HEALTH_UNIT,
    ("GET", "/cases/{referral_id}/steps/{name}"): HEALTH_UNIT,
    ("POST", "/cases/{referral_id}/steps/{name}"): HEALTH_UNIT,
    ("GET", "/cases/{referral_id}/letters/{letter}"): HEALTH_UNIT,
    ("GET", "/cases/{referral_id}/files"): HEALTH_UNIT,
    ("GET", "/cases/{referral_id}/files/{attachment_id}"): HEALTH_UNIT,
}
