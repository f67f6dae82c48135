"""Says whether the model is older than what it is made from, by content, not date. Trains nothing."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from contracts.articles import ArticleError, read_article
from tools.paths import ROOT, var_directory

SOURCES = (
    "config.yml",
    "domain.yml",
    "requirements/rasa.txt",
    "knowledge/**/*.md",
    # The lists beside the articles; a plan in a folder below them trains nothing.
    "knowledge/*.yml",
    "data/**/*.yml",
    "bot/nlu/**/*.py",
    "contracts/articles.py",
    "bot/gateway/urgent/training/**/*",
)
# What training sees of an article. An edit of the rest (owner, sources, dates, what to read next) trains nothing; the
# action server and the gateway read it from the file.
TRAINED_FIELDS = ("id", "title", "names", "examples", "answer", "sections")
PRODUCTS = ("models/assistant.tar.gz", "models/manifest.json", "encoder/model.onnx", "urgent/classifier.npz")


def is_stale() -> bool:
    """Return whether the model must be trained: something is missing, or was made from other files."""
    var = var_directory()
    if any(not (var / product).is_file() for product in PRODUCTS):
        return True
    stamp = _stamp()
    return not stamp.is_file() or stamp.read_text(encoding="utf-8").strip() != fingerprint(ROOT)


def forget() -> None:
    """Note that the model is no longer known to be current, before a training starts."""
    _stamp().unlink(missing_ok=True)


def remember(made_from: str) -> None:
    """Note the fingerprint of the files that the model was just made from."""
    _stamp().write_text(made_from + "\n", encoding="utf-8")


def fingerprint(root: Path) -> str:
    """Return a hash of the names of every file that a model is made from, and of what training sees of it."""
    digest = hashlib.sha256()
    for path in source_files(root):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(_seen_by_training(path)).digest())
    return digest.hexdigest()


def _seen_by_training(path: Path) -> bytes:
    if path.suffix != ".md":
        return path.read_bytes()
    try:
        article = read_article(path)
    except (ArticleError, UnicodeDecodeError):
        return path.read_bytes()
    return json.dumps([getattr(article, name) for name in TRAINED_FIELDS]).encode()


def source_files(root: Path, patterns: Iterable[str] = SOURCES) -> list[Path]:
    """Return the files that a model is made from, in a fixed order."""
    return sorted({path for pattern in patterns for path in root.glob(pattern) if path.is_file()})


def _stamp() -> Path:
    directory = var_directory() / "models"
    directory.mkdir(exist_ok=True)
    return directory / "made-from"
