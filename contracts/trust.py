"""Whom we trust on https: read once for a process, as it takes longer than most requests. Knows no address."""

import ssl
from functools import cache

import httpx


@cache
def trusted(*, by_environment: bool = True) -> ssl.SSLContext:
    """Return the certificates that are trusted; `by_environment`: SSL_CERT_FILE and SSL_CERT_DIR may name others."""
    return httpx.create_ssl_context(trust_env=by_environment)
