"""The console's command line: `python -m api.console` serves it. The database is kept up to date by the API."""

import socket
import sys

import structlog
import uvicorn
from pydantic import ValidationError

from api.app import StartError
from api.console.app import create_console
from api.console.settings import ConsoleSettings
from api.logging import configure_logging


def main() -> int:
    """Serve until stopped, and return the exit status; what is wrong is said in one sentence."""
    try:
        settings = ConsoleSettings()
        configure_logging()
        return _serve(settings)
    except ValidationError as error:
        return _refuse("; ".join(_sentence(problem["loc"], problem["msg"]) for problem in error.errors()))
    except StartError as error:
        return _refuse(str(error))


def _serve(settings: ConsoleSettings) -> int:
    app = create_console(settings)
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=5)
    )
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.console_port))
        except OSError as error:
            raise StartError(
                f"It cannot listen on {settings.host}:{settings.console_port} ({error.strerror}): "
                "stop what uses the port, or set CONSOLE_PORT."
            ) from error
        structlog.get_logger().info("listening", port=settings.console_port)
        server.run(sockets=[listener])
    return 0


def _sentence(place: tuple[int | str, ...], message: str) -> str:
    setting = f"{str(place[0]).upper()}: " if place else ""
    return setting + message.removeprefix("Value error, ")


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"The console did not start. {sentence}\n")
    return 2


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except KeyboardInterrupt:
        raise SystemExit(0) from None
