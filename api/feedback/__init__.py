"""Whether a reply helped. Stores no person."""
