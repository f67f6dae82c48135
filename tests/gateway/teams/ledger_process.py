"""A gateway as a process of its own, to be killed. Its one argument is its settings as JSON."""

import json
import sys
from pathlib import Path

import uvicorn

from bot.gateway.app import create_app
from bot.gateway.teams.mounting import Microsoft
from bot.gateway.teams.tokens import ConnectorIssuer
from tests.gateway.teams.conftest import teams_settings
from tests.gateway.teams.microsoft import ISSUER


def main() -> None:
    """Serve until killed."""
    given = json.loads(sys.argv[1])
    edge, port, var = given.pop("edge"), given.pop("port"), Path(given.pop("var"))
    place = Microsoft(ConnectorIssuer(ISSUER, f"{edge}/keys"), edge, (f"{edge}/emea",))
    uvicorn.run(create_app(teams_settings(var, **given), place), port=port, log_config=None, access_log=False)


if __name__ == "__main__":
    main()
