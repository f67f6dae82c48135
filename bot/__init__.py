"""The parts that hold the conversation: what Rasa loads (nlu) and the public edge (gateway)."""
