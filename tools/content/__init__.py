"""Checks the knowledge base for its editors: every problem with file, line and what to do."""
