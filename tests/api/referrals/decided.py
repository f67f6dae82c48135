"""Who may use each route of referrals, as was decided in words."""

# In words of the council: whose things each of these may touch. `health_unit` is never about their own case.
DECIDED = """
GET  /v1/referral-forms/{kind}                                any
GET  /v1/referral-drafts                                      any
POST /v1/referral-drafts                                      own team
GET  /v1/referral-drafts/{draft_id}                           own team
GET  /v1/referral-drafts/{draft_id}/progress                  own team
GET  /v1/referral-drafts/{draft_id}/earlier                   own team
PUT  /v1/referral-drafts/{draft_id}/answers/{field_id}        own team
POST /v1/referral-drafts/{draft_id}/answers/{field_id}/clear  own team
POST /v1/referral-drafts/{draft_id}/undo                      own team
POST /v1/referral-drafts/{draft_id}/discard                   own team
POST /v1/referral-drafts/{draft_id}/submit                    own team
GET  /v1/referral-drafts/{draft_id}/attachments               own team
POST /v1/referral-drafts/{draft_id}/attachments               own team
GET  /v1/referral-drafts/{draft_id}/attachments/{attachment_id}  own team
POST /v1/referral-drafts/{draft_id}/attachments/{attachment_id}/remove  own team
GET  /v1/referrals                                            any
GET  /v1/referrals/{referral_id}                              own team health_unit
GET  /v1/referrals/{referral_id}/answers                      own health_unit
GET  /v1/referrals/{referral_id}/report                       own team health_unit
GET  /v1/referrals/{referral_id}/slots                        own health_unit
GET  /v1/referrals/{referral_id}/calendar                     own
GET  /v1/referrals/{referral_id}/attachments                  own health_unit
POST /v1/referrals/{referral_id}/attachments                  own health_unit
GET  /v1/referrals/{referral_id}/attachments/{attachment_id}  own health_unit
PUT  /v1/referrals/{referral_id}/private-address              own
POST /v1/referrals/{referral_id}/agreements                   own
POST /v1/referrals/{referral_id}/comments                     own
POST /v1/referrals/{referral_id}/report/sight                 own
POST /v1/referrals/{referral_id}/appointment                  own health_unit
POST /v1/referrals/{referral_id}/withdraw                     team
GET  /v1/health-unit/referrals                                role health_unit
GET  /v1/referrals/{referral_id}/record                       health_unit
POST /v1/referrals/{referral_id}/triage                       health_unit
POST /v1/referrals/{referral_id}/offer                        health_unit
POST /v1/referrals/{referral_id}/attendance                   health_unit
POST /v1/referrals/{referral_id}/attendance/correction        health_unit
POST /v1/referrals/{referral_id}/notes                        health_unit
PUT  /v1/referrals/{referral_id}/report                       health_unit
POST /v1/referrals/{referral_id}/report/offer                 health_unit
POST /v1/referrals/{referral_id}/report/release               health_unit
POST /v1/referrals/{referral_id}/close                        health_unit
GET  /v1/referral-slots                                       role health_unit
POST /v1/referral-slots                                       role health_unit
POST /v1/referral-slots/{slot_id}/remove                      role health_unit
GET  /v1/referral-audit                                       role health_unit
GET  /v1/referral-statistics                                  role health_unit hr
"""
