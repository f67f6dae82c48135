"""What is said in Teams unasked: in which chat, what waits to be said, and what nobody wants to hear."""
