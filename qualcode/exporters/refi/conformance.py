"""Files by which any program can test how it reads REFI-QDA: each with what a right reader finds in it."""

import hashlib
import json
import random
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid5

import numpy as np

from qualcode.exporters.refi.conformance_page import PAGE
from qualcode.exporters.refi.elements import attributes, element, words
from qualcode.exporters.refi.project_file import NAMESPACE
from qualcode.exporters.whole_folder import whole_folder
from qualcode.exporters.writing import utf8, whole_file
from qualcode.model.exchange.positions import COUNTINGS, CountedText, Counting

_OF_THE_SET: Final = UUID("5b0d9f0e-6c1b-5d0e-8b53-0c8f6d0a7d11")
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
_SAID: Final = (
    "I was thinking that they would never ask us",
    "My neighbour 🙂 said the same thing",
    "We signed a form, nobody explained it",
    "It is on my file, I suppose",
    "Cafe\u0301 talk, naïve questions, über all",
    "😀😀 they laughed and went home",
    "Ten minutes of waiting and then nothing",
    "You must be poor, they just assume",
    "家族 came along, and שלום she said",
)
_SPEAKERS: Final = ("MOD", "P1", "P2")
_CODES: Final = ("trust", "stigma", "consent", "being asked")
_CODERS: Final = ("AB", "CD")


class CodedWords(NamedTuple):
    """What a right reader finds: half-open code points of the text with LF line ends and no mark."""

    code: str
    coder: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fixture:
    """One file. ``upper`` and ``braces`` are how GUIDs are spelled; ``inside``: texts in the document."""

    name: str
    counting: Counting
    texts: tuple[str, ...]
    segments: tuple[tuple[CodedWords, ...], ...]
    inside: bool = False
    upper: bool = True
    braces: bool = False
    folder: str = "sources"
    document: str = "project.qde"
    named: bool = False
    pairs: bool = False
    mark: bool = False


def fixtures() -> Iterator[Fixture]:
    """One file for every way of counting, its other traits changing from one to the next."""
    for place, way in enumerate(COUNTINGS):
        chance = random.Random(place)  # noqa: S311 - the same files every time
        texts = (_text(chance, 24), _text(chance, 18), "")
        segments = tuple(tuple(_segments(chance, text)) for text in texts)
        yield Fixture(
            f"{place + 1:02}-{_plain(way)}",
            way,
            texts,
            segments,
            inside=way.line_end == 1 and not way.mark and place % 4 == 2,
            upper=place % 3 != 1,
            braces=place % 3 == 2,
            folder="Sources" if place % 2 else "sources",
            document=("project.qde", "My study.qde", "PROJECT.QDE")[place % 3],
            named=place % 4 == 0,
            pairs=way.line_end == 2 or place % 5 == 4,
            mark=way.mark or place % 7 == 6,
        )


def _plain(way: Counting) -> str:
    return re.sub("[^a-z0-9]+", "-", str(way))


def _text(chance: random.Random, lines: int) -> str:
    said = (
        f"{_SPEAKERS[line % 3]}: {chance.choice(_SAID)}. {chance.choice(_SAID)}{chance.choice('.?!')}"
        for line in range(lines)
    )
    return "\n".join(said) + "\n"


def _segments(chance: random.Random, text: str) -> Iterator[CodedWords]:
    """Stretches of whole words: at random, several codings of one, and those that end where a line does."""
    found = [match.span() for match in re.finditer(r"[\w'\u0301]+", text)]
    if not found:
        return
    for number in range(40):
        first = chance.randrange(len(found))
        last = min(len(found) - 1, first + chance.randrange(9))
        start, end = found[first][0], found[last][1]
        for code in chance.sample(_CODES, 3 if number % 10 == 0 else 1):
            yield CodedWords(code, chance.choice(_CODERS), start, end)
    for line in chance.sample(sorted(re.finditer(r"[^\n]+", text), key=lambda found: found.start()), 4):
        yield CodedWords("trust", "AB", line.start(), line.end())
    for sign in list(re.finditer("🙂|😀", text))[:3]:
        yield CodedWords("stigma", "CD", sign.start(), sign.end())


def write_conformance_set(folder: Path) -> int:
    """Write all files, what is in each, and the page; the number of files. Raises QualcodeError."""
    with whole_folder(folder) as aside:
        return _write_set(aside)


