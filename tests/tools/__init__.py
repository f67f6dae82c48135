"""Tests of the tools, with real processes."""
