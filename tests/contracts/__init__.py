"""What both ends of an arrow agree on."""
