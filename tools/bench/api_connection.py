"""Sends prepared requests over one connection, with so little effort that the client is not what is measured."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Connection:
    """One connection that stays open, as a client keeps it."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def open(cls, address: str) -> "Connection":
        """Connect to `http://host:port`. Raises OSError."""
        place = urlsplit(address)
        return cls(*await asyncio.open_connection(place.hostname, place.port))

    async def send(self, request: bytes) -> Answer:
        """Send a request and return the whole answer. Raises OSError or EOFError."""
        self.writer.write(request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        status, *lines = head.split(b"\r\n")
        lengths = [line.split(b":")[1] for line in lines if line.lower().startswith(b"content-length:")]
        return Answer(int(status.split(b" ")[1]), await self.reader.readexactly(int(lengths[0])))

    def close(self) -> None:
        """Hang up."""
        self.writer.close()


def write_request(method: str, address: str, path: str, headers: dict[str, str], body: bytes) -> bytes:
    """Return a request with JSON as it goes over the line."""
    fields = {"Host": urlsplit(address).netloc, "Content-Type": "application/json", "Content-Length": str(len(body))}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in (fields | headers).items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body
