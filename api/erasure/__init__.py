"""Remembers outside the database what was deleted, so that a backup that is put back does not bring it back."""
