"""What waits for somebody: gathered from the subjects, each of which says what it needs."""
