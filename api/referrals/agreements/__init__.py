"""What the person agrees to: to be referred, to be assessed, to the release of the report. Each can be withdrawn."""
