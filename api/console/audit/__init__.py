"""Pages of the audit trail, for the Health Unit: who did what to which case and why, never what it says."""
