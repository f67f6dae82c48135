"""Pages of the Health Unit for referrals: the inbox, the case with its steps, and letters."""

from api.console.cases import case, inbox

ROUTERS = (inbox.router, case.router)
