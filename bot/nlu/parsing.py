"""Parses many texts with any Rasa model, without a server: `python -m bot.nlu.parsing MODEL TEXTS PARSES`.

TEXTS is a JSON list of strings; PARSES gets one JSON object for each, a line each, in their order. For measuring.
"""

import asyncio
import json
import logging
import sys
import warnings
from pathlib import Path
from typing import Any, TextIO

from bot.nlu.settings import Settings

# What of a parse is written, where the model sets it.
KEPT = ("intent", "intent_ranking", "familiarity", "selection")
STEP = 250


def main() -> int:
    """Parse all texts, with a line of progress for every STEP; return the exit code."""
    model, texts, parses = map(Path, sys.argv[1:])
    # Rasa reads its environment when it is imported.
    Settings.from_environment().tell_rasa()
    import structlog  # Rasa brings it, and takes long to import

    from bot.nlu.evaluation import load_agent

    # Rasa would print every text, and spaCy that there is no article whose names it could look for.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    warnings.filterwarnings("ignore", message=r"\[W036\]")
    lines = json.loads(texts.read_text(encoding="utf-8"))
    with parses.open("w", encoding="utf-8") as file:
        asyncio.run(_parse(load_agent(model), lines, file))
    return 0


async def _parse(agent: Any, lines: list[str], file: TextIO) -> None:
    for number, line in enumerate(lines):
        if number % STEP == 0:
            sys.stdout.write(f"progress: {number} of {len(lines)} texts\n")
            sys.stdout.flush()
        parsed = await agent.parse_message(line)
        kept = {name: parsed[name] for name in KEPT if name in parsed}
        file.write(json.dumps(kept, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
