"""The action server: turns a dialogue step into one article or one API call, and back into words."""
