"""Gathers what waits for the person who asks, in the order of time."""

from api.acts import Act
from api.needs.need import Need
from api.needs.register import SUBJECTS


def list_needs(act: Act) -> list[Need]:
    """Return everything that waits, what matters first first."""
    found = [need for gather in SUBJECTS for need in gather(act)]
    return sorted(found, key=lambda need: (need.on, need.kind, need.person.name, need.title))
