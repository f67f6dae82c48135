"""The assistant's own sentence encoder, for comparing meanings. The one place of the tools that loads it."""

from functools import partial
from pathlib import Path

from bot.nlu.encoder import Encoder, EncoderError
from tools.content.likeness import Encode


def load_encode(directory: Path) -> Encode | None:
    """Return what turns texts into vectors, or None when the encoder is not built."""
    try:
        encoder = Encoder.load(directory)
    except EncoderError:
        return None
    # One at a time, as in production: in a batch the neighbours change the last digits of a vector.
    return partial(encoder.encode, batch=1)
