"""A small server that speaks clamd's INSTREAM as ClamAV documents it; the whole scanner is too big for a test run."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

# The well-known harmless test file, in two pieces so that no scanner finds this one.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class Daemon:
    """What was sent, and what is answered to a clean file. `address`: as the setting wants it."""

    address: str
    answer: bytes = b"stream: OK\0"
    most_bytes: int = 25 * 1024 * 1024
    scanned: list[bytes] = field(default_factory=list)


def make_handler(daemon: Daemon) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            if self.rfile.read(10) != b"zINSTREAM\0":
                self.wfile.write(b"UNKNOWN COMMAND\0")
                return
            data = b""
            while size := struct.unpack("!I", self.rfile.read(4))[0]:
                data += self.rfile.read(size)
                if len(data) > daemon.most_bytes:
                    self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            daemon.scanned.append(data)
            self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in data else daemon.answer)

    return Handler


@contextmanager
def running_daemon(socket_file: Path | None = None) -> Iterator[Daemon]:
    """Yield a daemon on a free port, or on a socket of the file system."""
    daemon = Daemon(f"unix://{socket_file}" if socket_file else "")
    handler = make_handler(daemon)
    if socket_file:
        server: socketserver.BaseServer = socketserver.ThreadingUnixStreamServer(str(socket_file), handler)
    else:
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
        daemon.address = f"tcp://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield daemon
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