def _write_set(folder: Path) -> int:
    index = []
    for fixture in fixtures():
        with whole_file(folder / f"{fixture.name}.qdpx") as stream, zipfile.ZipFile(stream, "w") as archive:
            for name, content in members(fixture):
                entry = zipfile.ZipInfo(name, _LONG_AGO)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content)
        expected = found_in(fixture)
        _write(folder / f"{fixture.name}.json", json.dumps(expected, ensure_ascii=False, indent=1) + "\n")
        index.append({"file": f"{fixture.name}.qdpx", "positions": str(fixture.counting)})
    _write(folder / "index.json", json.dumps(index, indent=1) + "\n")
    _write(folder / "index.html", PAGE)
    return len(index)


def _write(path: Path, text: str) -> None:
    with whole_file(path) as stream:
        stream.write(utf8(text))


def found_in(fixture: Fixture) -> dict[str, Any]:
    """What a right reader finds in a file."""
    return {
        "file": f"{fixture.name}.qdpx",
        "positions": str(fixture.counting),
        "sources": [
            {
                "name": f"Talk {place + 1}",
                "characters": len(text),
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
                "segments": [
                    {**segment._asdict(), "words": text[segment.start : segment.end]}
                    for segment in sorted(segments, key=lambda found: (found.start, found.end, *found[:2]))
                ],
            }
            for place, (text, segments) in enumerate(zip(fixture.texts, fixture.segments, strict=True))
        ],
    }


def members(fixture: Fixture) -> Iterator[tuple[str, bytes]]:
    """The files of an archive."""
    yield fixture.document, _document(fixture)
    if fixture.inside:
        return
    for place, text in enumerate(fixture.texts):
        written = text.replace("\n", "\r\n") if fixture.pairs else text
        content = ("\ufeff" if fixture.mark else "") + written
        name = _guid(fixture, f"source {place}").strip("{}")
        yield f"{fixture.folder}/{name}.txt", content.encode()


def _guid(fixture: Fixture, what: str) -> str:
    plain = str(uuid5(_OF_THE_SET, f"{fixture.name} {what}"))
    spelled = plain.upper() if fixture.upper else plain
    return f"{{{spelled}}}" if fixture.braces else spelled


def _document(fixture: Fixture) -> bytes:
    users = "".join(f"<User{attributes(guid=_guid(fixture, coder), name=coder)}/>" for coder in _CODERS)
    codes = "".join(
        f"<Code{attributes(guid=_guid(fixture, code), name=code, isCodable='true', color='#AA3355')}/>"
        for code in _CODES
    )
    sources = "".join(_source(fixture, place) for place in range(len(fixture.texts)))
    body = f"<Users>{users}</Users><CodeBook><Codes>{codes}</Codes></CodeBook><Sources>{sources}</Sources>"
    head = attributes(name=f"Conformance {fixture.name}", origin="REFI-QDA conformance set")
    project = f'<Project xmlns="{NAMESPACE}"{head}>{body}</Project>'
    return f'<?xml version="1.0" encoding="utf-8"?>\n{project}'.encode()


def _source(fixture: Fixture, place: int) -> str:
    text = fixture.texts[place]
    guid = _guid(fixture, f"source {place}")
    path = None if fixture.inside else f"internal://{guid.strip('{}')}.txt"
    head = attributes(guid=guid, name=f"Talk {place + 1}", plainTextPath=path)
    content = (words("PlainTextContent", text) or "<PlainTextContent/>") if fixture.inside else ""
    return element("TextSource", head, content + "".join(_selections(fixture, place, text)))


def _selections(fixture: Fixture, place: int, text: str) -> Iterator[str]:
    segments = fixture.segments[place]
    counted = CountedText(text, None)
    starts, ends = (np.array([each[part] for each in segments], dtype=np.int64) for part in (2, 3))
    first, last = counted.written(starts, ends, fixture.counting)
    number = 0
    while number < len(segments):
        after = number + 1
        # Every other stretch with several codings is one selection, the rest are several of one range.
        while number % 2 == 0 and after < len(segments) and segments[after][2:] == segments[number][2:]:
            after += 1
        head = attributes(
            guid=_guid(fixture, f"selection {place} {number}"),
            name=text[segments[number].start : segments[number].end] if fixture.named else None,
            startPosition=str(first[number]),
            endPosition=str(last[number]),
        )
        yield element("PlainTextSelection", head, _codings(fixture, place, number, segments[number:after]))
        number = after


def _codings(fixture: Fixture, place: int, first: int, segments: Sequence[CodedWords]) -> str:
    numbered = enumerate(segments, first)
    return "".join(_coding(fixture, f"coding {place} {number}", each) for number, each in numbered)


def _coding(fixture: Fixture, what: str, segment: CodedWords) -> str:
    head = attributes(guid=_guid(fixture, what), creatingUser=_guid(fixture, segment.coder))
    return f'<Coding{head}><CodeRef targetGUID="{_guid(fixture, segment.code)}"/></Coding>'
