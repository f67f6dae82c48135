"""Where the council stands against its targets: PDRs and mandatory training, by service and over time."""
