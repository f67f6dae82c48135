"""The API's command line: `python -m api` serves it, `deliver` sends what RabbitMQ hands out.

`migrate` and `purge` are for its database.
"""

import argparse
import gc
import signal
import threading
from collections.abc import Callable

import structlog
from alembic.util.exc import CommandError
from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError

from api.acts import begin_work
from api.app import create_app
from api.context import Context
from api.demo import seed_demo
from api.erasure.keeping import keep_ledger
from api.erasure.ledger import LedgerRefusedError, read_ledger
from api.erasure.replaying import replay
from api.induction.demo import seed_inductions
from api.logging import configure_logging
from api.migrations import migrate
from api.notifications.delivery import deliver
from api.retention.service import purge
from api.settings import Settings
from api.starting import StartError, serve, start
from api.worker import make_broker, make_sender


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status; what is wrong is said in one sentence."""
    parser = argparse.ArgumentParser(prog="python -m api", description="The API of the staff assistant.")
    parser.add_argument("command", nargs="?", choices=[*COMMANDS], default="serve")
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
    try:
        migrate(context.database)
        _replay_erasures(context)
        COMMANDS[command](app, context, settings)
    finally:
        context.database.close()
    return 0


def _serve(app: FastAPI, context: Context, settings: Settings) -> None:
    if settings.local_identity:
        with context.database.write() as session:
            seed_demo(session, settings.demo_people_file, settings.tenant, context.today())
            seed_inductions(begin_work(context, session), settings.demo_people_file)
    # All that is there by now stays: looked through again, it would keep everybody waiting for a quarter of a second.
    gc.collect()
    gc.freeze()
    serve(app, settings.host, settings.api_port, "API_PORT")


def _purge(_app: FastAPI, context: Context, _settings: Settings) -> None:
    with context.database.write() as session:
        counts = purge(begin_work(context, session), context.today())
    keep_ledger(context.database, context.ledger_file)
    structlog.get_logger().info("purged", counts=counts)


def _replay_erasures(context: Context) -> None:
    """Let no older database be used that holds again what was deleted."""
    try:
        ledger = read_ledger(context.ledger_file, context.vault.audit_key)
        with context.database.write() as session:
            done = replay(begin_work(context, session), ledger)
        keep_ledger(context.database, context.ledger_file)
    except LedgerRefusedError as error:
        raise StartError(f"{error} Run `python -m api.erasure verify`, and see docs/restore.md.") from error
    if done.entries:
        structlog.get_logger().warning(
            "an older database: deleted again", entries=done.entries, rows=dict(done.deleted)
        )


def _deliver(_app: FastAPI, context: Context, settings: Settings) -> None:
    broker = make_broker(settings)
    if broker is None:
        raise StartError("There is no RabbitMQ to take messages from: set AMQP_URL, or leave the sending to the API.")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    deliver(context, make_sender(settings), broker, stop)


# Each brings the database up to date first; `migrate` does nothing else.
COMMANDS: dict[str, Callable[[FastAPI, Context, Settings], None]] = {
    "serve": _serve,
    "deliver": _deliver,
    "migrate": lambda *_: None,
    "purge": _purge,
}


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except KeyboardInterrupt:
        raise SystemExit(0) from None
