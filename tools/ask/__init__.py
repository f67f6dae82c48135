"""Answers one question in the terminal and shows why: `make ask`. Starts no server, keeps no question."""
