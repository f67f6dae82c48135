"""Induction: plans for new starters and new roles, who did what, and what people are told of it."""
