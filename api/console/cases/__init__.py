"""Pages of the Health Unit for referrals: the inbox, the case with its steps, and letters."""

from api.console.cases import case, confirming, files, inbox, moving, offering, report, triage, visit
from api.console.cases.letters import downloads

ROUTERS = tuple(
    page.router for page in (inbox, case, files, triage, offering, moving, visit, report, confirming, downloads)
)
