"""Response headers that keep a browser to what the pages need. Knows no page, and no framework: this is plain ASGI."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

# What a page may load from where it came from, or send there; everything else comes from nowhere.
OWN = ("script-src", "style-src", "img-src", "form-action")
NOWHERE = ("default-src", "base-uri", "frame-ancestors")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ONLY_HTTPS = "max-age=31536000; includeSubDomains"


class SecurityHeaders:
    """Adds the headers to every response; only what lies under /static/ may be kept by a cache."""

    def __init__(
        self, app: Application, *, only_https: bool, static_cache: str, also_own: tuple[str, ...] = ()
    ) -> None:
        """Stand before an application. `static_cache`: the rule for static files; `also_own`: more that pages load."""
        self._app, self._static_cache = app, static_cache
        rules = [f"{name} 'none'" for name in NOWHERE] + [f"{name} 'self'" for name in (*OWN, *also_own)]
        self._headers = HEADERS | {"Content-Security-Policy": "; ".join(rules)}
        if only_https:
            self._headers["Strict-Transport-Security"] = ONLY_HTTPS

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass the request on, and add headers to what comes back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                is_static = scope["path"].startswith("/static/") and message["status"] < 400
                own = self._headers | {"Cache-Control": self._static_cache if is_static else "no-store"}
                names = {name.lower().encode() for name in own}
                kept = [pair for pair in message.get("headers", ()) if pair[0].lower() not in names]
                added = [(name.lower().encode(), value.encode()) for name, value in own.items()]
                message["headers"] = [*kept, *added]
            await send(message)

        await self._app(scope, receive, send_with_headers)
