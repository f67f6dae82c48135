"""Tests of the outbox with RabbitMQ, which must be running on this machine."""
