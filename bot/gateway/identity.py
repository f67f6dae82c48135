"""Turns a bearer token into a person: one check, for Entra's tokens and the local issuer's. Knows no name."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from fastapi import Request

from bot.gateway.errors import NotSignedInError
from bot.gateway.issuer import GATEWAY_AUDIENCE, SCOPE, LocalIssuer
from bot.gateway.settings import DEVELOPMENT_TENANT, Settings
from contracts.entra_keys import KeySet, KeysUnavailableError, fetch_keys
from contracts.entra_tokens import InvalidTokenError, Issuer, TokenValidator


@dataclass(frozen=True, slots=True)
class Person:
    """A person of a tenant; nothing here but ids."""

    tenant: str
    oid: str


class Identity:
    """Validates tokens in one thread: a fetch of keys blocks, and whoever came first is served first."""

    def __init__(self, validator: TokenValidator) -> None:
        """Use this validator."""
        self._validator = validator
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="identity")

    async def identify(self, request: Request) -> Person:
        """Return who sent the request. Raises NotSignedInError."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise NotSignedInError
        work = partial(self._validator.validate, token.strip())
        try:
            access = await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except (InvalidTokenError, KeysUnavailableError) as error:
            raise NotSignedInError from error
        if access.is_app or SCOPE not in access.scopes:
            raise NotSignedInError
        return Person(access.tenant, access.object_id)

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def make_validator(settings: Settings, issuer: LocalIssuer | None) -> TokenValidator:
    """Return the validator of people's tokens: of the local issuer if there is one, else of Entra."""
    if issuer is not None:
        local = Issuer.local(settings.gateway_url, DEVELOPMENT_TENANT)
        return TokenValidator(local, GATEWAY_AUDIENCE, KeySet(issuer.key_set))
    entra = Issuer.entra(settings.entra_tenant_id)
    return TokenValidator(entra, settings.entra_gateway_app_id, KeySet(partial(fetch_keys, entra.keys_url)))
