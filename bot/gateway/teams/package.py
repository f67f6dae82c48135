"""The app package that the administrator uploads: manifest and icons, from the settings. Sends nothing anywhere."""

import io
import json
import zipfile
from typing import Any
from urllib.parse import urlsplit

from bot.gateway.settings import Settings
from bot.gateway.teams.icons import draw_colour, draw_outline
from bot.gateway.teams.settings import id_problems

# Not the newest: a council's tenant may lag behind.
MANIFEST_VERSION = "1.24"
SCHEMA = f"https://developer.microsoft.com/json-schemas/teams/v{MANIFEST_VERSION}/MicrosoftTeams.schema.json"
# Each line is sent as it is when somebody chooses it, so each is something that can be said.
COMMANDS = (
    ("What can you do?", "See what you can ask me"),
    ("What training must I do?", "The courses that everyone must do"),
    ("What is a PDR?", "Your yearly talk, and what it is for"),
    ("Settings", "Choose what I tell you here unasked"),
    ("Start again", "Leave what you are doing and begin afresh"),
    ("Talk to a person", "Who can help you when I can't"),
)
SHORT = "Ask about working for the council: training, PDRs, leave, wellbeing and more."
FULL = (
    "The Staff Assistant answers questions about working for the council from articles that council teams keep up to "
    "date, and shows where each answer comes from. It works in one-to-one chat only, so that nobody else reads what "
    "you ask. It is automated, it does not keep your messages, and it is not for emergencies: call 999 if life is in "
    "danger."
)
# A zip holds times; always the same ones, so that the same settings give the same file.
MADE_AT = (2026, 1, 1, 0, 0, 0)


def package_problems(settings: Settings) -> list[str]:
    """Return one sentence for everything that the package still needs."""
    problems = id_problems(settings, ("teams_app_id", "teams_package_id"))
    for name in ("gateway_url", "teams_website"):
        if urlsplit(getattr(settings, name)).scheme != "https":
            problems.append(f"{name.upper()} must be an https address that people can open.")
    return problems


def make_manifest(settings: Settings) -> dict[str, Any]:
    """Return the manifest: a bot for one-to-one chat that asks for no permission at all."""
    url = settings.gateway_url
    commands = [{"title": title, "description": description} for title, description in COMMANDS]
    return {
        "$schema": SCHEMA,
        "manifestVersion": MANIFEST_VERSION,
        "version": settings.teams_package_version,
        "id": settings.teams_package_id,
        "developer": {
            "name": settings.teams_developer,
            "websiteUrl": settings.teams_website,
            "privacyUrl": f"{url}/privacy",
            "termsOfUseUrl": f"{url}/terms",
        },
        "name": {"short": "Staff Assistant", "full": f"Staff Assistant of {settings.teams_developer}"},
        "description": {"short": SHORT, "full": FULL},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#0B4F5C",
        "bots": [
            {
                "botId": settings.teams_app_id,
                "scopes": ["personal"],
                "supportsFiles": False,
                "isNotificationOnly": False,
                "commandLists": [{"scopes": ["personal"], "commands": commands}],
            }
        ],
        "validDomains": [urlsplit(url).hostname],
    }


def make_package(settings: Settings) -> bytes:
    """Return the zip."""
    files = {
        "manifest.json": json.dumps(make_manifest(settings), indent=2).encode(),
        "color.png": draw_colour(),
        "outline.png": draw_outline(),
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, one in files.items():
            package.writestr(zipfile.ZipInfo(name, MADE_AT), one)
    return content.getvalue()
