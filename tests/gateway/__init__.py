"""Tests of the gateway: the application itself over ASGI, with real servers only where a process ends."""
