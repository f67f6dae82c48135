"""Guards the answers to all known questions: which of them change with an edit, and whether that was meant."""
