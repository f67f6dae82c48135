"""The gateway's counters, for Prometheus. Counts turns, never people."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from contracts.outcomes import Outcome

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 4.5, 5)


class Metrics:
    """One registry for each application, so that two in one process do not count together."""

    def __init__(self) -> None:
        """Begin at zero, with every outcome shown."""
        self._registry = CollectorRegistry()
        self._turns = Counter("turns", "Turns by outcome", ["outcome"], registry=self._registry)
        self._failures = Counter("failures", "Failed turns by cause", ["cause"], registry=self._registry)
        self._offers = Counter("urgent_help_offers", "Gentle offers of help", registry=self._registry)
        self._teams = Counter("teams", "What happened at the Teams channel", ["event"], registry=self._registry)
        self._private = Counter("private", "Messages to private questions", ["event"], registry=self._registry)
        self._seconds = Histogram("turn_seconds", "Time of a turn", buckets=BUCKETS, registry=self._registry)
        for outcome in Outcome:
            self._turns.labels(outcome.value)

    def count_turn(self, outcome: Outcome, seconds: float) -> None:
        """Count a finished turn; each is counted once."""
        self._turns.labels(outcome.value).inc()
        self._seconds.observe(seconds)

    def count_failure(self, cause: str) -> None:
        """Count why a turn could not be answered."""
        self._failures.labels(cause).inc()

    def count_offer(self) -> None:
        """Count a gentle offer of urgent help."""
        self._offers.inc()

    def count_teams(self, event: str) -> None:
        """Count something that happened at the Teams channel; the word is one of ours, never what was sent."""
        self._teams.labels(event).inc()

    def count_private(self, event: str) -> None:
        """Count what became of a message to a private question; the word is one of ours, never what was typed."""
        self._private.labels(event).inc()

    def render(self) -> bytes:
        """Return the counters in Prometheus' text format."""
        return generate_latest(self._registry)
