"""Asks a ClamAV daemon whether a file is clean, by its INSTREAM command. Knows no database."""

import socket
import struct
from dataclasses import dataclass

import structlog

from api.logging import describe_error
from api.referrals.attachments.models import Scan
from api.referrals.errors import FileInfectedError, ScannerUnavailableError, UploadsOffError

TIMEOUT_SECONDS = 20
CHUNK = 64 * 1024
MOST_ANSWER = 4096
CLEAN = b"stream: OK"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Scanner:
    """Where clamd listens: `tcp://host:port` or `unix:///path`; empty: nowhere. `is_needed`: nothing passes without."""

    address: str
    is_needed: bool

    def require_open(self) -> None:
        """Let nobody send a file that cannot be taken anyway. Raises UploadsOffError."""
        if self.is_needed and not self.address:
            raise UploadsOffError

    def scan(self, data: bytes) -> Scan:
        """Return what may be said of a file. Raises FileInfectedError, ScannerUnavailableError, UploadsOffError."""
        self.require_open()
        if not self.address:
            return Scan.NOT_SCANNED
        try:
            answer = self._ask(data)
        except OSError as error:
            log.warning("virus scanner unavailable", **describe_error(error))
            raise ScannerUnavailableError from error
        if answer == CLEAN:
            return Scan.CLEAN
        if answer.endswith(b" FOUND"):
            log.warning("a file was refused by the virus scanner")
            raise FileInfectedError
        # It gave up, for instance because its own limit of size is lower than ours.
        log.warning("virus scanner failed")
        raise ScannerUnavailableError

    def _ask(self, data: bytes) -> bytes:
        with self._connect() as connection:
            connection.sendall(b"zINSTREAM\0")
            for at in range(0, len(data), CHUNK):
                chunk = data[at : at + CHUNK]
                connection.sendall(struct.pack("!I", len(chunk)) + chunk)
            connection.sendall(struct.pack("!I", 0))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < MOST_ANSWER:
                more = connection.recv(MOST_ANSWER)
                if not more:
                    break
                answer += more
        return answer.rstrip(b"\0").strip()

    def _connect(self) -> socket.socket:
        kind, _, rest = self.address.partition("://")
        if kind == "unix":
            connection = socket.socket(socket.AF_UNIX)
            connection.settimeout(TIMEOUT_SECONDS)
            try:
                connection.connect(rest)
            except OSError:
                connection.close()
                raise
            return connection
        host, _, port = rest.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=TIMEOUT_SECONDS)
