"""Tests of bot/nlu; they run in Rasa's environment."""
