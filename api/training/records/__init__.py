"""Records: what was completed, what is owed by when, and how to catch up."""
