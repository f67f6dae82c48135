"""What people type, made fit to pass on: nothing invisible, and nothing that Rasa takes for a command."""

import re
import unicodedata

SLASHES = "/\uff0f\u2044\u2215\u29f8\u2571\u2afd"
# What shows nothing though Unicode does not call it a format character: fillers, joiners, selectors, a blank.
INVISIBLE = {
    "\u034f",
    "\u115f",
    "\u1160",
    "\u17b4",
    "\u17b5",
    "\u2800",
    "\u3164",
    "\uffa0",
    "\u180b",
    "\u180c",
    "\u180d",
}
INVISIBLE |= {chr(code) for code in range(0xFE00, 0xFE10)} | {chr(code) for code in range(0xE0100, 0xE01F0)}
LINE_BREAKS = {"\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"}
# Rasa takes a beginning slash for a command; look-alikes go too, should anything fold them.
COMMAND = re.compile(rf"^[{SLASHES}\s]+")


def clean(text: str) -> str:
    """Return the text in NFC, with what cannot be seen removed and white space made plain."""
    # Normalised again at the end: what was removed may have stood between a letter and its accent.
    seen = "".join(_visible(character) for character in text.replace("\r\n", "\n"))
    lines = [" ".join(line.split()) for line in seen.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", unicodedata.normalize("NFC", "\n".join(lines))).strip()


def neutralise_commands(text: str) -> str:
    """Return cleaned text without the beginning that makes it a command; the rest stays as words."""
    return COMMAND.sub("", text)


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in it, in any script."""
    return any(unicodedata.category(character)[0] in "LN" for character in text)


def _visible(character: str) -> str:
    if character in LINE_BREAKS:
        return "\n"
    if character == "\t":
        return " "
    # Control, format (zero-width, direction), lone surrogates and unassigned characters.
    if character in INVISIBLE or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Cn"}:
        return ""
    return character
