"""What is learned from labelled openings, beside the rules: values of choices, and what each day is the day of."""
