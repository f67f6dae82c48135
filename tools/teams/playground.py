"""Starts the assistant with Microsoft's Agents Playground before it, in which a demo person uses it as in Teams."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tools.errors import ToolError, explained
from tools.node import bring_node
from tools.parts import HOST, Part, assistant, current_settings
from tools.paths import ROOT, log_file, var_directory
from tools.ports import require_free_ports
from tools.run import make_keys, run_until_stopped
from tools.teams.packages import bring_packages

PORT = 56150
PERSON = "demo-employee"
# With more or fewer other people the playground ends without a word.
OTHERS = 5
# The gateway's tenant of demo people (bot/gateway/settings.py); it lets in nobody else.
TENANT = "00000000-0000-4000-8000-00000000da7a"


@explained
def main() -> int:
    """Start everything; PERSON names who sits at the playground, PLAYGROUND_PORT where it listens."""
    given = current_settings()
    port = int(given.get("PLAYGROUND_PORT") or PORT)
    settings = {**given, "TEAMS_PLAYGROUND": f"http://{HOST}:{port}"}
    var = var_directory()
    parts = assistant(var, settings)
    parts.append(playground(var, port, parts[0].url, given.get("PERSON") or PERSON))
    require_free_ports(parts)
    make_keys()
    print(f"In the place of Teams stands http://{HOST}:{port}, once the playground is up.", flush=True)
    return run_until_stopped(parts, log_file("gateway").parent)


def playground(var: Path, port: int, gateway_url: str, person: str) -> Part:
    """Return the playground as a part of the assistant; what it records lies in VAR_DIR/teams. Raises a ToolError."""
    home = var / "teams"
    home.mkdir(exist_ok=True)
    configuration = home / "playground.yml"
    configuration.write_text(yaml.safe_dump(describe_people(person), sort_keys=False), encoding="utf-8")
    script = bring_packages() / "@microsoft/m365agentsplayground/cli.js"
    command = (
        *bring_node().node,
        str(script),
        *("start", "--channel-id", "msteams", "--port", str(port)),
        *("--app-endpoint", f"{gateway_url}/api/messages"),
        *("--service-url", f"http://{HOST}:{port}/_connector"),
        *("--enable-events-recording", "--disable-telemetry"),
    )
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(home),
        "TEAMSAPPTESTER_BROWSER": "none",
        "SEND_INSTALLATION_ACTIVITY": "true",
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(configuration),
        "M365_AGENTS_PLAYGROUND_RECORDING_FILE": str(home / "playground.log"),
        # Else it writes into the directory that it was started in.
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(home / "playground-app.log"),
    }
    return Part("playground", command, port, "/", environment, faces_people=True)


def describe_people(person: str) -> dict[str, Any]:
    """Return the playground's own configuration: the demo people, one of whom sits before it. Raises a ToolError."""
    entries: list[Mapping[str, Any]] = yaml.safe_load((ROOT / "demo/people.yml").read_text(encoding="utf-8"))
    people = {str(entry["id"]): _describe(entry) for entry in entries}
    if person not in people:
        raise ToolError(f"There is no demo person {person}: choose PERSON from {', '.join(people)}.")
    me = people.pop(person)
    channel = {"id": "channel-announcements", "name": "Announcements"}
    return {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": {"id": "staff-assistant", "name": "Staff Assistant"},
        "currentUser": me,
        "users": list(people.values())[:OTHERS],
        "personalChat": {"id": f"personal-{person}"},
        "groupChat": {"id": "group-chat", "name": "Planning"},
        "team": {"id": "team", "name": "Planning", "aadGroupId": TENANT, "channels": [channel]},
    }


def _describe(entry: Mapping[str, Any]) -> dict[str, str]:
    first, _, last = str(entry["name"]).partition(" ")
    return {
        "id": f"29:{entry['id']}",
        "name": str(entry["name"]),
        "userPrincipleName": str(entry["email"]),
        "aadObjectId": str(entry["oid"]),
        "givenName": first,
        "surname": last,
        "email": str(entry["email"]),
    }


if __name__ == "__main__":
    sys.exit(main())
