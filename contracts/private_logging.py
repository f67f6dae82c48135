"""Logs that say where something happened and of what kind, never what was said.

Rasa and its SDK log message texts when something fails, and an exception's text may quote one. So of other people's
code only the place and the kind of the error are written; our own lines are written as they are.
"""

import logging
import sys


class PlacesOnly(logging.Formatter):
    """Formats a record without its message, unless its logger is ours."""

    def __init__(self, own: str) -> None:
        """Keep what is handed in."""
        super().__init__()
        self._own = own

    def format(self, record: logging.LogRecord) -> str:
        """Return one line: time, level, place, our own message, and the kind of error if there is one."""
        place = f"{record.name}:{record.funcName}:{record.lineno}"
        parts = [self.formatTime(record), record.levelname, place]
        if record.name.split(".")[: len(self._own.split("."))] == self._own.split("."):
            parts.append(record.getMessage())
        if record.exc_info and record.exc_info[0]:
            parts.append(f"error={record.exc_info[0].__name__}")
        return " ".join(parts)


def log_places_only(own: str) -> None:
    """Make every logger of the process write through that formatter; `own` names the package whose lines are ours."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlacesOnly(own))
    logging.basicConfig(handlers=[handler], level=logging.ERROR, force=True)
    logging.getLogger(own).setLevel(logging.INFO)
    for name in list(logging.Logger.manager.loggerDict):
        other = logging.getLogger(name)
        other.handlers.clear()
        other.propagate = True
    # Rasa cuts some loggers off from their handlers; Python would then write what they say as it is.
    logging.lastResort = handler
    # Rasa's warnings quote messages as well.
    logging.captureWarnings(True)
    # Also what nobody caught: its text could quote a message.
    sys.excepthook = lambda kind, _error, _trace: logging.getLogger(own).error("stopped by %s", kind.__name__)
