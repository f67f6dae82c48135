"""Starts Rasa's server on this machine only, with a model that was checked and logs that hold no message text."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

from bot.nlu.checked_model import ModelError, require_trained
from bot.nlu.settings import Settings
from contracts.private_logging import log_places_only


def serve() -> int:
    """Serve the trained model until the process is stopped; return the exit code when it cannot start."""
    settings = Settings.from_environment()
    try:
        served = require_trained(settings)
    except ModelError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints

    from bot.nlu.action_results import check_results_with_one_validator
    from bot.nlu.domain_checks import compare_domain_once
    from bot.nlu.graph_order import run_graph_in_known_order
    from bot.nlu.model_swap import ModelSwap

    swap = ModelSwap(settings, served)
    keep_texts_out_of_logs()
    check_results_with_one_validator()
    compare_domain_once()
    run_graph_in_known_order()
    serve_application(
        model_path=str(settings.model_file),
        interface=settings.host,
        port=settings.port,
        credentials="credentials.yml",
        enable_api=False,
        endpoints=AvailableEndpoints.read_endpoints("endpoints.yml"),
        server_listeners=[(swap.start, "after_server_start"), (swap.stop, "before_server_stop")],
    )
    return 0


def keep_texts_out_of_logs() -> None:
    """Rasa logs in two ways, and both quote messages: by structlog, which is silenced, and by the standard library."""
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL), processors=[_event_only])
    log_places_only("bot.nlu")


def _event_only(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    """Of what remains, write the kind of event and nothing that it carries."""
    name = str(event.get("event", ""))
    return name if re.fullmatch(r"[a-z_.]+", name) else "event"
