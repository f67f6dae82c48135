"""The public edge: sign-in, urgent help, limits, turns. Knows not how answers are chosen."""
