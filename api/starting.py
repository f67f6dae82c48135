"""How the API and its console start: on a port of their own, or with one sentence that says why not."""

import socket
import sys
from collections.abc import Callable

import structlog
import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError


class StartError(Exception):
    """A part cannot start; the text says what to do."""


def serve(app: FastAPI, host: str, port: int, setting: str) -> None:
    """Serve until stopped. `setting`: what names the port. Raises StartError when the port is taken."""
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=5)
    )
    with _listen(host, port, setting) as listener:
        structlog.get_logger().info("listening", port=port)
        server.run(sockets=[listener])


def start(name: str, work: Callable[[], int]) -> int:
    """Do the work and return its exit status, or 2 when the settings or what they name cannot be used."""
    try:
        return work()
    except ValidationError as error:
        reason = "; ".join(_sentence(problem["loc"], problem["msg"]) for problem in error.errors())
    except StartError as error:
        reason = str(error)
    sys.stderr.write(f"The {name} did not start. {reason}\n")
    return 2


def _listen(host: str, port: int, setting: str) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise StartError(
            f"It cannot listen on {host}:{port} ({error.strerror}): stop what uses the port, or set {setting}."
        ) from error
    return listener


def _sentence(place: tuple[int | str, ...], message: str) -> str:
    setting = f"{str(place[0]).upper()}: " if place else ""
    return setting + message.removeprefix("Value error, ")
