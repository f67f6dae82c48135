"""The API: what the assistant remembers, behind HTTP. Imports none of the other parts, nor Rasa."""
