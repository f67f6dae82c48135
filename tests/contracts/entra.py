"""A throw-away Entra: really signs tokens, and serves its public keys as Entra does."""

import json
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from contracts.entra_tokens import Issuer

TENANT = "11111111-2222-4333-8444-555555555555"
ISSUER = Issuer.entra(TENANT)
AUDIENCE = "api://staff-assistant-api"
NOW = 1_800_000_000.0


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: float = NOW

    def __call__(self) -> float:
        return self.now


@dataclass
class Entra:
    """One tenant's issuer. `fetches` counts how often its keys were asked for."""

    issuer: str
    tenant: str = TENANT
    keys: dict[str, rsa.RSAPrivateKey] = field(default_factory=dict)
    fetches: int = 0
    is_down: bool = False

    def add_key(self, key_id: str, bits: int = 2048) -> None:
        self.keys[key_id] = rsa.generate_private_key(public_exponent=65537, key_size=bits)

    def document(self) -> dict[str, Any]:
        self.fetches += 1
        if self.is_down:
            raise OSError
        entries = [
            {**json.loads(RSAAlgorithm.to_jwk(key.public_key())), "kid": key_id, "use": "sig"}
            for key_id, key in self.keys.items()
        ]
        return {"keys": entries}

    def claims(self, now: float = NOW, **changes: Any) -> dict[str, Any]:
        claims = {
            "ver": "2.0",
            "iss": self.issuer,
            "aud": AUDIENCE,
            "tid": self.tenant,
            "oid": "99999999-0000-4000-8000-000000000001",
            "sub": "99999999-0000-4000-8000-000000000001",
            "azp": "staff-assistant-actions",
            "idtyp": "app",
            "roles": ["People.Read", "Questions.Write"],
            "iat": int(now),
            "nbf": int(now),
            "exp": int(now) + 3600,
        } | changes
        return {name: value for name, value in claims.items() if value is not None}

    def sign(self, key_id: str, claims: dict[str, Any], **headers: Any) -> str:
        return jwt.encode(claims, self.keys[key_id], algorithm="RS256", headers={"kid": key_id, **headers})
