"""The yearly review, My Sefton My Space: its dates, its states, and the training that was asked for. No word of it."""
