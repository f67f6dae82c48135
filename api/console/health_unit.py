"""The routers of the Health Unit's pages that are about no single case: calendar, figures, audit trail."""

from api.console.audit import checking, trail
from api.console.clinic import adding, calendar
from api.console.statistics import showing

ROUTERS = (calendar.router, adding.router, showing.router, trail.router, checking.router)
