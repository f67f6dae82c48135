"""Applications: interest in a programme or an apprenticeship, and training by others."""
