"""Gives people a copy of what is held about them."""
