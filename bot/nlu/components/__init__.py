"""The steps of Rasa's pipeline: read, featurize, classify, select an article."""
