"""The API's counters, for Prometheus. Counts requests and subjects, never people."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4.5)


class Metrics:
    """One registry for each application, so that two in one process do not count together."""

    registry: CollectorRegistry

    def __init__(self) -> None:
        """Begin at zero."""
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "api_requests",
            "Requests by route and status",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "api_request_seconds", "Time of a request", ["route"], buckets=BUCKETS, registry=self.registry
        )
        self._repeats = Counter("api_repeated_writes", "Writes answered from their key", registry=self.registry)
        self._questions = Counter(
            "api_unanswered_questions",
            "Unanswered questions by what was kept",
            ["kept"],
            registry=self.registry,
        )
        self._feedback = Counter("api_feedback", "Feedback by verdict", ["helpful"], registry=self.registry)

        self._notices = Gauge("api_teams_notices", "Notices in Teams by state", ["state"], registry=self.registry)
        self._outbox = Gauge("api_outbox", "Messages of the outbox by state", ["state"], registry=self.registry)

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request by its route's template, never by its address."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def count_repeat(self) -> None:
        """Count a write that had already happened."""
        self._repeats.inc()

    def count_question(self, kept: str) -> None:
        """Count an unanswered question by what was kept of it: `text` or `count`."""
        self._questions.labels(kept).inc()

    def count_feedback(self, *, helpful: bool) -> None:
        """Count a verdict."""
        self._feedback.labels("yes" if helpful else "no").inc()

    def show_outbox(self, counts: dict[str, int]) -> None:
        """Show how many messages are in each state; `dead` ones want somebody to look."""
        for state in ("pending", "sent", "dead", "no_address"):
            self._outbox.labels(state).set(counts.get(state, 0))

    def show_notices(self, counts: dict[str, int]) -> None:
        """Show how many notices are in each state; of `unknown` ones nobody knows whether they arrived."""
        for state in ("waiting", "sending", "sent", "unknown", "failed", "withdrawn"):
            self._notices.labels(state).set(counts.get(state, 0))

    def render(self) -> bytes:
        """Return the counters in Prometheus' text format."""
        return generate_latest(self.registry)
