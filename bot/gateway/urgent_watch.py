"""Asks the urgent help check about every message, within its time. Keeps nothing of a message."""

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Protocol

import structlog

from bot.gateway.logs import describe_error
from bot.gateway.urgent import Urgency, UrgentHelp

# Help is promised within a second; a check that takes longer is treated like one that saw a weak signal.
CHECK_SECONDS = 0.7
# A reference of ours says nothing of anybody, and its random letters can look like words that do. Only one of the very
# form that the API makes is left out (`api/training/references.py`), never a word: without a hyphen it has a digit.
LETTERS = "2-9A-HJ-KMNP-RTV-Z"
REFERENCE = re.compile(rf"(?i)\b(?:TR|RF)(?:-[{LETTERS}]{{8}}|\s?(?=[A-Z]*\d)[{LETTERS}]{{8}})\b", re.ASCII)
log = structlog.get_logger()


class Check(Protocol):
    """Something that looks for urgency in a text."""

    def check(self, text: str) -> Urgency:
        """Return what was found: `level` is none, offer or urgent; `kind` says which help text fits."""
        ...


class UrgentWatch:
    """Uses the rules at once, and the whole check as soon as it is loaded."""

    def __init__(self, rules: Check, load: Callable[[], Check] | None = None) -> None:
        """Begin with the rules; `load` returns the whole check."""
        self._check, self._load = rules, load
        # One thread: whoever came first is looked at first, so a conversation keeps its order.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="urgent")
        self._loader = ThreadPoolExecutor(1, thread_name_prefix="urgent-load")

    def start(self) -> None:
        """Load the whole check in the background."""
        self._loader.submit(self._replace_rules)

    async def look(self, text: str) -> tuple[str, str]:
        """Return level and kind. A check that fails or dawdles counts as a weak signal, never as none."""
        told = without_references(text)
        work = asyncio.get_running_loop().run_in_executor(self._thread, self._check.check, told)
        try:
            found = await asyncio.wait_for(work, CHECK_SECONDS)
        except Exception as error:  # the person must still be answered, and still be offered help
            log.error("urgent_check_failed", **describe_error(error))
            return "offer", ""
        return found.level, found.kind

    def close(self) -> None:
        """End the threads."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._loader.shutdown(wait=False, cancel_futures=True)

    def _replace_rules(self) -> None:
        if self._load is None:
            return
        try:
            self._check = self._load()
        except Exception as error:  # the rules go on working without the classifier
            log.error("urgent_classifier_not_loaded", **describe_error(error))


def without_references(text: str) -> str:
    """Return the text without the references of bookings and referrals; every word stays."""
    return REFERENCE.sub(" ", text)


def make_watch(var_dir: Path) -> UrgentWatch:
    """Return the watch over messages, with the rules ready and the classifier to be loaded."""
    return UrgentWatch(UrgentHelp.rules_only(), partial(UrgentHelp.load, var_dir))
