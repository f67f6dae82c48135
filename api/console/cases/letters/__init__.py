"""Letters of a case as PDF: made in memory for one download, never stored."""
