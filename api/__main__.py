"""The API's command line: `python -m api` serves it, `deliver` sends what RabbitMQ hands out.

`migrate` and `purge` are for its database.
"""

import argparse
import gc
import signal
import threading

import structlog
from alembic.util.exc import CommandError
from sqlalchemy.exc import SQLAlchemyError

from api.app import create_app
from api.context import Context
from api.demo import seed_demo
from api.logging import configure_logging
from api.migrations import migrate
from api.models import Base
from api.notifications.delivery import deliver
from api.retention.repository import delete_due
from api.settings import Settings
from api.starting import StartError, serve, start
from api.worker import make_broker, make_sender


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status; what is wrong is said in one sentence."""
    parser = argparse.ArgumentParser(prog="python -m api", description="The API of the staff assistant.")
    parser.add_argument("command", nargs="?", choices=["serve", "deliver", "migrate", "purge"], default="serve")
    command = parser.parse_args(arguments).command
    return start("API", lambda: _run(command, Settings()))


def _run(command: str, settings: Settings) -> int:
    try:
        return _do(command, settings)
    except (SQLAlchemyError, CommandError, OSError) as error:
        raise StartError(f"The database cannot be used ({type(error).__name__}): check DATABASE_URL.") from error


def _do(command: str, settings: Settings) -> int:
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
    # All that is there by now stays: looked through again, it would keep everybody waiting for a quarter of a second.
    gc.collect()
    gc.freeze()
    serve(app, settings.host, settings.api_port, "API_PORT")
    return 0


def _deliver(context: Context, settings: Settings) -> None:
    broker = make_broker(settings)
    if broker is None:
        raise StartError("There is no RabbitMQ to take messages from: set AMQP_URL, or leave the sending to the API.")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    deliver(context, make_sender(settings), broker, stop)


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except KeyboardInterrupt:
        raise SystemExit(0) from None
