"""Referrals to the Health Unit by conversation. The gateway takes free words about health; they are never seen here."""
