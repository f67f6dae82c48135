"""Command line: `python -m actions` serves the actions on this machine only."""

import sys

from contracts.articles import ArticleError
from contracts.private_logging import log_places_only

from actions.server import create_server
from actions.settings import Settings


def main() -> int:
    """Serve until stopped; return the exit code when the server cannot start."""
    settings = Settings()
    if settings.problem:
        print(f"error: {settings.problem}", file=sys.stderr)
        return 1
    try:
        server = create_server(settings)
    except (ArticleError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    log_places_only("actions")
    server.run(
        host=settings.host, port=settings.actions_port, single_process=True, access_log=False, motd=False
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
