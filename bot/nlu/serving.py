"""Starts Rasa's server on this machine only, with a model that was checked and logs that hold no message text."""

import hashlib
import json
import logging
import os
import sys

from contracts.private_logging import log_places_only
from bot.nlu.settings import Settings


def serve() -> int:
    """Serve the trained model until the process is stopped; return the exit code when it cannot start."""
    settings = Settings.from_environment()
    problem = _model_problem(settings)
    if problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1
    # A conversation is locked while a turn runs; the lock must outlive the turn's deadline.
    os.environ.setdefault("TICKET_LOCK_LIFETIME", str(int(settings.turn_deadline_seconds * 2) + 1))
    os.environ.setdefault("ACTIONS_URL", settings.actions_url)
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.common import configure_logging_and_warnings

    configure_logging_and_warnings(log_level=logging.ERROR, warn_only_once=True, filter_repeated_logs=True)
    log_places_only("bot.nlu")
    serve_application(
        model_path=str(settings.model_file),
        interface=settings.host,
        port=settings.port,
        credentials="credentials.yml",
        enable_api=False,
        endpoints=AvailableEndpoints.read_endpoints("endpoints.yml"),
    )
    return 0


def _model_problem(settings: Settings) -> str | None:
    """A model file is code: one that is not the file that was trained here is not loaded."""
    try:
        manifest = json.loads(settings.manifest_file.read_text())
        digest = hashlib.sha256(settings.model_file.read_bytes()).hexdigest()
    except (OSError, ValueError):
        return "There is no trained model; `make train` makes one."
    if digest != manifest.get("sha256"):
        return "The model is not the file that was trained here, so it was not loaded; `make train` makes a new one."
    return None
