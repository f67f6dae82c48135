"""Tests of the console: its rights, its forms, and its pages in real Chromium."""
