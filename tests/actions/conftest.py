"""An executor with articles of the tests' own, and the API's edge behind it."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from actions.server import make_executor
from actions.settings import DEVELOPMENT_API, DEVELOPMENT_CLIENT, DEVELOPMENT_TENANT
from actions.staff_api import StaffApi
from contracts.app_tokens import AppTokens
from contracts.trust import trusted
from tests.actions.articles import make_articles
from tests.actions.staff_api_edge import StaffApiEdge, serve
from tests.actions.turning import Conversation


def make_keys() -> tuple[str, str]:
    """Return a private and a public key, as PEM."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()


@pytest.fixture(scope="session")
def keys() -> tuple[str, str]:
    return make_keys()


@pytest.fixture
def edge() -> Iterator[StaffApiEdge]:
    with serve(StaffApiEdge()) as edge:
        yield edge


@pytest.fixture
async def conversation(edge: StaffApiEdge, keys: tuple[str, str]) -> AsyncIterator[Conversation]:
    private, public = keys
    tokens = AppTokens.local(edge.url, DEVELOPMENT_TENANT, DEVELOPMENT_CLIENT, "made-up", DEVELOPMENT_API)
    async with httpx.AsyncClient(verify=trusted(), trust_env=False) as client:
        executor = make_executor(make_articles(), StaffApi(edge.url, tokens, client), public)
        yield Conversation(executor, private)
    tokens.forget()
