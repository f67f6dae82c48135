"""A stand-in for a part of the assistant: a process that listens, and dies or refuses to as it is told.

Arguments: port, seconds until it listens, then any of `stubborn` (ignores SIGTERM), `parent` (starts a
child of its own), `die=<seconds>` (says why, then exits with 3), `degraded` (answers /health with 503).
"""

import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from os import _exit


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status = 503 if "degraded" in sys.argv and self.path == "/health" else 200
        self.send_response(status)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def die(seconds: float) -> None:
    time.sleep(seconds)
    print("Traceback (most recent call last):\nOSError: the disk is on fire\n-----", flush=True)
    _exit(3)


def main() -> None:
    port, delay, *options = sys.argv[1:]
    if "stubborn" in options:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if "parent" in options:
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", f"child-of-{port}"])
    for option in options:
        if option.startswith("die="):
            threading.Thread(target=die, args=(float(option.removeprefix("die=")),)).start()
    time.sleep(float(delay))
    HTTPServer(("127.0.0.1", int(port)), Handler).serve_forever()


if __name__ == "__main__":
    main()
