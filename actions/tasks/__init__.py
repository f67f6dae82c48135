"""How a task is carried on over several messages: what it remembers, what a message says, who takes it."""
