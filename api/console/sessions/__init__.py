"""Pages of the learning team about sessions."""
