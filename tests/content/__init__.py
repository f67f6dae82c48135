"""Tests of the checks on the knowledge base."""
