"""Says whether the ports are free, and who holds one that is not."""

import socket
from collections.abc import Sequence

import psutil

from tools.errors import ToolError
from tools.parts import HOST, Part


def require_free_ports(parts: Sequence[Part]) -> None:
    """Raise a ToolError that names the first taken port, its holder where known, and the way out."""
    chosen: dict[int, str] = {}
    for part in parts:
        other = chosen.setdefault(part.port, part.name)
        if other != part.name:
            raise ToolError(f"{part.name} and {other} both want port {part.port}: set {part.port_setting} to another.")
        if not is_free(part.port):
            raise ToolError(
                f"Port {part.port}, which {part.name} needs, is taken{_by_whom(part.port)}: end that, "
                f"or choose another port, for example {part.port_setting}={free_port()} make run."
            )


def is_free(port: int) -> bool:
    """Return whether a server could listen on this port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Return a port that is free at this moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _by_whom(port: int) -> str:
    try:
        connections = psutil.net_connections(kind="tcp")
    except psutil.Error:
        return ""
    for connection in connections:
        if connection.laddr and connection.laddr.port == port and connection.status == psutil.CONN_LISTEN:
            return _name(connection.pid)
    return ""


def _name(pid: int | None) -> str:
    if pid is None:
        return ""
    try:
        process = psutil.Process(pid)
        return f" by {' '.join(process.cmdline()[:4]) or process.name()} (process {pid})"
    except psutil.Error:
        return f" by process {pid}"
