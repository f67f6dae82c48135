"""What Rasa loads: the sentence encoder, the spaCy pipeline, article selection, the tracker store and the channel."""
