"""Makes the console's style sheet and script in var/console/static, and brings the font of its letters."""

import hashlib
import shutil
from pathlib import Path

from tools.commands import run_logged
from tools.node import bring_node
from tools.paths import ROOT, log_file, var_directory
from tools.progress import Step

SOURCES = ROOT / "api" / "console" / "frontend"
SCRIPT = "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js"
FONTS = "node_modules/dejavu-fonts-ttf/ttf"
# Packages come exactly as the lock has them, and none of them runs a program of its own.
INSTALL = ("ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund")


def is_current() -> bool:
    """Return whether what the browser is given was made from the present files."""
    stamp = _home() / "staff-assistant.stamp"
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _fingerprint()


def make_frontend() -> None:
    """Install GOV.UK Frontend and the font, and compile the style sheet, when something changed. Raises a ToolError."""
    if is_current():
        return
    home, log, title = _home(), log_file("setup"), "Making the console's style sheet"
    node = bring_node()
    with Step(title):
        home.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(SOURCES / name, home / name)
        run_logged([*node.npm, *INSTALL, "--prefix", home], title=title, log=log)
        static = home / "static"
        static.mkdir(exist_ok=True)
        sass: list[str | Path] = [
            *node.node,
            home / "node_modules/sass/sass.js",
            "--style=compressed",
            "--no-source-map",
        ]
        paths: list[str | Path] = [
            f"--load-path={home / 'node_modules'}",
            SOURCES / "console.scss",
            static / "console.css",
        ]
        run_logged([*sass, *paths], title=title, log=log)
        for file in (SOURCES / "console.js", SOURCES / "logo.svg", home / SCRIPT):
            shutil.copy(file, static / file.name)
        fonts = home / "fonts"
        fonts.mkdir(exist_ok=True)
        for style in ("", "-Bold"):
            shutil.copy(home / FONTS / f"DejaVuSansCondensed{style}.ttf", fonts)
        (home / "staff-assistant.stamp").write_text(_fingerprint(), encoding="utf-8")


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in SOURCES.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(SOURCES)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _home() -> Path:
    return var_directory() / "console"
