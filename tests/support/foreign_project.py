"""REFI-QDA documents as other programs write them, from a few pieces."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

HEAD = '<Project xmlns="urn:QDA-XML:project:1.0" name="Study" origin="Some program 2">'


def guid(number: int) -> str:
    return f"AAAAAAAA-0000-4000-8000-{number:012}"


def archive(
    path: Path, document: str, texts: Mapping[str, bytes] | None = None, name: str = "project.qde"
) -> Path:
    """A .qdpx with this document; ``texts`` are its other members by their whole name."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, document)
        for member, content in (texts or {}).items():
            made.writestr(member, content)
    return path


def document(body: str, head: str = HEAD) -> str:
    return f'<?xml version="1.0" encoding="utf-8"?>{head}{body}</Project>'


def codes(*names: str) -> str:
    """A flat codebook; the codes have the GUIDs 1, 2, 3 ..."""
    inner = "".join(
        f'<Code guid="{guid(place)}" name="{name}" isCodable="true"/>' for place, name in enumerate(names, 1)
    )
    return f"<CodeBook><Codes>{inner}</Codes></CodeBook>"


def text_source(text: str, *selections: str, number: int = 100, name: str = "Talk") -> str:
    """A source with its words inside."""
    inner = f"<PlainTextContent>{text}</PlainTextContent>{''.join(selections)}"
    return f'<Sources><TextSource guid="{guid(number)}" name="{name}">{inner}</TextSource></Sources>'


def selection(number: int, start: int, end: int, *code_numbers: int, inside: str = "", more: str = "") -> str:
    """A selection that is coded with codes by their numbers."""
    codings = "".join(
        f'<Coding guid="{guid(1000 * number + code)}"><CodeRef targetGUID="{guid(code)}"/></Coding>'
        for code in code_numbers
    )
    head = f'guid="{guid(number)}" startPosition="{start}" endPosition="{end}"{more}'
    return f"<PlainTextSelection {head}>{inside}{codings}</PlainTextSelection>"
