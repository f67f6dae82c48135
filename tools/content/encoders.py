"""The assistant's own sentence encoder, for comparing meanings. The one place of the tools that loads it."""

from pathlib import Path

from bot.nlu.encoder import EncoderError
from bot.nlu.known_vectors import KnownVectors
from tools.content.likeness import Encode


def load_encode(directory: Path) -> Encode | None:
    """Return what turns texts into vectors, each encoded once, or None when the encoder is not built."""
    try:
        return KnownVectors.load(directory).encode
    except EncoderError:
        return None
