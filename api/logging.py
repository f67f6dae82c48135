"""JSON logging of ids, routes, statuses and timings. Has no way to log what somebody wrote or who it was."""

import logging
import sys
from pathlib import Path

import structlog
from structlog.typing import EventDict, Processor

# What another field may carry (an address, a body, a name) is not known, so it is left out.
FIELDS = (
    "event",
    "level",
    "timestamp",
    "id",
    "method",
    "route",
    "status",
    "seconds",
    "code",
    "error",
    "place",
    "part",
    "port",
    "counts",
)


def configure_logging() -> None:
    """Send structlog and the warnings of libraries to standard error, one JSON object a line."""
    processors: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _keep_known_fields,
        structlog.processors.JSONRenderer(),
    ]
    structlog.configure(
        processors=processors,
        logger_factory=_print_to_standard_error,
        cache_logger_on_first_use=False,
    )
    handler = _LibraryHandler()
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def describe_error(error: BaseException) -> dict[str, str]:
    """Return the type of an error and where it was raised, and nothing of what it says."""
    trace, place = error.__traceback__, "unknown"
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return {"error": type(error).__name__, "place": place}


def _print_to_standard_error(*_names: object) -> structlog.PrintLogger:
    # Where standard error is now: whoever captured it when logging was configured may have closed that since.
    return structlog.PrintLogger(sys.stderr)


def _keep_known_fields(_logger: object, _method: str, event: EventDict) -> EventDict:
    return {name: event[name] for name in FIELDS if name in event}


class _LibraryHandler(logging.Handler):
    """Logs that a library warned, and where. Its text may quote a request, so it is left out."""

    def emit(self, record: logging.LogRecord) -> None:
        fields = {"part": record.name, "place": f"{record.module}:{record.lineno}"}
        if record.exc_info and record.exc_info[1]:
            fields |= describe_error(record.exc_info[1])
        structlog.get_logger().warning("library", **fields)
