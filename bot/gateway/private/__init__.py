"""Private questions: their answers go from here straight into a draft of the API, past Rasa and the actions."""
