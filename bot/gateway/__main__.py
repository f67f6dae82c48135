"""Serves the gateway: `python -m bot.gateway`."""

import sys

import uvicorn
from pydantic import ValidationError

from bot.gateway.keys import KeysError
from bot.gateway.logs import configure_logging
from bot.gateway.settings import Settings, explain


def main() -> int:
    """Serve until told to stop. Returns 1, with one sentence, when it cannot start."""
    try:
        configure_logging()
        settings = Settings()
        # What it serves takes seconds to load, for which nobody need wait who only mistyped a setting.
        from bot.gateway.app import create_app

        app = create_app(settings)
    except (KeysError, ValueError, OSError) as error:
        sys.stderr.write(f"The gateway cannot start: {_sentence(error)}\n")
        return 1
    # No access log: an address can hold what somebody looked for. Other lines go through our formatter.
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.gateway_port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    return 0


def _sentence(error: Exception) -> str:
    return " ".join(explain(error)) if isinstance(error, ValidationError) else str(error)


if __name__ == "__main__":
    raise SystemExit(main())
