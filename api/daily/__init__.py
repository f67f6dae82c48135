"""What is done once a day, by whichever worker comes first."""
