"""Says whether the urgent-help classifier was made from what is there now, so that it need not be trained again.

Its training is the longest single step; an edit of what an article says, or of who owns it, changes nothing for it.
"""

import hashlib
import inspect
import json
from importlib.metadata import version

from bot.nlu import near_lines, networks, quadratic, urgent_training
from bot.nlu.settings import Settings

MANIFEST, STAMP = "manifest.json", "made-from"
# What computes the same from the same lines only as long as it is the same itself.
LIBRARIES = ("scikit-learn", "numpy")


def urgent_help_is_current(settings: Settings) -> bool:
    """Return whether the classifier is there, unaltered, and made from the present lines, graph and code."""
    directory = settings.var_dir / "urgent"
    try:
        hashes = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))["files"]
        files = [directory / name for name in urgent_training.FILES]
        whole = all(hashes[file.name] == hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
        return whole and (directory / STAMP).read_text(encoding="utf-8") == fingerprint(settings)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def remember(settings: Settings, made_from: str) -> None:
    """Note the fingerprint of what the classifier was just made from."""
    (settings.var_dir / "urgent" / STAMP).write_text(made_from, encoding="utf-8")


def fingerprint(settings: Settings) -> str:
    """Return a hash of everything that the classifier is made from."""
    lines = urgent_training.read_lines(urgent_training.LINES, settings.knowledge_dir, urgent_training.DATA)
    graph = (settings.encoder_dir / MANIFEST).read_text(encoding="utf-8")
    modules = (urgent_training, near_lines, quadratic, networks)
    code = [inspect.getsource(module) for module in modules]
    parts = [lines.urgent, lines.kinds, lines.harmless, graph, *code, *map(version, LIBRARIES)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
