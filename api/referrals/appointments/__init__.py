"""The Health Unit's slots, and the appointments in them."""
