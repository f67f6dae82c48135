"""Pins requirements/*.in with hashes into requirements/*.txt: files that name no host and no path."""

import sys

from tools.commands import run_logged
from tools.errors import explained
from tools.paths import log_file
from tools.progress import Step
from tools.uv import bring_uv, index_settings

NAMES = ("uv", "main", "rasa", "node")
OPTIONS = ("--generate-hashes", "--python-version=3.11", "--upgrade", "--quiet")
NAMELESS = ("--no-emit-index-url", "--no-header")


@explained
def main() -> int:
    """Pin the locks named on the command line, or all of them."""
    uv = bring_uv()
    for name in sys.argv[1:] or NAMES:
        title = f"Pinning requirements/{name}.txt"
        with Step(title):
            files = [f"requirements/{name}.in", "-o", f"requirements/{name}.txt"]
            command = [str(uv), "pip", "compile", *OPTIONS, *NAMELESS, *files]
            run_logged(command, title=title, log=log_file("lock"), environment=index_settings())
    return 0


if __name__ == "__main__":
    sys.exit(main())
