"""Who may use each route of PDRs, as was decided in words."""

# Private notes are nobody's but their own: no manager and no role is in these lines.
DECIDED = """
GET  /v1/people/me/team/pdrs                                  any
GET  /v1/people/me/team/standing                              any
GET  /v1/people/{person_id}/pdr                               own team
GET  /v1/people/{person_id}/pdr/invite                        own team
POST /v1/people/{person_id}/pdr/booking                       team
POST /v1/people/{person_id}/pdr/cancel                        team
POST /v1/people/{person_id}/pdr/held                          team
POST /v1/people/{person_id}/pdr/record                        team
POST /v1/people/{person_id}/pdr/taking-back                   team
POST /v1/people/{person_id}/pdr/agreement                     own
GET  /v1/pdr-notes-form                                       any
POST /v1/pdr-notes                                            any
GET  /v1/pdr-notes/{notes_id}                                 own
GET  /v1/pdr-notes/{notes_id}/progress                        own
PUT  /v1/pdr-notes/{notes_id}/answers/{question_id}           own
POST /v1/pdr-notes/{notes_id}/undo                            own
POST /v1/pdr-notes/{notes_id}/discard                         own
GET  /v1/needs                                                any
"""
