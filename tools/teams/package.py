"""Builds the Teams app package and checks its manifest against Microsoft's own schema, offline."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from jsonschema.validators import validator_for

from tools.errors import ToolError, explained
from tools.paths import MAIN, ROOT, python_of
from tools.teams.packages import bring_packages

BUILD = ("-m", "bot.gateway.teams", "package")


@explained
def main() -> int:
    """Build the package and say where it lies. Raises a ToolError when the schema says no."""
    built = subprocess.run([python_of(MAIN), *BUILD], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if built.returncode:
        return built.returncode
    path = ROOT / built.stdout.strip()
    with zipfile.ZipFile(path) as package:
        faults = find_faults(json.loads(package.read("manifest.json")))
    if faults:
        path.unlink()
        raise ToolError(f"The manifest is not as Microsoft's schema wants it: {'; '.join(faults)}")
    print(f"{path} is ready to be uploaded; docs/teams-setup.md says how.")
    return 0


def find_faults(manifest: dict[str, Any]) -> list[str]:
    """Return what Microsoft's schema of the manifest's own version says against it."""
    schema = json.loads(_schema_of(str(manifest["manifestVersion"])).read_text(encoding="utf-8"))
    errors = validator_for(schema)(schema).iter_errors(manifest)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]


def _schema_of(version: str) -> Path:
    schemas = bring_packages() / "@microsoft/app-manifest/build/json-schemas/teams"
    return schemas / f"v{version}" / "MicrosoftTeams.schema.json"


if __name__ == "__main__":
    sys.exit(main())
