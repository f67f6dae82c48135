"""Finding, booking and looking after training by conversation."""
