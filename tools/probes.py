"""Asks a part over HTTP whether it is up. A part that does not answer is not up; nothing here raises."""

import http.client
import urllib.error
import urllib.request

TIMEOUT_SECONDS = 3.0
# Local addresses only: a proxy that is set for the internet must not be asked.
OPENER = urllib.request.ProxyHandler({})


def answers(url: str, timeout: float = TIMEOUT_SECONDS) -> bool:
    """Return whether the address answers 200."""
    try:
        with urllib.request.build_opener(OPENER).open(url, timeout=timeout) as response:
            return bool(response.status == 200)
    except (OSError, urllib.error.URLError, http.client.HTTPException):
        return False
