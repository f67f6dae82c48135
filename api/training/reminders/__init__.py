"""Reminders of what people are booked on."""
