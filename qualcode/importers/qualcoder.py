"""Projects of QualCoder (``data.qda``, an SQLite file) as exchanged projects: the same door as REFI-QDA."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5

from qualcode.importers.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.refi.parts import moment
from qualcode.importers.refi.texts import text_inside
from qualcode.model.errors import UnreadableFileError
from qualcode.model.exchange.document import (
    ExchangedCase,
    ExchangedCode,
    ExchangedCoding,
    ExchangedNote,
    ExchangedProject,
    ExchangedSelection,
    ExchangedSource,
    ExchangedUser,
    ExchangedVariable,
)

_SPACE: Final = UUID("0f5e2f52-6c0d-5d6c-9a0a-6f9b8d4a2c31")
_NEEDED: Final = frozenset(("source", "code_name", "code_cat", "code_text"))

Row = Mapping[str, Any]


def read_qualcoder(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> ExchangedProject:
    """What the ``data.qda`` at ``path`` holds. Raises UnreadableFileError."""
    if any(path.with_name(f"{path.name}{ending}").exists() for ending in ("-journal", "-wal")):
        # It is looked at and never written to: what is half-done is not ours to finish.
        raise UnreadableFileError(f"“{path.name}” is open in QualCoder. Close it there and try again.")
    try:
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA trusted_schema = OFF")
            return _Project(connection, path, limits).read()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise UnreadableFileError(
            f"“{path.name}” cannot be imported. Its database is damaged; make a copy of it in QualCoder."
        ) from error


class _Project:
    """Reads table by table; identities are made of QualCoder's own numbers, so that they stay the same."""

    def __init__(self, connection: sqlite3.Connection, path: Path, limits: ImportLimits) -> None:
        self._connection = connection
        self._limits = limits
        self._tables = {
            row["name"] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        if not self._tables >= _NEEDED:
            raise UnreadableFileError(f"“{path.name}” cannot be imported. It is not a project of QualCoder.")
        folder = path.resolve().parent.name
        self._name = folder.removesuffix(".qda") or path.stem
        about = next(self._rows("project"), {})
        self._space = uuid5(_SPACE, f"{about.get('date', '')}")
        self._memo = str(about.get("memo") or "")
        self._created = moment(str(about.get("date") or ""))
        self._users: dict[str, UUID] = {}
        self._notes: list[ExchangedNote] = []

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
            notes=tuple(self._notes),
            users=tuple(ExchangedUser(identity, name) for name, identity in self._users.items()),
        )

    def _rows(self, table: str) -> Iterator[dict[str, Any]]:
        if table in self._tables:
            # The names are ours, never the file's.
            for row in self._connection.execute(f"SELECT * FROM {table} ORDER BY rowid"):  # noqa: S608
                yield dict(row)

    def _id(self, what: str, number: object) -> UUID:
        return uuid5(self._space, f"{what} {number}")

    def _user(self, row: Row) -> UUID | None:
        name = str(row.get("owner") or "").strip()
        return self._users.setdefault(name, self._id("user", name)) if name else None

    # -- codes --------------------------------------------------------------------------------

    def _codes(self) -> Iterator[ExchangedCode]:
        """Categories and codes, each after the one above it; what would hang below itself is at the top."""
        waiting: dict[UUID | None, list[ExchangedCode]] = defaultdict(list)
        made = [*map(self._category, self._rows("code_cat")), *map(self._code, self._rows("code_name"))]
        known = {code.id for code in made}
        for code in made:
            waiting[code.parent if code.parent in known else None].append(code)
        done: set[UUID] = set()
        order = list(waiting.pop(None, []))[::-1]
        while order or waiting:
            if not order:
                # Only circles are left.
                code = next(iter(waiting.values())).pop()
                waiting = defaultdict(list, {above: rest for above, rest in waiting.items() if rest})
                order.append(code._replace(parent=None))
            code = order.pop()
            if code.id not in done:
                done.add(code.id)
                yield code if code.parent in known else code._replace(parent=None)
                order += waiting.pop(code.id, [])[::-1]

    def _category(self, row: Row) -> ExchangedCode:
        above = row.get("supercatid")
        parent = None if above is None else self._id("category", above)
        memo = str(row.get("memo") or "")
        return ExchangedCode(
            self._id("category", row["catid"]), str(row["name"]), parent, False, "", memo, ()
        )

    def _code(self, row: Row) -> ExchangedCode:
        parent = None
        if row.get("supercid") is not None:
            parent = self._id("code", row["supercid"])
        elif row.get("catid") is not None:
            parent = self._id("category", row["catid"])
        colour, memo = str(row.get("color") or ""), str(row.get("memo") or "")
        return ExchangedCode(self._id("code", row["cid"]), str(row["name"]), parent, True, colour, memo, ())

    # -- sources ------------------------------------------------------------------------------

    def _sources(self) -> Iterator[ExchangedSource]:
        coded: dict[int, list[ExchangedSelection]] = defaultdict(list)
        for row in self._rows("code_text"):
            coded[row["fid"]].append(self._coded(row))
        for row in self._rows("annotation"):
            coded[row["fid"]].append(self._annotated(row))
        for row in self._rows("case_text"):
            coded[row["fid"]].append(self._of_case(row))
        elsewhere: dict[int, int] = defaultdict(int)
        for table in ("code_image", "code_av"):
            for row in self._rows(table):
                elsewhere[row["id"]] += 1
        values = self._values("file")
        for row in self._rows("source"):
            yield self._source(row, tuple(coded[row["id"]]), elsewhere[row["id"]], values)

    def _source(
        self,
        row: Row,
        selections: tuple[ExchangedSelection, ...],
        elsewhere: int,
        values: Mapping[int, list[tuple[UUID, str]]],
    ) -> ExchangedSource:
        written = row.get("fulltext")
        text = None
        if written is not None and (written or not row.get("mediapath")):
            self._limits.check_text(len(written))
            text = text_inside(str(written), find_turns=True)
        return ExchangedSource(
            self._id("source", row["id"]),
            str(row["name"]),
            _kind(str(row.get("mediapath") or "")),
            text,
            str(row.get("memo") or ""),
            self._user(row),
            moment(str(row.get("date") or "")),
            selections,
            values=tuple(values.get(row["id"], ())),
            elsewhere=elsewhere,
            elsewhere_codings=elsewhere,
        )

    def _coded(self, row: Row) -> ExchangedSelection:
        identity = self._id("coding", row["ctid"])
        notes = self._note("memo of a coding", row["ctid"], "", row.get("memo"), row)
        user, made = self._user(row), moment(str(row.get("date") or ""))
        coding = ExchangedCoding(identity, self._id("code", row["cid"]), user, made, notes)
        own = self._id("selection", row["ctid"])
        name = str(row.get("seltext") or "")
        return ExchangedSelection(
            own, name, _place(row, "pos0"), _place(row, "pos1"), "", user, made, (coding,), ()
        )

    def _annotated(self, row: Row) -> ExchangedSelection:
        notes = self._note("annotation", row["anid"], "", row.get("memo"), row)
        own = self._id("annotated", row["anid"])
        return ExchangedSelection(
            own, "", _place(row, "pos0"), _place(row, "pos1"), "", self._user(row), None, (), notes
        )

    def _of_case(self, row: Row) -> ExchangedSelection:
        own = self._id("case text", row["id"])
        return ExchangedSelection(own, "", _place(row, "pos0"), _place(row, "pos1"), "", None, None, (), ())

    def _note(self, what: str, number: object, title: str, text: object, row: Row) -> tuple[UUID, ...]:
        """A note, where it says something."""
        if not text:
            return ()
        identity = self._id(what, number)
        made = moment(str(row.get("date") or ""))
        self._notes.append(ExchangedNote(identity, title, str(text), self._user(row), made))
        return (identity,)

    def _journal(self) -> Iterator[UUID]:
        for row in self._rows("journal"):
            yield from self._note("journal", row["jid"], str(row["name"]), row.get("jentry") or " ", row)

    # -- cases and attributes -----------------------------------------------------------------

    def _variables(self) -> Iterator[ExchangedVariable]:
        for row in self._rows("attribute_type"):
            kind = "Float" if row.get("valuetype") == "numeric" else "Text"
            yield ExchangedVariable(
                self._id("attribute", row["name"]), str(row["name"]), kind, str(row.get("memo") or "")
            )

    def _values(self, of: str) -> Mapping[int, list[tuple[UUID, str]]]:
        found: dict[int, list[tuple[UUID, str]]] = defaultdict(list)
        for row in self._rows("attribute"):
            if row.get("attr_type") == of and row.get("value") not in (None, ""):
                found[row["id"]].append((self._id("attribute", row["name"]), str(row["value"])))
        return found

    def _cases(self) -> Iterator[ExchangedCase]:
        texts: dict[int, list[Row]] = defaultdict(list)
        for row in self._rows("case_text"):
            texts[row["caseid"]].append(row)
        values = self._values("case")
        for row in self._rows("cases"):
            own = texts[row["caseid"]]
            yield ExchangedCase(
                self._id("case", row["caseid"]),
                str(row["name"]),
                str(row.get("memo") or ""),
                (),
                tuple(values.get(row["caseid"], ())),
                tuple(dict.fromkeys(self._id("source", each["fid"]) for each in own)),
                tuple(self._id("case text", each["id"]) for each in own),
            )


def _place(row: Row, name: str) -> int:
    """A position; -1 where it is none that a text can have."""
    found = row.get(name)
    return found if isinstance(found, int) and 0 <= found < 2**31 else -1


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
