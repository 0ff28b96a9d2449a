"""Projects of QualCoder (``data.qda``, an SQLite file) as exchanged projects: the same door as REFI-QDA."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from uuid import UUID

from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.programs.program_database import (
    ProgramDatabase,
    Row,
    grouped,
    in_order,
    made_at,
    place,
    read_database,
    said,
    stretch,
)
from qualcode.importers.refi.texts import text_inside
from qualcode.model.exchange.document import (
    ExchangedCase,
    ExchangedCode,
    ExchangedProject,
    ExchangedSource,
    ExchangedVariable,
)
from qualcode.model.exchange.selected import ExchangedCoding, ExchangedSelection, Selections

TABLES: Final = frozenset(("source", "code_name", "code_cat", "code_text"))
"""By these a project of QualCoder is told from others."""


def read_qualcoder(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> ExchangedProject:
    """What the ``data.qda`` at ``path`` holds. Raises UnreadableFileError."""
    return read_database(path, "QualCoder", lambda found: _Project(found, path, limits).read())


class _Project(ProgramDatabase):
    """Reads table by table."""

    def __init__(self, connection: sqlite3.Connection, path: Path, limits: ImportLimits) -> None:
        super().__init__(connection)
        self._limits = limits
        folder = path.resolve().parent.name
        self._name = folder.removesuffix(".qda") or path.stem
        about = next(self.rows("project"), {})
        self.of_project(f"{about.get('date', '')}")
        self._memo = said(about, "memo")
        self._created = made_at(about)

    def read(self) -> ExchangedProject:
        """The whole project."""
        codes = tuple(self._codes())
        sources = tuple(self._sources())
        return ExchangedProject(
            self._name,
            "QualCoder",
            self._memo,
            self._created,
            codes=codes,
            variables=tuple(self._variables()),
            cases=tuple(self._cases()),
            sources=sources,
            project_notes=tuple(self._journal()),
            notes=tuple(self.notes),
            users=self.users,
        )

    # -- codes --------------------------------------------------------------------------------

    def _codes(self) -> Iterator[ExchangedCode]:
        """Categories and codes, each after the one above it."""
        return in_order(
            [*map(self._category, self.rows("code_cat")), *map(self._code, self.rows("code_name"))]
        )

    def _category(self, row: Row) -> ExchangedCode:
        above = row.get("supercatid")
        parent = None if above is None else self.id("category", above)
        memo = said(row, "memo")
        return ExchangedCode(self.id("category", row["catid"]), str(row["name"]), parent, False, "", memo, ())

    def _code(self, row: Row) -> ExchangedCode:
        parent = None
        if row.get("supercid") is not None:
            parent = self.id("code", row["supercid"])
        elif row.get("catid") is not None:
            parent = self.id("category", row["catid"])
        colour, memo = said(row, "color"), said(row, "memo")
        return ExchangedCode(self.id("code", row["cid"]), str(row["name"]), parent, True, colour, memo, ())

    # -- sources ------------------------------------------------------------------------------

    def _sources(self) -> Iterator[ExchangedSource]:
        coded: dict[object, list[ExchangedSelection]] = defaultdict(list)
        for row in self.rows("code_text"):
            coded[row["fid"]].append(self._coded(row))
        for row in self.rows("annotation"):
            coded[row["fid"]].append(self._annotated(row))
        for row in self.rows("case_text"):
            coded[row["fid"]].append(stretch(self._case_text(row), row, "pos0", "pos1"))
        elsewhere: dict[int, int] = defaultdict(int)
        for table in ("code_image", "code_av"):
            for row in self.rows(table):
                elsewhere[row["id"]] += 1
        values = self._values("file")
        known = set()
        for row in self.rows("source"):
            known.add(row["id"])
            yield self._source(row, Selections.of(coded[row["id"]]), elsewhere[row["id"]], values)
        yield from self.missing("source", coded, known)

    def _source(
        self,
        row: Row,
        selections: Selections,
        elsewhere: int,
        values: Mapping[object, list[tuple[UUID, str]]],
    ) -> ExchangedSource:
        written = row.get("fulltext")
        text = None
        if written is not None and (written or not row.get("mediapath")):
            self._limits.check_text(len(written))
            text = text_inside(str(written), find_turns=True)
        return ExchangedSource(
            self.id("source", row["id"]),
            str(row["name"]),
            _kind(said(row, "mediapath")),
            text,
            said(row, "memo"),
            self.user(row.get("owner")),
            made_at(row),
            selections,
            values=tuple(values.get(row["id"], ())),
            elsewhere=elsewhere,
            elsewhere_codings=elsewhere,
        )

    def _coded(self, row: Row) -> ExchangedSelection:
        identity = self.id("coding", row["ctid"])
        notes = self._noted("memo of a coding", "ctid", "", "memo", row)
        user, made = self.user(row.get("owner")), made_at(row)
        coding = ExchangedCoding(identity, self.id("code", row["cid"]), user, made, notes)
        own = self.id("selection", row["ctid"])
        name = said(row, "seltext")
        return ExchangedSelection(
            own, name, place(row, "pos0"), place(row, "pos1"), "", user, made, (coding,), ()
        )

    def _annotated(self, row: Row) -> ExchangedSelection:
        notes = self._noted("annotation", "anid", "", "memo", row)
        own = self.id("annotated", row["anid"])
        return ExchangedSelection(
            own, "", place(row, "pos0"), place(row, "pos1"), "", self.user(row.get("owner")), None, (), notes
        )

    def _noted(self, what: str, number: str, title: str, text: str, row: Row) -> tuple[UUID, ...]:
        return self.note(what, row[number], title, row.get(text), row.get("owner"), made_at(row))

    def _journal(self) -> Iterator[UUID]:
        for row in self.rows("journal"):
            title, text, owner = str(row["name"]), row.get("jentry") or " ", row.get("owner")
            yield from self.note("journal", row["jid"], title, text, owner, made_at(row))

    # -- cases and attributes -----------------------------------------------------------------

    def _variables(self) -> Iterator[ExchangedVariable]:
        return (self.variable(row, "valuetype") for row in self.rows("attribute_type"))

    def _values(self, of: str) -> Mapping[object, list[tuple[UUID, str]]]:
        rows = (row for row in self.rows("attribute") if row.get("attr_type") == of)
        return self.values(rows, "id", "name")

    def _cases(self) -> Iterator[ExchangedCase]:
        links = grouped(self.rows("case_text"), "caseid")
        values = self._values("case")
        for row in self.rows("cases"):
            own = row["caseid"]
            yield self.case(own, row, links.get(own, ()), self._case_text, values)

    def _case_text(self, row: Row) -> UUID:
        return self.id("case text", row["id"])


def _kind(path: str) -> str:
    for beginning, kind in (
        ("/images", "picture"),
        ("images:", "picture"),
        ("/audio", "audio"),
        ("audio:", "audio"),
    ):
        if path.startswith(beginning):
            return kind
    if path.startswith(("/video", "video:")):
        return "video"
    return "text"
