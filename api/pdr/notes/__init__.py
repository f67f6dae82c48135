"""What somebody writes down to prepare for their own PDR: sealed, theirs alone, and gone when they say so."""
