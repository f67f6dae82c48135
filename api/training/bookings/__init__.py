"""Bookings: who has a place, who waits for one, and who was there."""
