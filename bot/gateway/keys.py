"""Makes the keys that development needs, once, readable by their owner only: `python -m bot.gateway.keys`.

In production keys come from the council's key store; this refuses to run there.
"""

import os
import secrets
import sys
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.gateway.settings import Settings


class KeysError(Exception):
    """The keys cannot be made or read; the text says what to do."""


def make_development_keys(settings: Settings) -> list[Path]:
    """Make what is missing and return its paths. Raises KeysError outside development."""
    if not settings.development:
        raise KeysError("Development keys are not made in production: set GATEWAY_SIGNING_KEY_FILE.")
    signing, public, issuer = key_files(settings)
    made: list[Path] = []
    if not (signing.exists() and public.exists()):
        key = Ed25519PrivateKey.generate()
        if signing.exists():
            key = _read_signing_key(signing)
        else:
            made.append(_write(signing, _private_pem(key)))
        made.append(_write(public, _public_pem(key)))
    if not issuer.exists():
        made.append(_write(issuer, _private_pem(rsa.generate_private_key(public_exponent=65537, key_size=2048))))
    if not settings.client_secret_file.exists():
        made.append(_write(settings.client_secret_file, secrets.token_urlsafe(32).encode()))
    return made


def key_files(settings: Settings) -> tuple[Path, Path, Path]:
    """Return the paths of the signing key, its public half and the local issuer's key."""
    keys = settings.var_dir / "keys"
    return (
        settings.gateway_signing_key_file or keys / "gateway.pem",
        settings.gateway_public_key_file or keys / "gateway.pub.pem",
        settings.issuer_key_file or keys / "issuer.pem",
    )


def read_signing_key(settings: Settings) -> str:
    """Return the gateway's private key as PEM. Raises KeysError when it is missing or of another kind."""
    path = key_files(settings)[0]
    _read_signing_key(path)
    return path.read_text(encoding="ascii")


def _read_signing_key(path: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError) as error:
        raise KeysError(f"{path} is missing or no private key; `make run` makes one for development.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeysError(f"{path} must be an Ed25519 key.")
    return key


def _private_pem(key: Ed25519PrivateKey | rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _public_pem(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Written beside and moved, so that nobody ever reads half a key.
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    beside.replace(path)
    return path


def main() -> int:
    """Make the missing keys and say which."""
    try:
        made = make_development_keys(Settings())
    except (KeysError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("".join(f"made {path}\n" for path in made) or "keys are there\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
