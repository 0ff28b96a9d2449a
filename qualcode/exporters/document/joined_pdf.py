"""PDF files of the parts of one document, joined: its pages, tags, links and bookmarks as one file has them.

It reads what Typst writes and no other PDF: objects that are not packed, listed in one table. Where the
blocks of the document begin is known, so that names and bookmarks are made again, over all parts.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

import regex

LINK: Final = "qualcode-block:"
"""The beginning of the address of a link to a block that may be in another part; its key follows."""

_HEAD: Final = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n"
_STREAM: Final = b"\nstream\n"
_ELEMENT: Final = b"<</Type/StructElem"
# Strings are passed over as a whole: what a person wrote may look like a reference.
_TOKENS: Final = regex.compile(
    rb"(?P<words>\((?:[^()\\]|\\.|(?&words))*+\))"
    rb"|(?P<number>\d+) 0 R\b|/(?P<tag>StructParents?) (?P<key>\d+)",
    regex.DOTALL,
)
_OUTLINE: Final = regex.compile(
    rb"<<(/Type/Outlines\b|/Parent \d+ 0 R(/(Next|Prev|First|Last|Count) -?\d+( 0 R)?)*/Title)"
)
_ADDRESS: Final = regex.compile(
    rb"/A<</Type/Action/S/URI/URI\(" + LINK.encode() + rb"(\w+)\)>>(.*?)/Contents\([^)]*\)>>$", regex.DOTALL
)
_PAGES_SAID: Final = regex.compile(rb"(?<=<xmpTPg:NPages>)\d+(?=<)")


class BlockPlace(NamedTuple):
    """Where a block begins: its page in a file, from 0, and how far from the left and the top, in points."""

    page: int
    across: float
    down: float


class Bookmark(NamedTuple):
    """A heading in the list beside the pages: what it says, how deep it is, and the key of its block."""

    words: str
    level: int
    key: str


@dataclass(frozen=True, slots=True)
class PdfPart:
    """Some pages of the document as a file of their own, and where on them its blocks begin."""

    content: bytes
    places: Mapping[str, BlockPlace]
    pages: int


def joined(parts: Sequence[PdfPart], bookmarks: Sequence[Bookmark]) -> bytes:
    """One file of all parts, whose title and other properties are those of the first."""
    return _Joined(parts, bookmarks).file()


class _File:
    """The objects of a file by number, and which of them the others hang on."""

    def __init__(self, content: bytes) -> None:
        self.objects = dict(_objects(content))
        trailer = content[content.rindex(b"trailer") :]
        self.info = _reference(trailer, b"Info")
        self.catalog = _reference(trailer, b"Root")
        root = self.objects[self.catalog]
        self.metadata = _reference(root, b"Metadata")
        self.page_tree = _reference(root, b"Pages")
        self.tags = _reference(root, b"StructTreeRoot")
        self.pages = _references(_between(self.objects[self.page_tree], b"/Kids[", b"]"))
        tags = self.objects[self.tags]
        self.parents = _pairs(_between(tags, b"/ParentTree<</Nums[", b"]"))
        self.names = _pairs(_between(tags, b"/IDTree<</Names[", b"]"))
        self.next_parent = int(_after(tags, b"/ParentTreeNextKey ") or b"0")
        self.document = _references(_between(tags, b"/K[", b"]"))


def _objects(content: bytes) -> Iterator[tuple[int, bytes]]:
    start = int(content[content.rindex(b"startxref") + 9 :].split()[0])
    rows = content[start : content.index(b"trailer", start)].split(b"\n")[2:]
    places = sorted((int(row[:10]), number) for number, row in enumerate(rows) if row[17:18] == b"n")
    ends = [place for place, _ in places[1:]] + [start]
    for (place, number), end in zip(places, ends, strict=True):
        body = content[content.index(b"obj\n", place) + 4 : end]
        yield number, body[: body.rindex(b"\nendobj")]


def _reference(words: bytes, name: bytes) -> int:
    return int(_after(words, b"/" + name + b" "))


def _after(words: bytes, before: bytes) -> bytes:
    _, found, rest = words.partition(before)
    number = regex.match(rb"\d+", rest) if found else None
    return number[0] if number else b""


def _between(words: bytes, before: bytes, after: bytes) -> bytes:
    return words.partition(before)[2].partition(after)[0]


def _references(words: bytes) -> list[int]:
    return [int(number) for number in words.split()[::3]]


def _pairs(words: bytes) -> list[tuple[bytes, int]]:
    """Keys or names, each with the number of what it leads to."""
    found = regex.findall(rb"(\d+(?= )|\([^()]*\)) ?(\d+) 0 R", words)
    return [(name, int(number)) for name, number in found]


@dataclass
class _Joined:
    parts: Sequence[PdfPart]
    bookmarks: Sequence[Bookmark]
    _bodies: list[bytes] = field(default_factory=list)
    """By number, from 1."""
    _targets: dict[str, bytes] = field(default_factory=dict)
    """By the key of a block, where a link leads."""
    _page_of: dict[str, int] = field(default_factory=dict)

    def file(self) -> bytes:
        files = [_File(part.content) for part in self.parts]
        root, tags, document, outlines = (self._reserved() for _ in range(4))
        bases = self._numbered(files)
        self._find_places(files, bases)
        parents: list[bytes] = []
        names: list[tuple[bytes, int]] = []
        kids: list[int] = []
        for number, (file, base) in enumerate(zip(files, bases, strict=True)):
            part = _Renumbered(file, number, base, len(parents), root, document)
            for own, body in file.objects.items():
                self._bodies[base + own - 1] = self._body(part, own, body)
            parents += [b"%d %d 0 R" % (part.parents_before + key, base + own) for key, own in part.parents()]
            names += [(part.named(name), base + own) for name, own in file.names]
            kids += [base + own for own in file.document]
        first, base = files[0], bases[0]
        pages = sum(len(file.pages) for file in files)
        trees = [base + file.page_tree for file, base in zip(files, bases, strict=True)]
        self._set(root, b"<</Type/Pages/Count %d/Kids[%b]>>" % (pages, _refs(trees)))
        self._set(document, b"<</Type/StructElem/S/Document/P %d 0 R/K[%b]>>" % (tags, _refs(kids)))
        self._set(tags, _tag_tree(first, document, parents, names))
        self._set_outlines(outlines)
        self._set(base + first.metadata, _with_pages(first.objects[first.metadata], pages))
        self._set(base + first.catalog, self._catalog(first, base, root, tags, outlines))
        return self._written(base + first.catalog, base + first.info)

    # -- objects --------------------------------------------------------------------------------

    def _reserved(self) -> int:
        self._bodies.append(b"null")
        return len(self._bodies)

    def _set(self, number: int, body: bytes) -> None:
        self._bodies[number - 1] = body

    def _numbered(self, files: Sequence[_File]) -> list[int]:
        """What is added to the numbers of each file."""
        bases = []
        for file in files:
            bases.append(len(self._bodies))
            self._bodies += [b"null"] * max(file.objects)
        return bases

    def _body(self, part: "_Renumbered", own: int, body: bytes) -> bytes:
        if part.is_ours(own) or _OUTLINE.match(body):
            # What all files have once, the joined one has of its own.
            return b"null"
        head, stream, rest = body.partition(_STREAM)
        made = part.renumbered(own, head)
        if made.startswith(b"<</Type/Annot"):
            made = _ADDRESS.sub(self._led, made)
        return made + stream + rest

    def _led(self, found: "regex.Match[bytes]") -> bytes:
        key = found[1].decode()
        page = self._page_of.get(key, 0) + 1
        return b"/Dest(%b)%b/Contents(Page %d)>>" % (found[1], found[2], page)

    # -- what goes over all parts ------------------------------------------------------------------

    def _find_places(self, files: Sequence[_File], bases: Sequence[int]) -> None:
        before = 0
        for part, file, base in zip(self.parts, files, bases, strict=True):
            for key, place in part.places.items():
                page = file.pages[place.page]
                box = _between(file.objects[page], b"/MediaBox[", b"]").split()
                up = float(box[3]) - place.down
                self._targets[key] = b"[%d 0 R/XYZ %.3f %.3f 0]" % (base + page, place.across, up)
                self._page_of[key] = before + place.page
            before += len(file.pages)

    def _set_outlines(self, root: int) -> None:
        """The headings as a tree, of which the uppermost are open."""
        shown = [mark for mark in self.bookmarks if mark.key in self._targets]
        numbers = [self._reserved() for _ in shown]
        above: list[tuple[int, int]] = []
        children: dict[int, list[int]] = {root: []}
        for number, mark in zip(numbers, shown, strict=True):
            above = [(own, level) for own, level in above if level < mark.level]
            children[above[-1][0] if above else root].append(number)
            children[number] = []
            above.append((number, mark.level))
        for parent, mine in children.items():
            for place, number in enumerate(mine):
                beside = b""
                if place:
                    beside += b"/Prev %d 0 R" % mine[place - 1]
                if place + 1 < len(mine):
                    beside += b"/Next %d 0 R" % mine[place + 1]
                mark = shown[number - numbers[0]]
                self._set(
                    number,
                    b"<</Parent %d 0 R%b%b/Title%b/Dest(%b)>>"
                    % (parent, beside, _ends(children[number], -1), _text(mark.words), mark.key.encode()),
                )
        self._set(root, b"<</Type/Outlines%b>>" % _ends(children[root], 1))

    def _catalog(self, first: _File, base: int, root: int, tags: int, outlines: int) -> bytes:
        named = b"".join(
            b"(%b)%b" % (key.encode(), target)
            for key, target in sorted(self._targets.items(), key=lambda row: row[0].encode())
        )
        old = first.objects[first.catalog]
        language = regex.search(rb"/Lang\([^()]*\)", old)
        return b"".join(
            (
                b"<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R" % (root, base + first.metadata),
                language[0] if language else b"",
                b"/StructTreeRoot %d 0 R/MarkInfo<</Marked true/Suspects false>>" % tags,
                b"/ViewerPreferences%b>>" % (_between(old, b"/ViewerPreferences", b">>") or b"<<"),
                b"/Outlines %d 0 R/Names<</Dests<</Names[%b]>>>>>>" % (outlines, named),
            )
        )

    def _written(self, catalog: int, info: int) -> bytes:
        made, places, length = [_HEAD], [], len(_HEAD)
        for number, body in enumerate(self._bodies, 1):
            made.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
            places.append(length)
            length += len(made[-1])
        identity = hashlib.md5(b"".join(made), usedforsecurity=False).hexdigest().encode()
        rows = b"".join(b"%010d 00000 n\r\n" % place for place in places)
        made.append(b"xref\n0 %d\n0000000000 65535 f\r\n%b" % (len(places) + 1, rows))
        made.append(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF"
            % (len(places) + 1, catalog, info, identity, identity, length)
        )
        return b"".join(made)


@dataclass(frozen=True)
class _Renumbered:
    """A file whose objects come after those of others. ``parents_before``: keys of tags that others have."""

    file: _File
    place: int
    base: int
    parents_before: int
    root: int
    document: int

    def parents(self) -> Iterator[tuple[int, int]]:
        """The keys under which pages and links find their tags, as they are in this file."""
        return ((int(key), own) for key, own in self.file.parents)

    def named(self, name: bytes) -> bytes:
        """The name of a cell of a table, which another part may have as well."""
        return b"(%02d-" % self.place + name[1:]

    def is_ours(self, own: int) -> bool:
        """Whether the joined file has such an object of its own, or from the first part."""
        file = self.file
        return own in (file.catalog, file.tags) or (self.place > 0 and own in (file.info, file.metadata))

    def renumbered(self, own: int, head: bytes) -> bytes:
        """An object, but for its stream, as it is in the joined file."""
        named = self._names if head.startswith(_ELEMENT) else frozenset()

        def instead(found: "regex.Match[bytes]") -> bytes:
            words, number = found["words"], found["number"]
            if words:
                return self.named(words) if words in named else bytes(words)
            if number:
                above = int(number) == self.file.tags
                return b"%d 0 R" % (self.document if above else self.base + int(number))
            return b"/%b %d" % (found["tag"], self.parents_before + int(found["key"]))

        made: bytes = _TOKENS.sub(instead, head)
        if own == self.file.page_tree:
            return made.replace(b"/Type/Pages", b"/Type/Pages/Parent %d 0 R" % self.root, 1)
        if own in self.file.document:
            return made.replace(b"/S/Document", b"/S/Part", 1)
        return made

    @cached_property
    def _names(self) -> frozenset[bytes]:
        return frozenset(name for name, _ in self.file.names)


def _refs(numbers: Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _ends(children: Sequence[int], sign: int) -> bytes:
    if not children:
        return b""
    return b"/First %d 0 R/Last %d 0 R/Count %d" % (children[0], children[-1], sign * len(children))


def _text(words: str) -> bytes:
    return b"<FEFF%b>" % words.encode("utf-16-be", "replace").hex().upper().encode()


def _tag_tree(
    first: _File, document: int, parents: Sequence[bytes], names: Sequence[tuple[bytes, int]]
) -> bytes:
    roles = regex.search(rb"/RoleMap<<[^<>]*>>", first.objects[first.tags])
    named = b"".join(b"%b%d 0 R" % row for row in sorted(names))
    return b"<</Type/StructTreeRoot%b/K[%d 0 R]/ParentTree<</Nums[%b]>>%b/ParentTreeNextKey %d>>" % (
        roles[0] if roles else b"",
        document,
        b" ".join(parents),
        b"/IDTree<</Names[%b]>>" % named if named else b"",
        len(parents),
    )


def _with_pages(metadata: bytes, pages: int) -> bytes:
    head, between, rest = metadata.partition(_STREAM)
    content, end, _ = rest.rpartition(b"\nendstream")
    said = _PAGES_SAID.sub(b"%d" % pages, content)
    return regex.sub(rb"(?<=/Length )\d+", b"%d" % len(said), head) + between + said + end
