"""Who may call what, as data. A route that is not declared here is refused, and fails a test."""

from dataclasses import dataclass

from api.people.relations import Relation
from contracts.app_roles import AppRole


@dataclass(frozen=True, slots=True)
class Rule:
    """The app role that a route asks for; None: open to whoever reaches the port, tells of nobody.

    `may`: what the person must be to the one whose things these are. Empty: they are nobody's.
    With roles only, the things are the council's, and others are told which role it takes.
    `is_by_itself`: the application does it for nobody, so no person is asserted.
    """

    role: AppRole | None
    may: tuple[Relation, ...] = ()
    is_by_itself: bool = False


OPEN = Rule(None)
OWN_OR_TEAM = (Relation.SELF, Relation.MANAGER, Relation.LEARNING)
SEEN_BY = (*OWN_OR_TEAM, Relation.HR)
DECIDES = (Relation.MANAGER, Relation.LEARNING)
LEARNING = (Relation.LEARNING,)
REPORTED_TO = (Relation.LEARNING, Relation.HR)

HEALTH_UNIT = (Relation.HEALTH_UNIT,)
SELF_ONLY = (Relation.SELF,)
REFERS = OWN_OR_MANAGED = (Relation.SELF, Relation.MANAGER)
IN_A_CASE = (*REFERS, Relation.HEALTH_UNIT)
READS_A_FORM = (Relation.SELF, Relation.HEALTH_UNIT)

READ, WRITE, RUN = AppRole.TRAINING_READ, AppRole.TRAINING_WRITE, AppRole.TRAINING_RUN
READ_INDUCTIONS, WRITE_INDUCTIONS = AppRole.INDUCTION_READ, AppRole.INDUCTION_WRITE
READ_PDRS, WRITE_PDRS, NOTES = AppRole.PDR_READ, AppRole.PDR_WRITE, AppRole.PDR_NOTES
READ_CASES, WRITE_CASES, RUN_CASES = AppRole.REFERRALS_READ, AppRole.REFERRALS_WRITE, AppRole.REFERRALS_RUN

