"""Files that belong to a referral: checked by content, scanned, sealed in pieces."""
