"""Projects of Taguette (an SQLite file) as exchanged projects: documents are web pages, tags are codes."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.importers.formats.web_page import read as read_page
from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.programs.counted_words import words_of_page
from qualcode.importers.programs.program_database import (
    ProgramDatabase,
    Row,
    in_order,
    made_at,
    place,
    read_database,
    said,
)
from qualcode.importers.refi.texts import turns_in
from qualcode.importers.tables.tag_names import tag_above
from qualcode.model.errors import UnreadableFileError
from qualcode.model.exchange.document import ExchangedCode, ExchangedProject, ExchangedSource, ExchangedText
from qualcode.model.exchange.selected import ExchangedCoding, ExchangedSelection, Selections
from qualcode.model.words.in_words import some_of
from qualcode.model.words.names import name_key, numbered_names

TABLES: Final = frozenset(("projects", "documents", "highlights", "tags", "highlight_tags"))
"""By these a project of Taguette is told from others."""

_NAMED: Final = 40
"""So many highlights of a document say their words, by which its positions are checked."""


def read_taguette(path: Path, limits: ImportLimits = DEFAULT_LIMITS, wanted: str = "") -> ExchangedProject:
    """What the project ``wanted`` in the file at ``path`` holds; only their names where there are several.

    Raises UnreadableFileError.
    """
    return read_database(path, "Taguette", lambda found: _File(found, path, limits).read(wanted))


class _Made(NamedTuple):
    """Who did something, and when."""

    user: UUID | None
    at: int | None


class _File(ProgramDatabase):
    """A file holds the projects of everybody who works with it."""

    def __init__(self, connection: sqlite3.Connection, path: Path, limits: ImportLimits) -> None:
        super().__init__(connection)
        self._path = path
        self._limits = limits

    def read(self, wanted: str) -> ExchangedProject:
        """The project that is wanted."""
        projects = list(self.rows("projects"))
        names = list(numbered_names(said(row, "name") or self._path.stem for row in projects))
        if not projects:
            raise UnreadableFileError(f"“{self._path.name}” holds no project of Taguette.")
        if not wanted and len(projects) > 1:
            return ExchangedProject(self._path.stem, "Taguette", choices=tuple(names))
        keys = [name_key(name) for name in names]
        if wanted and name_key(wanted) not in keys:
            listed = some_of([f"“{name}”" for name in names])
            raise UnreadableFileError(
                f"“{self._path.name}” has no project “{wanted}”. Its projects are: {listed}."
            )
        chosen = keys.index(name_key(wanted)) if wanted else 0
        return self._project(projects[chosen], names[chosen])

    def _project(self, row: Row, name: str) -> ExchangedProject:
        self.of_project(f"Taguette {row['id']} {said(row, 'created')}")
        self._own = row["id"]
        self._members = [
            each["user_login"] for each in self.rows("project_members") if each["project_id"] == self._own
        ]
        tags = [each for each in self.rows("tags") if each["project_id"] == self._own]
        others = {each["id"] for each in self.rows("tags")} - {each["id"] for each in tags}
        sources = tuple(self._sources(others))
        return ExchangedProject(
            name,
            "Taguette",
            said(row, "description"),
            made_at(row, "created"),
            codes=tuple(in_order(self._codes(tags))),
            sources=sources,
            users=self.users,
        )

    # -- tags ---------------------------------------------------------------------------------

    def _codes(self, tags: list[dict[str, object]]) -> Iterator[ExchangedCode]:
        """Tags; “people.children” is below “people” where there is such a tag."""
        by_path = {str(row["path"]): row["id"] for row in tags}
        for row in tags:
            path = str(row["path"])
            above, name = tag_above(path, by_path)
            parent = by_path.get(above) if above else None
            if row.get("parent_id") is not None:
                parent = row["parent_id"]
            yield ExchangedCode(
                self.id("tag", row["id"]),
                name,
                None if parent is None else self.id("tag", parent),
                True,
                "",
                said(row, "description"),
                (),
            )

    # -- documents ----------------------------------------------------------------------------

    def _sources(self, others: set[object]) -> Iterator[ExchangedSource]:
        """Documents; ``others`` are the tags of other projects. A tag that is missing is told later."""
        tagged: dict[object, list[object]] = defaultdict(list)
        for row in self.rows("highlight_tags"):
            if row["tag_id"] not in others:
                tagged[row["highlight_id"]].append(row["tag_id"])
        of_document: dict[object, list[Row]] = defaultdict(list)
        for row in self.rows("highlights"):
            of_document[row["document_id"]].append(row)
        made = self._made()
        known = set()
        for row in self.rows("documents"):
            known.add(row["id"])
            if row["project_id"] == self._own:
                selections = Selections.of(self._selections(of_document[row["id"]], tagged, made))
                yield self._source(row, selections)
        # Whose a highlight without its document is, its tags or who made it still tell.
        lost = {
            number: [
                each
                for each in self._selections(rows, tagged, made)
                if each.codings or each.created is not None
            ]
            for number, rows in of_document.items()
            if number not in known
        }
        yield from self.missing("document", lost, known)

    def _source(self, row: Row, selections: Selections) -> ExchangedSource:
        text, counted = words_of_page(said(row, "contents"), self._limits)
        return ExchangedSource(
            self.id("document", row["id"]),
            said(row, "name") or said(row, "filename"),
            "text",
            ExchangedText(text, "inside", turns=turns_in(text), counted=counted),
            said(row, "description"),
            None,
            made_at(row, "created"),
            selections,
        )

    def _selections(
        self,
        rows: list[Row],
        tagged: Mapping[object, list[object]],
        made: Mapping[tuple[object, object], _Made],
    ) -> Iterator[ExchangedSelection]:
        every = max(1, len(rows) // _NAMED)
        for number, row in enumerate(rows):
            own = row["id"]
            name = self._words(said(row, "snippet")) if number % every == 0 else ""
            codings = tuple(self._coding(own, tag, made) for tag in tagged.get(own, ()))
            user, at = made.get((own, None)) or self._unknown()
            start, end = place(row, "start_offset"), place(row, "end_offset")
            yield ExchangedSelection(self.id("highlight", own), name, start, end, "", user, at, codings, ())

    def _coding(
        self, highlight: object, tag: object, made: Mapping[tuple[object, object], _Made]
    ) -> ExchangedCoding:
        user, at = made.get((highlight, tag)) or made.get((highlight, None)) or self._unknown()
        return ExchangedCoding(self.id("coding", f"{highlight} {tag}"), self.id("tag", tag), user, at, ())

    def _words(self, snippet: str) -> str:
        try:
            return read_page(snippet.encode("utf-8", "replace"), self._limits).text if snippet.strip() else ""
        except UnreadableFileError:
            return ""

    # -- who did what ---------------------------------------------------------------------------

    def _unknown(self) -> _Made:
        """Somebody; who is clear where one person alone works on the project."""
        return _Made(self.user(self._members[0]) if len(self._members) == 1 else None, None)

    def _made(self) -> dict[tuple[object, object], _Made]:
        """Who marked each passage first, and who gave it each of its tags first."""
        found: dict[tuple[object, object], _Made] = {}
        for row in self.rows("commands"):
            if row["project_id"] != self._own or "highlight_add" not in said(row, "payload"):
                continue
            payload = json.loads(row["payload"])
            if not isinstance(payload, dict):
                continue
            highlight, tags = payload.get("highlight_id"), payload.get("tags")
            made = _Made(self.user(row["user_login"]), made_at(row))
            for tag in (None, *(tags if isinstance(tags, list) else ())):
                if isinstance(tag, int | None):
                    found.setdefault((highlight, tag), made)
        return found