RULES: dict[tuple[str, str], Rule] = {
    ("GET", "/health/live"): OPEN,
    ("GET", "/health/ready"): OPEN,
    ("GET", "/metrics"): OPEN,
    ("GET", "/openapi.json"): OPEN,
    ("GET", "/v1/people"): Rule(AppRole.PEOPLE_READ, SEEN_BY),
    ("GET", "/v1/people/me"): Rule(AppRole.PEOPLE_READ, (Relation.SELF,)),
    ("GET", "/v1/people/me/team"): Rule(AppRole.PEOPLE_READ, (Relation.MANAGER,)),
    ("GET", "/v1/people/me/team/training"): Rule(READ, (Relation.MANAGER,)),
    ("GET", "/v1/people/{person_id}/training"): Rule(READ, SEEN_BY),
    ("GET", "/v1/people/{person_id}/plan"): Rule(READ, OWN_OR_TEAM),
    ("POST", "/v1/people/{person_id}/plan"): Rule(WRITE, OWN_OR_TEAM),
    ("GET", "/v1/courses"): Rule(READ),
    ("POST", "/v1/courses"): Rule(RUN, LEARNING),
    ("GET", "/v1/courses/{course_id}"): Rule(READ),
    ("PUT", "/v1/courses/{course_id}"): Rule(RUN, LEARNING),
    ("GET", "/v1/sessions"): Rule(READ),
    ("POST", "/v1/sessions"): Rule(RUN, LEARNING),
    ("GET", "/v1/sessions/{session_id}"): Rule(READ),
    ("PUT", "/v1/sessions/{session_id}"): Rule(RUN, LEARNING),
    ("POST", "/v1/sessions/{session_id}/cancel"): Rule(RUN, LEARNING),
    ("GET", "/v1/sessions/{session_id}/attendees"): Rule(RUN, LEARNING),
    ("PUT", "/v1/sessions/{session_id}/attendance"): Rule(RUN, LEARNING),
    ("GET", "/v1/bookings"): Rule(READ, SEEN_BY),
    ("POST", "/v1/bookings"): Rule(WRITE, OWN_OR_TEAM),
    ("GET", "/v1/bookings/{booking_id}"): Rule(READ, SEEN_BY),
    ("GET", "/v1/bookings/{booking_id}/invites/{number}"): Rule(READ, OWN_OR_TEAM),
    ("POST", "/v1/bookings/{booking_id}/cancel"): Rule(WRITE, OWN_OR_TEAM),
    ("POST", "/v1/bookings/{booking_id}/move"): Rule(WRITE, OWN_OR_TEAM),
    ("POST", "/v1/bookings/{booking_id}/offer"): Rule(WRITE, (Relation.SELF,)),
    ("POST", "/v1/bookings/{booking_id}/decision"): Rule(WRITE, DECIDES),
    ("GET", "/v1/approvals"): Rule(READ, DECIDES),
    ("POST", "/v1/interests"): Rule(WRITE, (Relation.SELF,)),
    ("POST", "/v1/external-training"): Rule(WRITE, (Relation.SELF,)),
    ("GET", "/v1/applications"): Rule(READ, SEEN_BY),
    ("GET", "/v1/applications/{application_id}"): Rule(READ, SEEN_BY),
    ("POST", "/v1/applications/{application_id}/decision"): Rule(WRITE, DECIDES),
    ("POST", "/v1/applications/{application_id}/withdraw"): Rule(WRITE, (Relation.SELF,)),
    ("POST", "/v1/completions"): Rule(WRITE, (Relation.SELF, Relation.LEARNING)),
    ("GET", "/v1/compliance"): Rule(RUN, REPORTED_TO),
    ("GET", "/v1/notifications"): Rule(RUN, (*LEARNING, *HEALTH_UNIT)),
    ("POST", "/v1/notifications/{message_id}/retry"): Rule(RUN, (*LEARNING, *HEALTH_UNIT)),
    ("GET", "/v1/teams-notices"): Rule(RUN, (*LEARNING, *HEALTH_UNIT)),
    ("PUT", "/v1/teams-chat"): Rule(AppRole.TEAMS_NOTICES, SELF_ONLY),
    ("POST", "/v1/teams-chat/forget"): Rule(AppRole.TEAMS_NOTICES, SELF_ONLY),
    ("GET", "/v1/notice-topics"): Rule(AppRole.TEAMS_NOTICES, SELF_ONLY),
    ("PUT", "/v1/notice-topics/{topic}"): Rule(AppRole.TEAMS_NOTICES, SELF_ONLY),
    ("POST", "/v1/teams-notices/claim"): Rule(AppRole.TEAMS_NOTICES, is_by_itself=True),
    ("POST", "/v1/teams-notices/{notice_id}/result"): Rule(AppRole.TEAMS_NOTICES, is_by_itself=True),
    ("GET", "/v1/referral-forms/{kind}"): Rule(READ_CASES),
    ("GET", "/v1/referral-drafts"): Rule(READ_CASES, REFERS),
    ("POST", "/v1/referral-drafts"): Rule(WRITE_CASES, REFERS),
    ("GET", "/v1/referral-drafts/{draft_id}"): Rule(READ_CASES, REFERS),
    ("GET", "/v1/referral-drafts/{draft_id}/progress"): Rule(READ_CASES, REFERS),
    ("GET", "/v1/referral-drafts/{draft_id}/earlier"): Rule(READ_CASES, REFERS),
    ("PUT", "/v1/referral-drafts/{draft_id}/answers/{field_id}"): Rule(WRITE_CASES, REFERS),
    ("POST", "/v1/referral-drafts/{draft_id}/answers/{field_id}/clear"): Rule(WRITE_CASES, REFERS),
    ("POST", "/v1/referral-drafts/{draft_id}/undo"): Rule(WRITE_CASES, REFERS),
    ("POST", "/v1/referral-drafts/{draft_id}/discard"): Rule(WRITE_CASES, REFERS),
    ("POST", "/v1/referral-drafts/{draft_id}/submit"): Rule(WRITE_CASES, REFERS),
    ("GET", "/v1/referral-drafts/{draft_id}/attachments"): Rule(READ_CASES, REFERS),
    ("POST", "/v1/referral-drafts/{draft_id}/attachments"): Rule(WRITE_CASES, REFERS),
    ("GET", "/v1/referral-drafts/{draft_id}/attachments/{attachment_id}"): Rule(READ_CASES, REFERS),
    ("POST", "/v1/referral-drafts/{draft_id}/attachments/{attachment_id}/remove"): Rule(WRITE_CASES, REFERS),
    ("GET", "/v1/referrals"): Rule(READ_CASES, REFERS),
    ("GET", "/v1/referrals/{referral_id}"): Rule(READ_CASES, IN_A_CASE),
    ("GET", "/v1/referrals/{referral_id}/answers"): Rule(READ_CASES, READS_A_FORM),
    ("GET", "/v1/referrals/{referral_id}/report"): Rule(READ_CASES, IN_A_CASE),
    ("GET", "/v1/referrals/{referral_id}/slots"): Rule(READ_CASES, READS_A_FORM),
    ("GET", "/v1/referrals/{referral_id}/calendar"): Rule(READ_CASES, SELF_ONLY),
    ("GET", "/v1/referrals/{referral_id}/attachments"): Rule(READ_CASES, READS_A_FORM),
    ("POST", "/v1/referrals/{referral_id}/attachments"): Rule(WRITE_CASES, READS_A_FORM),
    ("GET", "/v1/referrals/{referral_id}/attachments/{attachment_id}"): Rule(READ_CASES, READS_A_FORM),
    ("PUT", "/v1/referrals/{referral_id}/private-address"): Rule(WRITE_CASES, SELF_ONLY),
    ("POST", "/v1/referrals/{referral_id}/agreements"): Rule(WRITE_CASES, SELF_ONLY),
    ("POST", "/v1/referrals/{referral_id}/comments"): Rule(WRITE_CASES, SELF_ONLY),
    ("POST", "/v1/referrals/{referral_id}/report/sight"): Rule(WRITE_CASES, SELF_ONLY),
    ("POST", "/v1/referrals/{referral_id}/appointment"): Rule(WRITE_CASES, READS_A_FORM),
    ("POST", "/v1/referrals/{referral_id}/withdraw"): Rule(WRITE_CASES, (Relation.MANAGER,)),
    ("GET", "/v1/health-unit/referrals"): Rule(RUN_CASES, HEALTH_UNIT),
    ("GET", "/v1/referrals/{referral_id}/record"): Rule(RUN_CASES, HEALTH_UNIT),
    ("POST", "/v1/referrals/{referral_id}/triage"): Rule(RUN_CASES, HEALTH_UNIT),
    ("POST", "/v1/referrals/{referral_id}/offer"): Rule(RUN_CASES, HEALTH_UNIT),
    ("POST", "/v1/referrals/{referral_id}/attendance"): Rule(RUN_CASES, HEALTH_UNIT),
    ("POST", "/v1/referrals/{referral_id}/attendance/correction"): Rule(RUN_CASES, HEALTH_UNIT),
    ("POST", "/v1/referrals/{referral_id}/notes"): Rule(RUN_CASES, HEALTH_UNIT),
    ("PUT", "/v1/referrals/{referral_id}/report"): Rule(RUN_CASES, HEALTH_UNIT),
    ("POST", "/v1/referrals/{referral_id}/report/offer"): Rule(RUN_CASES, HEALTH_UNIT),
    ("POST", "/v1/referrals/{referral_id}/report/release"): Rule(RUN_CASES, HEALTH_UNIT),
    ("POST", "/v1/referrals/{referral_id}/close"): Rule(RUN_CASES, HEALTH_UNIT),
    ("GET", "/v1/referral-slots"): Rule(RUN_CASES, HEALTH_UNIT),
    ("POST", "/v1/referral-slots"): Rule(RUN_CASES, HEALTH_UNIT),
    ("POST", "/v1/referral-slots/{slot_id}/remove"): Rule(RUN_CASES, HEALTH_UNIT),
    ("GET", "/v1/referral-audit"): Rule(RUN_CASES, HEALTH_UNIT),
    ("GET", "/v1/referral-statistics"): Rule(RUN_CASES, (*HEALTH_UNIT, Relation.HR)),
    ("GET", "/v1/people/{person_id}/induction"): Rule(READ_INDUCTIONS, OWN_OR_MANAGED),
    ("GET", "/v1/people/me/team/inductions"): Rule(READ_INDUCTIONS, (Relation.MANAGER,)),
    ("POST", "/v1/induction-steps/{step_id}/done"): Rule(WRITE_INDUCTIONS, SELF_ONLY),
    ("POST", "/v1/induction-steps/{step_id}/confirmation"): Rule(WRITE_INDUCTIONS, (Relation.MANAGER,)),
    ("POST", "/v1/induction-steps/{step_id}/reopening"): Rule(WRITE_INDUCTIONS, OWN_OR_MANAGED),
    ("POST", "/v1/induction-steps/{step_id}/move"): Rule(WRITE_INDUCTIONS, SELF_ONLY),
    ("POST", "/v1/induction-steps/{step_id}/swap"): Rule(WRITE_INDUCTIONS, SELF_ONLY),
    ("PUT", "/v1/inductions/{induction_id}/contacts/{kind}"): Rule(WRITE_INDUCTIONS, (Relation.MANAGER,)),
    ("POST", "/v1/induction-reminders"): Rule(WRITE_INDUCTIONS, SELF_ONLY),
    ("POST", "/v1/induction-reminders/{reminder_id}/cancel"): Rule(WRITE_INDUCTIONS, SELF_ONLY),
    ("GET", "/v1/induction-figures"): Rule(AppRole.INDUCTION_RUN, (Relation.HR,)),
    ("GET", "/v1/people/me/team/pdrs"): Rule(READ_PDRS, (Relation.MANAGER,)),
    ("GET", "/v1/people/me/team/standing"): Rule(READ_PDRS, (Relation.MANAGER,)),
    ("GET", "/v1/people/{person_id}/pdr"): Rule(READ_PDRS, REFERS),
    ("GET", "/v1/people/{person_id}/pdr/invite"): Rule(READ_PDRS, REFERS),
    ("POST", "/v1/people/{person_id}/pdr/booking"): Rule(WRITE_PDRS, (Relation.MANAGER,)),
    ("POST", "/v1/people/{person_id}/pdr/cancel"): Rule(WRITE_PDRS, (Relation.MANAGER,)),
    ("POST", "/v1/people/{person_id}/pdr/held"): Rule(WRITE_PDRS, (Relation.MANAGER,)),
    ("POST", "/v1/people/{person_id}/pdr/record"): Rule(WRITE_PDRS, (Relation.MANAGER,)),
    ("POST", "/v1/people/{person_id}/pdr/taking-back"): Rule(WRITE_PDRS, (Relation.MANAGER,)),
    ("POST", "/v1/people/{person_id}/pdr/agreement"): Rule(WRITE_PDRS, SELF_ONLY),
    ("GET", "/v1/pdr-notes-form"): Rule(NOTES),
    ("POST", "/v1/pdr-notes"): Rule(NOTES, SELF_ONLY),
    ("GET", "/v1/pdr-notes/{notes_id}"): Rule(NOTES, SELF_ONLY),
    ("GET", "/v1/pdr-notes/{notes_id}/progress"): Rule(NOTES, SELF_ONLY),
    ("PUT", "/v1/pdr-notes/{notes_id}/answers/{question_id}"): Rule(NOTES, SELF_ONLY),
    ("POST", "/v1/pdr-notes/{notes_id}/undo"): Rule(NOTES, SELF_ONLY),
    ("POST", "/v1/pdr-notes/{notes_id}/discard"): Rule(NOTES, SELF_ONLY),
    ("GET", "/v1/needs"): Rule(AppRole.NEEDS_READ, DECIDES),
    ("POST", "/v1/unanswered-questions"): Rule(AppRole.QUESTIONS_WRITE),
    ("PUT", "/v1/feedback/{reply_id}"): Rule(AppRole.FEEDBACK_WRITE),
}
