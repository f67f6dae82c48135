"""Private addresses of people, for messages about their own case."""
