"""The console's command line: `python -m api.console` serves it. The database is kept up to date by the API."""

from api.console.app import create_console
from api.console.settings import ConsoleSettings
from api.logging import configure_logging
from api.starting import serve, start


def main() -> int:
    """Serve until stopped, and return the exit status; what is wrong is said in one sentence."""
    return start("console", _serve)


def _serve() -> int:
    settings = ConsoleSettings()
    configure_logging()
    serve(create_console(settings), settings.host, settings.console_port, "CONSOLE_PORT")
    return 0


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except KeyboardInterrupt:
        raise SystemExit(0) from None
