"""What `make` tells each command that it runs."""

import os
import subprocess

from tools.paths import ROOT

SHOW = "include Makefile\nshow:\n\t@env\n"


def test_compiled_python_is_kept_in_var_whatever_the_machine_says() -> None:
    told = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": "/elsewhere"}
    command = ["make", "-s", "-f", "-", "show"]
    shown = subprocess.run(command, cwd=ROOT, env=told, input=SHOW, capture_output=True, text=True, check=True).stdout
    assert f"PYTHONPYCACHEPREFIX={ROOT}/var/pycache" in shown.splitlines()
    assert "PYTHONDONTWRITEBYTECODE" not in shown
