"""What can go wrong with a command, each said in one plain sentence. Knows no command.

ToolError
├── NoSpaceError      the disk is full
├── NoNetworkError    the package index cannot be reached
├── CommandError      a program that we started failed; carries its last words
└── PartDiedError     a part of the running assistant ended by itself
"""

import errno
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path

INTERRUPTED = 130


class ToolError(Exception):
    """One sentence that says what is wrong and what to do."""


class NoSpaceError(ToolError):
    """The disk is full, or would be."""


class NoNetworkError(ToolError):
    """The package index cannot be reached."""


class CommandError(ToolError):
    """A program failed; `code` is its exit code, `log` the file with everything it said."""

    def __init__(self, sentence: str, *, code: int, log: Path) -> None:
        """Keep the code and the log beside the sentence."""
        super().__init__(sentence)
        self.code = code
        self.log = log


class PartDiedError(ToolError):
    """A part of the running assistant ended by itself."""


def explained(main: Callable[[], int]) -> Callable[[], int]:
    """Wrap a command's main so that people read a sentence where they would have seen a traceback."""

    @wraps(main)
    def wrapped() -> int:
        try:
            return main()
        except ToolError as error:
            return _say(str(error))
        except KeyboardInterrupt:
            print("\nStopped.", file=sys.stderr)
            return INTERRUPTED
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                return _say("The disk is full: free some space, then run the same command again.")
            raise

    return wrapped


def _say(sentence: str) -> int:
    print(f"\n{sentence}", file=sys.stderr)
    return 1
