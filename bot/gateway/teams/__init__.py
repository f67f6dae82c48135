"""The assistant in Microsoft Teams: who may speak to it, what became of each activity, and how replies look there."""
