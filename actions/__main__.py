"""Command line: `python -m actions` serves the actions on this machine only."""

import sys

from pydantic import ValidationError

from actions.referrals.openings.learned.model import LearnedError
from actions.server import create_server
from actions.settings import Settings
from contracts.articles import ArticleError
from contracts.private_logging import log_places_only


def main() -> int:
    """Serve until stopped; return the exit code when the server cannot start."""
    try:
        settings = Settings()
        if settings.problem:
            return _refuse(settings.problem)
        server = create_server(settings)
    except ValidationError as error:
        return _refuse("; ".join(f"{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()))
    except (ArticleError, LearnedError, OSError) as error:
        return _refuse(str(error))
    log_places_only("actions")
    server.run(host=settings.host, port=settings.actions_port, single_process=True, access_log=False, motd=False)
    return 0


def _refuse(sentence: str) -> int:
    print(f"error: {sentence}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
