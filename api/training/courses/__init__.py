"""Courses: what can be learned, as data that the learning team changes."""
