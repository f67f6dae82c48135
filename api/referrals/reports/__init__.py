"""The outcome report in two parts, and the rules of its release."""
