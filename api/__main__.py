"""The API's command line: `python -m api` serves it, `deliver` sends what RabbitMQ hands out.

`migrate` and `purge` are for its database.
"""

import argparse
import gc
import signal
import socket
import sys
import threading

import structlog
import uvicorn
from alembic.util.exc import CommandError
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from api.app import StartError, create_app
from api.context import Context
from api.demo import seed_demo
from api.logging import configure_logging
from api.migrations import migrate
from api.models import Base
from api.notifications.delivery import deliver
from api.retention.repository import delete_due
from api.settings import Settings
from api.worker import make_broker, make_sender


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status; what is wrong is said in one sentence."""
    parser = argparse.ArgumentParser(prog="python -m api", description="The API of the staff assistant.")
    parser.add_argument("command", nargs="?", choices=["serve", "deliver", "migrate", "purge"], default="serve")
    command = parser.parse_args(arguments).command
    try:
        return _run(command, Settings())
    except ValidationError as error:
        return _refuse("; ".join(_sentence(problem["loc"], problem["msg"]) for problem in error.errors()))
    except StartError as error:
        return _refuse(str(error))
    except (SQLAlchemyError, CommandError, OSError) as error:
        return _refuse(f"The database cannot be used ({type(error).__name__}): check DATABASE_URL.")


def _run(command: str, settings: Settings) -> int:
    configure_logging()
    app = create_app(settings)
    context: Context = app.state.context
    migrate(context.database)
    if command == "purge":
        with context.database.write() as session:
            counts = delete_due(session, Base.metadata, context.today())
        structlog.get_logger().info("purged", counts=counts)
    if command == "deliver":
        _deliver(context, settings)
    if command != "serve":
        return 0
    if settings.local_identity:
        with context.database.write() as session:
            seed_demo(session, settings.demo_people_file, settings.tenant, context.today())
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=5)
    )
    # All that is there by now stays: looked through again, it would keep everybody waiting for a quarter of a second.
    gc.collect()
    gc.freeze()
    with _listen(settings) as listener:
        structlog.get_logger().info("listening", port=settings.api_port)
        server.run(sockets=[listener])
    return 0


def _deliver(context: Context, settings: Settings) -> None:
    broker = make_broker(settings)
    if broker is None:
        raise StartError("There is no RabbitMQ to take messages from: set AMQP_URL, or leave the sending to the API.")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    deliver(context, make_sender(settings), broker, stop)


def _listen(settings: Settings) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.api_port))
    except OSError as error:
        listener.close()
        raise StartError(
            f"The API cannot listen on {settings.host}:{settings.api_port} ({error.strerror}): "
            "stop what uses the port, or set API_PORT."
        ) from error
    return listener


def _sentence(place: tuple[int | str, ...], message: str) -> str:
    setting = f"{str(place[0]).upper()}: " if place else ""
    return setting + message.removeprefix("Value error, ")


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"The API did not start. {sentence}\n")
    return 2


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except KeyboardInterrupt:
        raise SystemExit(0) from None
