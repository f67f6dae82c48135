"""Short references that people can read out. Knows nothing of what they stand for."""

import hashlib

# Without letters and digits that look or sound alike.
ALPHABET = "23456789ABCDEFGHJKMNPQRTVWXYZ"
LENGTH = 8


def make_reference(row_id: str, prefix: str = "TR") -> str:
    """Return the reference of a booking or an application: the prefix and eight letters or digits."""
    number = int.from_bytes(hashlib.sha256(row_id.encode()).digest()[:8])
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return f"{prefix}-{''.join(letters)}"
