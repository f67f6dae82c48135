"""Seals health information, so that the database holds none of it in the clear."""
