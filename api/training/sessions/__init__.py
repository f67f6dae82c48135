"""Sessions: when and where a dated course is held, and how many places it has."""
