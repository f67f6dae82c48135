"""Runs the whole assistant until Ctrl-C, or until a part dies. Trains and installs nothing."""

import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from tools.commands import run_logged
from tools.errors import explained
from tools.parts import Part, assistant, current_settings
from tools.paths import MAIN, log_file, python_of, var_directory
from tools.ports import require_free_ports
from tools.supervisor import Supervisor

# SIGINT too: a shell that starts this in the background has it ignored.
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@explained
def main() -> int:
    """Start everything, watch it, stop everything."""
    parts = assistant(var_directory(), current_settings())
    require_free_ports(parts)
    make_keys()
    return run_until_stopped(parts, log_file("gateway").parent)


def run_until_stopped(parts: Sequence[Part], logs: Path) -> int:
    """Run the parts until Ctrl-C, SIGTERM or SIGHUP. Raises PartDiedError when one ends by itself."""
    for name in STOPPING:
        signal.signal(name, _interrupt)
    supervisor = Supervisor(parts, logs)
    try:
        supervisor.start()
        supervisor.wait_until_ready()
        supervisor.watch()
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
    finally:
        for name in STOPPING:
            signal.signal(name, signal.SIG_IGN)
        supervisor.stop()
    print("Stopped.", flush=True)
    return 0


def make_keys(settings: dict[str, str] | None = None) -> None:
    """Make the signing keys that are missing, in development; the gateway knows how."""
    command = [python_of(MAIN), "-m", "bot.gateway.keys"]
    run_logged(command, title="Making keys", log=log_file("keys"), environment=settings)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
