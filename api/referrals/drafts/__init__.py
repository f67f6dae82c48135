"""Drafts of referrals: sealed from the first answer, kept 14 days."""
