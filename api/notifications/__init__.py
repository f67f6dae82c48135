"""Notifications: what people are told, kept in an outbox until it is sent."""
