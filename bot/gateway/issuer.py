"""A small issuer of tokens in the form of Entra ID v2.0, for development only: it trusts who reaches it."""

import base64
import hashlib
import hmac
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from bot.gateway.keys import KeysError, key_files
from bot.gateway.settings import DEVELOPMENT_TENANT, Settings
from contracts.app_roles import GRANTED

GATEWAY_AUDIENCE = "api://staff-assistant-gateway"
API_AUDIENCE = "api://staff-assistant-api"
GATEWAY_CLIENT = "staff-assistant-gateway"
WEB_CLIENT = "staff-assistant-web"
SCOPE = "access_as_user"
PERSON_SECONDS = 8 * 3600
APP_SECONDS = 3600


class IssuerRefusedError(Exception):
    """The issuer does not serve here, or not this client. Its text is an OAuth error code."""


@dataclass(frozen=True, slots=True)
class LocalIssuer:
    """Signs tokens with the development key."""

    base_url: str
    key: RSAPrivateKey
    client_secret: str

    @classmethod
    def load(cls, settings: Settings) -> "LocalIssuer":
        """Read the keys. Raises IssuerRefusedError outside development, KeysError without keys."""
        if not settings.local_identity:
            raise IssuerRefusedError("development only")
        key = _read_key(key_files(settings)[2])
        secret = settings.client_secret_file.read_text(encoding="ascii").strip()
        return cls(f"{settings.gateway_url}/issuer/{DEVELOPMENT_TENANT}", key, secret)

    @property
    def name(self) -> str:
        """The `iss` claim."""
        return f"{self.base_url}/v2.0"

    def configuration(self) -> dict[str, Any]:
        """Return the OpenID configuration document."""
        return {
            "issuer": self.name,
            "authorization_endpoint": f"{self.base_url}/oauth2/v2.0/authorize",
            "token_endpoint": f"{self.base_url}/oauth2/v2.0/token",
            "jwks_uri": f"{self.base_url}/discovery/v2.0/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "response_types_supported": ["code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def key_set(self) -> dict[str, Any]:
        """Return the public key as a JSON Web Key Set."""
        numbers = self.key.public_key().public_numbers()
        entry = {
            "kty": "RSA",
            "use": "sig",
            "kid": self._key_id(),
            "n": _base64(numbers.n),
            "e": _base64(numbers.e),
        }
        return {"keys": [entry]}

    def person_token(self, oid: str) -> str:
        """Return an access token for a demo person, as the web chat would get it from Entra."""
        return self._sign(
            {"aud": GATEWAY_AUDIENCE, "oid": oid, "sub": oid, "azp": WEB_CLIENT, "scp": SCOPE}, PERSON_SECONDS
        )

    def id_token(self, oid: str, client: str, nonce: str, seconds: int) -> str:
        """Return an ID token: who signed in, for the application that asked."""
        return self._sign({"aud": client, "oid": oid, "sub": oid, "nonce": nonce}, seconds)

    def app_token(self, form: dict[str, str]) -> str:
        """Return an app token for a client-credentials request. Raises IssuerRefusedError."""
        if form.get("grant_type") != "client_credentials":
            raise IssuerRefusedError("unsupported_grant_type")
        client = form.get("client_id", "")
        known = hmac.compare_digest(form.get("client_secret", "").encode(), self.client_secret.encode())
        if not known or client not in GRANTED:
            raise IssuerRefusedError("invalid_client")
        if form.get("scope") != f"{API_AUDIENCE}/.default":
            raise IssuerRefusedError("invalid_scope")
        oid = str(uuid.uuid5(uuid.NAMESPACE_URL, client))
        roles = [role.value for role in GRANTED[client]]
        claims = {"aud": API_AUDIENCE, "oid": oid, "sub": oid, "azp": client, "idtyp": "app", "roles": roles}
        return self._sign(claims, APP_SECONDS)

    def _sign(self, claims: dict[str, Any], seconds: int) -> str:
        now = int(time.time())
        times = {"iat": now, "nbf": now, "exp": now + seconds}
        standing = {"iss": self.name, "tid": DEVELOPMENT_TENANT, "ver": "2.0", "uti": uuid.uuid4().hex}
        return jwt.encode({**standing, **times, **claims}, self.key, algorithm="RS256", headers={"kid": self._key_id()})

    def _key_id(self) -> str:
        numbers = self.key.public_key().public_numbers()
        return hashlib.sha256(f"{numbers.e}:{numbers.n}".encode()).hexdigest()[:24]


def _base64(number: int) -> str:
    content = number.to_bytes((number.bit_length() + 7) // 8)
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _read_key(path: Path) -> RSAPrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError) as error:
        raise KeysError(f"{path} is missing or no private key; `make run` makes one for development.") from error
    if not isinstance(key, RSAPrivateKey):
        raise KeysError(f"{path} must be an RSA key.")
    return key
