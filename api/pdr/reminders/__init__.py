"""Reminders of PDRs: to book, to prepare, to record, to agree, and to go back to the actions."""
