"""Measures our assistant beside the stock Rasa pipeline, each as it is shipped, in one run on one machine."""
