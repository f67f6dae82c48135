"""Pages of where the council stands: PDRs and mandatory training beside the target, by service and over time."""
