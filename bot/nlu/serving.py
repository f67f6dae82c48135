"""Starts Rasa's server on this machine only, with a model that was checked and logs that hold no message text."""

import hashlib
import json
import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

from bot.nlu.settings import Settings
from contracts.private_logging import log_places_only


def serve() -> int:
    """Serve the trained model until the process is stopped; return the exit code when it cannot start."""
    settings = Settings.from_environment()
    problem = _model_problem(settings)
    if problem:
        sys.stderr.write(f"error: {problem}\n")
        return 1
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints

    from bot.nlu.action_results import check_results_with_one_validator

    _keep_texts_out_of_logs()
    check_results_with_one_validator()
    serve_application(
        model_path=str(settings.model_file),
        interface=settings.host,
        port=settings.port,
        credentials="credentials.yml",
        enable_api=False,
        endpoints=AvailableEndpoints.read_endpoints("endpoints.yml"),
    )
    return 0


def _keep_texts_out_of_logs() -> None:
    """Rasa logs in two ways, and both quote messages: by structlog, which is silenced, and by the standard library."""
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL), processors=[_event_only])
    log_places_only("bot.nlu")


def _event_only(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    """Of what remains, write the kind of event and nothing that it carries."""
    name = str(event.get("event", ""))
    return name if re.fullmatch(r"[a-z_.]+", name) else "event"


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
