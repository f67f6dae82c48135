"""Says whether the model is older than what it is made from, by content, not date. Trains nothing."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
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
# What is learned of the first words of a referral is fitted by itself, in seconds.
OPENING_SOURCES = (
    "actions/referrals/openings/**/*.py",
    "actions/referrals/openings/**/*.yml",
    "reading/**/*.py",
    # It reads by the vectors of the encoder that is trained with the model.
    "bot/nlu/encoder*.py",
    "bot/nlu/piece_basis.py",
    "bot/nlu/known_vectors.py",
    "requirements/*.txt",
)


@dataclass(frozen=True, slots=True)
class Made:
    """What a training makes, below VAR_DIR, and from which files; `stamp` notes the fingerprint of these."""

    sources: tuple[str, ...]
    products: tuple[str, ...]
    stamp: str


MODEL = Made(SOURCES, PRODUCTS, "models/made-from")
OPENINGS = Made(OPENING_SOURCES, ("openings/learned.npz", "openings/manifest.json"), "openings/made-from")


def is_stale(made: Made = MODEL) -> bool:
    """Return whether something must be trained: a file is missing, or it was made from other files."""
    var = var_directory()
    if any(not (var / product).is_file() for product in made.products):
        return True
    stamp = _stamp(made)
    return not stamp.is_file() or stamp.read_text(encoding="utf-8").strip() != fingerprint(ROOT, made)


def forget(made: Made = MODEL) -> None:
    """Note that it is no longer known to be current, before a training starts."""
    _stamp(made).unlink(missing_ok=True)


def remember(made_from: str, made: Made = MODEL) -> None:
    """Note the fingerprint of the files that it was just made from."""
    _stamp(made).write_text(made_from + "\n", encoding="utf-8")


def fingerprint(root: Path, made: Made = MODEL) -> str:
    """Return a hash of the names of every file that it is made from, and of what training sees of it."""
    digest = hashlib.sha256()
    for path in source_files(root, made.sources):
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


def _stamp(made: Made) -> Path:
    stamp = var_directory() / made.stamp
    stamp.parent.mkdir(exist_ok=True)
    return stamp
