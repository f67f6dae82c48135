"""Reads what people write, the same way everywhere: days and choices. Knows no form, no API and no channel."""
