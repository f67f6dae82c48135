"""One's own files: what a manager or employee sends with a referral, and takes back before it is sent."""

from api.console.files import listing, owned

ROUTERS = (listing.router, owned.router)
