"""Projects of RQDA (``.rqda``, an SQLite file) as exchanged projects; what was deleted there stays behind."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID
from xml.sax.saxutils import quoteattr

from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.programs.program_database import (
    ProgramDatabase,
    Row,
    grouped,
    in_order,
    made_at,
    once,
    place,
    read_database,
    said,
    stretch,
)
from qualcode.importers.refi.texts import text_inside
from qualcode.importers.tables.colours import colour_from
from qualcode.model.exchange.document import (
    ExchangedCase,
    ExchangedCode,
    ExchangedProject,
    ExchangedSet,
    ExchangedSource,
    ExchangedVariable,
)
from qualcode.model.exchange.selected import ExchangedCoding, ExchangedSelection, Selections
from qualcode.model.exchange.selections import written_guid
from qualcode.model.identity import to_milliseconds
from qualcode.model.words.xml_letters import for_xml

TABLES: Final = frozenset(("source", "freecode", "coding", "codecat", "treecode"))
"""By these a project of RQDA is told from others."""

_WORDS: Final = re.compile(r"\w+")
_DATE: Final = re.compile(r"\w{3} (\w{3}) +(\d{1,2}) (\d\d):(\d\d):(\d\d) (\d{4})")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def read_rqda(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> ExchangedProject:
    """What the project at ``path`` holds. Raises UnreadableFileError."""
    return read_database(path, "RQDA", lambda found: _Project(found, path, limits).read())


class _Project(ProgramDatabase):
    """Reads table by table; a row whose ``status`` is 0 was deleted in RQDA."""

    def __init__(self, connection: sqlite3.Connection, path: Path, limits: ImportLimits) -> None:
        super().__init__(connection)
        # RQDA on Windows wrote what its system wrote.
        connection.text_factory = _decoded
        self._path = path
        self._limits = limits

    def read(self) -> ExchangedProject:
        """The whole project."""
        about = next(self.rows("project"), {})
        self.of_project(f"RQDA {said(about, 'date')}")
        return ExchangedProject(
            self._path.stem,
            "RQDA",
            said(about, "memo"),
            _made(about),
            codes=tuple(in_order(self._codes())),
            variables=tuple(self._variables()),
            cases=tuple(self._cases()),
            sources=(*self._sources(), *self._pictures()),
            sets=(*self._further_categories(), *self._file_categories()),
            project_notes=tuple(self._journal()),
            notes=tuple(self.notes),
            users=self.users,
        )

    def _there(self, table: str) -> Iterator[Row]:
        """The rows that were not deleted."""
        return (row for row in self.rows(table) if row.get("status") in (None, 1, "1", ""))

    # -- codes --------------------------------------------------------------------------------

    def _categories(self) -> Mapping[object, list[object]]:
        """The categories of each code: RQDA allows several."""
        known = {row["catid"] for row in self._there("codecat")}
        found: dict[object, list[object]] = defaultdict(list)
        for row in self._there("treecode"):
            if row.get("catid") in known and row["catid"] not in found[row["cid"]]:
                found[row["cid"]].append(row["catid"])
        return found

    def _codes(self) -> Iterator[ExchangedCode]:
        for row in self._there("codecat"):
            identity = self.id("category", row["catid"])
            yield ExchangedCode(identity, said(row, "name"), None, False, "", said(row, "memo"), ())
        categories = self._categories()
        for row in self._there("freecode"):
            above = categories.get(row["id"])
            parent = self.id("category", above[0]) if above else None
            colour = colour_from(said(row, "color")) or ""
            identity = self.id("code", row["id"])
            yield ExchangedCode(identity, said(row, "name"), parent, True, colour, said(row, "memo"), ())

    def _further_categories(self) -> Iterator[ExchangedSet]:
        """A code has one place here: a category with codes from elsewhere is a set of codes as well."""
        categories = self._categories()
        for row in self._there("codecat"):
            own = row["catid"]
            codes = [code for code, above in categories.items() if own in above]
            if any(categories[code][0] != own for code in codes):
                members = tuple(self.id("code", code) for code in codes)
                yield ExchangedSet(self.id("codes of category", own), said(row, "name"), members, (), (), "")

    # -- sources ------------------------------------------------------------------------------

    def _sources(self) -> Iterator[ExchangedSource]:
        coded: dict[object, list[ExchangedSelection]] = defaultdict(list)
        for number, row in enumerate(self._codings()):
            coded[row["fid"]].append(self._coded(number, row))
        for row in self._case_links():
            coded[row["fid"]].append(stretch(self._case_text(row), row, "selfirst", "selend"))
        annotated = grouped(self._there("annotation"), "fid")
        values = self._values("fileAttr", "fileID")
        for row in self._there("source"):
            own = row["id"]
            written = said(row, "file")
            self._limits.check_text(len(written))
            text = text_inside(written, find_turns=True)
            annotations = tuple(
                self._annotated(number, each, text.text) for number, each in enumerate(annotated.get(own, ()))
            )
            yield ExchangedSource(
                self.id("source", own),
                said(row, "name"),
                "text",
                text,
                said(row, "memo"),
                self.user(row.get("owner")),
                _made(row),
                Selections.of((*coded[own], *annotations)),
                values=tuple(values.get(own, ())),
            )
        # What was deleted there stays behind; what was coded in a text that is not even in the file is told.
        yield from self.missing("source", coded, {row["id"] for row in self.rows("source")})

    def _pictures(self) -> Iterator[ExchangedSource]:
        coded: dict[object, int] = defaultdict(int)
        for row in self._there("imageCoding"):
            coded[row.get("iid")] += 1
        for row in self._there("image"):
            number = coded[row.get("id")]
            identity = self.id("picture", row.get("id"))
            yield ExchangedSource(
                identity, said(row, "name"), "picture", None, elsewhere=number, elsewhere_codings=number
            )

    def _codings(self) -> Iterator[Row]:
        """Codings of both tables; a second coder's may repeat those of the first."""
        known = set()
        for table in ("coding", "coding2"):
            for row in self._there(table):
                what = tuple(row.get(name) for name in ("cid", "fid", "selfirst", "selend", "owner"))
                if what not in known:
                    known.add(what)
                    yield row

    def _coded(self, number: int, row: Row) -> ExchangedSelection:
        what = f"{row['fid']} {row['cid']} {row['selfirst']} {row['selend']} {said(row, 'owner')}"
        user, made = self.user(row.get("owner")), _made(row)
        notes = self.note("memo of a coding", what, "", row.get("memo"), row.get("owner"), made)
        coding = ExchangedCoding(self.id("coding", what), self.id("code", row["cid"]), user, made, notes)
        start, end = place(row, "selfirst"), place(row, "selend")
        own = self.id("selection", f"{number} {what}")
        return ExchangedSelection(own, said(row, "seltext"), start, end, "", user, made, (coding,), ())

    def _annotated(self, number: int, row: Row, text: str) -> ExchangedSelection:
        """A note at a point is one about the word there."""
        what = f"{row['fid']} {row.get('position')} {number}"
        made = _made(row)
        notes = self.note("annotation", what, "", row.get("annotation"), row.get("owner"), made)
        start = place(row, "position")
        words = list(_WORDS.finditer(text, max(0, start - 40), start + 80)) if start >= 0 else []
        near = min(words, key=lambda word: max(word.start() - start, start - word.end(), 0), default=None)
        begin, end = (start, start + 1) if near is None else near.span()
        own = self.id("annotated", what)
        return ExchangedSelection(own, "", begin, end, "", self.user(row.get("owner")), made, (), notes)

    def _journal(self) -> Iterator[UUID]:
        for number, row in enumerate(self._there("journal")):
            text, owner = said(row, "journal") or " ", row.get("owner")
            yield from self.note("journal", number, said(row, "name"), text, owner, _made(row))

    # -- cases and attributes -----------------------------------------------------------------

    def _case_links(self) -> Iterator[Row]:
        known = {row["id"] for row in self._there("cases")}
        return (row for row in self._there("caselinkage") if row["caseid"] in known)

    def _case_text(self, row: Row) -> UUID:
        places = f"{row['caseid']} {row['fid']} {row['selfirst']} {row['selend']}"
        return self.id("case text", places)

    def _variables(self) -> Iterator[ExchangedVariable]:
        return (self.variable(row, "class") for row in self._there("attributes"))

    def _values(self, table: str, subject: str) -> Mapping[object, list[tuple[UUID, str]]]:
        return self.values(self._there(table), subject, "variable", ("", "NA"))

    def _cases(self) -> Iterator[ExchangedCase]:
        links = grouped(self._case_links(), "caseid")
        values = self._values("caseAttr", "caseID")
        for row in self._there("cases"):
            own = row["id"]
            yield self.case(own, row, links.get(own, ()), self._case_text, values)

    def _file_categories(self) -> Iterator[ExchangedSet]:
        """Categories of files as sets of sources: they are kept, and written again."""
        files: dict[object, list[UUID]] = defaultdict(list)
        for row in self._there("treefile"):
            files[row.get("catid")].append(self.id("source", row["fid"]))
        for row in self._there("filecat"):
            members = once(files[row["catid"]])
            if members:
                identity, name = self.id("file category", row["catid"]), said(row, "name")
                yield ExchangedSet(identity, name, (), members, (), _set_of(identity, name, members))


def _set_of(identity: UUID, name: str, members: Iterable[UUID]) -> str:
    """A set of sources as REFI-QDA writes it."""
    parts = "".join(f'<MemberSource targetGUID="{written_guid(each)}"/>' for each in members)
    return f'<Set guid="{written_guid(identity)}" name={quoteattr(for_xml(name))}>{parts}</Set>'


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _made(row: Row) -> int | None:
    """When a row was made: RQDA writes ``Sat Nov  5 10:30:00 2011``."""
    found = _DATE.fullmatch(said(row, "date").strip())
    if found is None or found[1] not in _MONTHS:
        return made_at(row)
    day, hour, minute, second, year = (int(found[place]) for place in range(2, 7))
    try:
        return to_milliseconds(
            datetime(year, _MONTHS.index(found[1]) + 1, day, hour, minute, second, tzinfo=UTC)
        )
    except ValueError:
        return None
