"""Tests of the action server: a tracker in, events and messages out."""
