"""Where the gateway may send to: Microsoft's connectors, and in development the playground. Opens no connection."""

import re
from dataclasses import dataclass

CONNECTOR = "smba.trafficmanager.net"
CONNECTORS_BELOW = ".botframework.com"
# One way to write an address: nothing that two parsers could read differently is worth the risk.
ADDRESS = re.compile(r"https://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?P<path>(?:/[A-Za-z0-9_-]+)*)/?", re.ASCII)


class ForbiddenAddressError(Exception):
    """Nothing may be sent to this address."""


@dataclass(frozen=True, slots=True)
class ServiceAddresses:
    """The allow-list. `local` are further beginnings of addresses, each whole up to a slash; none in production."""

    local: tuple[str, ...] = ()

    def check(self, address: object) -> str:
        """Return the address without a closing slash. Raises ForbiddenAddressError."""
        if not isinstance(address, str) or len(address) > 500:
            raise ForbiddenAddressError
        if any(address == one or address.startswith(f"{one}/") for one in self.local) and ".." not in address:
            return address.rstrip("/")
        found = ADDRESS.fullmatch(address)
        if found is None:
            raise ForbiddenAddressError
        host = found["host"]
        if host != CONNECTOR and not host.endswith(CONNECTORS_BELOW):
            raise ForbiddenAddressError
        return address.rstrip("/")
