"""Who works here: the directory that the assistant looks people up in."""
