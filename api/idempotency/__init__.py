"""A write that is sent twice happens once."""
