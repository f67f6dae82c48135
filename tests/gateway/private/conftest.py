"""A Redis server of the tests' own, shared with the Teams channel's tests."""

from tests.gateway.teams.conftest import redis_address

__all__ = ["redis_address"]
