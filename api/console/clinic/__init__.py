"""Pages of the Health Unit's clinic: its calendar and its slots."""
