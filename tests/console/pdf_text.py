"""Reads the words of a PDF that was set with subset fonts, as a reader's program does: by the fonts' own tables."""

import re
import zlib
from dataclasses import dataclass

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
STREAM = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)
PAIR = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>")
# A change of font, or a string that is shown; a backslash hides the sign after it.
SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) Tj", re.DOTALL)
Fonts = dict[str, dict[int, str]]
ESCAPES = {b"r": b"\r", b"n": b"\n", b"t": b"\t"}


@dataclass(frozen=True)
class Read:
    """What a PDF says: its lines, its outline, and its title and language.

    `tags`: each tagged text in the order of reading; `untagged`: the lines that nobody hears.
    """

    lines: list[str]
    outline: list[str]
    title: str
    language: str
    pages: int
    tags: list[tuple[str, str]]
    untagged: list[str]

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
        tags=_tags(objects, pages, fonts),
        untagged=[line for number in contents for line in _parts(objects[int(number)], fonts)[""]],
    )


def _tags(objects: dict[int, bytes], pages: list[bytes], fonts: Fonts) -> list[tuple[str, str]]:
    """Return what the tree of tags leads to, in its order, as a program that reads aloud follows it."""
    document = next(body for body in objects.values() if b"/S /Document" in body)
    found = []
    for number in re.findall(rb"(\d+) 0 R", _find(rb"(?s)/K \[(.*?)\]", document)):
        element = objects[int(number)]
        page = objects[int(_find(rb"/Pg (\d+) 0 R", element))]
        assert page in pages
        assert re.search(rb"/StructParents \d+", page)
        parts = _parts(objects[int(_find(rb"/Contents (\d+) 0 R", page))], fonts)
        name, mark = _find(rb"/S /(\w+)", element).decode(), _find(rb"/K \[(\d+)\]", element).decode()
        found.append((name, " ".join(parts[f"{name} {mark}"])))
    return found


def _parts(page: bytes, fonts: Fonts) -> dict[str, list[str]]:
    """Return the lines of a page by their tag and its number; under an empty name those that have none."""
    found = STREAM.search(page)
    assert found is not None
    parts: dict[str, list[str]] = {"": []}
    rest = zlib.decompress(found[1])
    table: dict[int, str] = {}
    name = ""
    for piece in re.split(rb"(?m)^(/\w+ <</MCID \d+>> BDC|/Artifact BMC|EMC)$", rest):
        begun = re.fullmatch(rb"/(\w+) <</MCID (\d+)>> BDC", piece)
        if begun:
            name = f"{begun[1].decode()} {begun[2].decode()}"
            assert name not in parts
            parts[name] = []
        elif piece in (b"/Artifact BMC", b"EMC"):
            name = ""
        else:
            lines, table = _read(piece, fonts, table)
            parts[name] += lines
    return parts


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


def _lines(page: bytes, fonts: Fonts) -> list[str]:
    found = STREAM.search(page)
    assert found is not None
    return _read(zlib.decompress(found[1]), fonts, {})[0]


def _read(content: bytes, fonts: Fonts, table: dict[int, str]) -> tuple[list[str], dict[int, str]]:
    """Return the lines of a piece of a page, and the table of the font that is set at its end."""
    lines = []
    for font, shown in SHOWN.findall(content):
        if font:
            table = fonts[font.decode()]
        else:
            codes = re.sub(rb"\\(.)", lambda sign: ESCAPES.get(sign[1], sign[1]), shown, flags=re.DOTALL)
            lines.append("".join(table[codes[at] << 8 | codes[at + 1]] for at in range(0, len(codes), 2)))
    return lines, table
