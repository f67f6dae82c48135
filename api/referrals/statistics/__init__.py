"""Figures of a period, rounded so that nobody can be found in them."""
