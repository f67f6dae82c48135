"""The paragraph with which somebody begins a referral: what can be read of it. Keeps nothing of the text."""
