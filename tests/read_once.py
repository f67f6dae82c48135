"""Keeps what was read of files that stay as they are: to read them anew takes longer than many a test."""

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from contracts import articles, yaml_files

# For a process that is given no other setting of this machine: where compiled Python is kept.
COMPILED = {name: value for name, value in os.environ.items() if name == "PYTHONPYCACHEPREFIX"}


def remembered(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    """Return a parser that parses each text once, and gives whoever asks a copy."""

    @cache
    def parsed(text: str) -> bytes:
        return pickle.dumps(parse(text))

    return lambda text: pickle.loads(parsed(text))  # noqa: S301 our own


@contextmanager
def read_once() -> Iterator[pytest.MonkeyPatch]:
    """Parse each YAML text, and check each private key, once; yield what more can be kept with."""
    with pytest.MonkeyPatch.context() as patch:
        parse = remembered(yaml_files.parse_yaml)
        for module in (yaml_files, articles):
            patch.setattr(module, "parse_yaml", parse)
        patch.setattr(serialization, "load_pem_private_key", cache(serialization.load_pem_private_key))
        yield patch
