"""Reads the words of a PDF that was set with subset fonts, as a reader's program does: by the fonts' own tables."""

import re
import zlib
from dataclasses import dataclass

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
STREAM = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)
PAIR = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>")
# A change of font, or a string that is shown; a backslash hides the sign after it.
SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) Tj", re.DOTALL)
ESCAPES = {b"r": b"\r", b"n": b"\n", b"t": b"\t"}


@dataclass(frozen=True)
class Read:
    """What a PDF says: its lines, its outline, and its title and language."""

    lines: list[str]
    outline: list[str]
    title: str
    language: str
    pages: int

    @property
    def text(self) -> str:
        return " ".join(self.lines)


def read_pdf(content: bytes) -> Read:
    assert content.startswith(b"%PDF-")
    objects = {int(number): body for number, body in OBJECT.findall(content)}
    fonts = {name.decode(): _table(objects, int(number)) for name, number in _fonts(objects)}
    pages = [body for body in objects.values() if b"/Type /Page\n" in body]
    contents = [_find(rb"/Contents (\d+) 0 R", page) for page in pages]
    titles = [
        text.decode() for body in objects.values() for text in re.findall(rb"/Dest .*?/Title \((.*?)\)", body, re.S)
    ]
    whole = b"\n".join(objects.values())
    return Read(
        lines=[line for number in contents for line in _lines(objects[int(number)], fonts)],
        outline=titles,
        title=_find(rb"/CreationDate .*\n/Title \((.*?)\)", whole).decode(),
        language=_find(rb"/Lang \((.*?)\)", whole).decode(),
        pages=len(pages),
    )


def _find(pattern: bytes, text: bytes) -> bytes:
    found = re.search(pattern, text)
    assert found is not None
    return found[1]


def _fonts(objects: dict[int, bytes]) -> list[tuple[bytes, bytes]]:
    return [pair for body in objects.values() for pair in re.findall(rb"/(F\d+) (\d+) 0 R", body)]


def _table(objects: dict[int, bytes], font: int) -> dict[int, str]:
    number = int(_find(rb"/ToUnicode (\d+) 0 R", objects[font]))
    pairs = PAIR.findall(_find(rb"(?s)beginbfchar(.*)endbfchar", objects[number]))
    return {int(code, 16): bytes.fromhex(sign.decode()).decode("utf-16-be") for code, sign in pairs}


def _lines(page: bytes, fonts: dict[str, dict[int, str]]) -> list[str]:
    found = STREAM.search(page)
    assert found is not None
    table: dict[int, str] = {}
    lines = []
    for font, shown in SHOWN.findall(zlib.decompress(found[1])):
        if font:
            table = fonts[font.decode()]
        else:
            codes = re.sub(rb"\\(.)", lambda sign: ESCAPES.get(sign[1], sign[1]), shown, flags=re.DOTALL)
            lines.append("".join(table[codes[at] << 8 | codes[at + 1]] for at in range(0, len(codes), 2)))
    return lines
