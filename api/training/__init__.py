"""Training: courses, their sessions, who is booked on them, and what everybody owes."""
