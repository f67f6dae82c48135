"""Health Unit referrals: the form, drafts, the case, appointments, agreements, reports and statistics."""
