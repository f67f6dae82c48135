"""Tasks about induction: what a new starter does next, and what their manager does for them."""
