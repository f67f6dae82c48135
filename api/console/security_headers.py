"""Response headers that keep a browser to what the console's pages need. Knows no page."""

from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class SecurityHeaders:
    """Adds the headers to every response. What lies under a version never changes; a page is never kept."""

    app: ASGIApp
    only_https: bool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add headers to what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if self.only_https:
                    headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
                is_kept = scope["path"].startswith("/static/") and message["status"] == 200
                headers["Cache-Control"] = "public, max-age=31536000, immutable" if is_kept else "no-store"
            await send(message)

        await self.app(scope, receive, send_with_headers)
