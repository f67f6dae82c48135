"""The case: a referral from its submission to its end, and what the Health Unit does with it."""
