"""A study: an immutable view of everything in a project at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, TypeVar, cast
from uuid import UUID

import numpy as np

from qualcode.model.applying import Rows, columns_after, counts_after, rows_after
from qualcode.model.branches import Branches
from qualcode.model.change import ChangeSet
from qualcode.model.codings import Codings
from qualcode.model.entities import (
    KINDS,
    Attribute,
    AttributeSubject,
    AttributeValue,
    Code,
    Coder,
    CodeSet,
    CodeSetMember,
    Entity,
    Folder,
    Highlight,
    Memo,
    MemoLink,
    Participant,
    ProjectInfo,
    Report,
    SavedQuery,
    Summary,
    TextVersion,
    Transcript,
    TypicalQuote,
)
from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.model.transcript import Role, TranscriptStatus
from qualcode.model.turns import ROLES, Turn, Turns
from qualcode.model.words.in_words import briefly, some_of
from qualcode.model.words.name_order import name_order
from qualcode.model.words.nearest import known_names
from qualcode.model.words.spelling import named

E = TypeVar("E", bound=Entity)


def _no_rows() -> dict[type[Entity], Rows]:
    return {kind: {} for kind in KINDS}


@dataclass(frozen=True, eq=False)
class Study:
    """Rows by kind and identity; turns and codings by transcript. Changed only by ``after``.

    ``step`` is the journal's last step that this study contains; it plays no part in equality.
    ``withheld`` says what ``model.sight`` left out of it, "" where that is nothing; nor does it.
    """

    tables: Mapping[type[Entity], Rows] = field(default_factory=_no_rows)
    turns: Mapping[UUID, Turns] = field(default_factory=dict)
    codings: Mapping[UUID, Codings] = field(default_factory=dict)
    step: int = 0
    withheld: str = ""

    # -- rows by kind ---------------------------------------------------------------------------

    def rows(self, kind: type[E]) -> Mapping[UUID, E]:
        """All rows of one kind by identity, in no order that means anything."""
        return cast("Mapping[UUID, E]", self.tables[cast("type[Entity]", kind)])

    @property
    def info(self) -> ProjectInfo:
        """The row about the project itself."""
        return next(iter(self.rows(ProjectInfo).values()))

    @property
    def codes(self) -> Mapping[UUID, Code]:
        return self.rows(Code)

    @property
    def transcripts(self) -> Mapping[UUID, Transcript]:
        return self.rows(Transcript)

    @property
    def coders(self) -> Mapping[UUID, Coder]:
        return self.rows(Coder)

    @property
    def participants(self) -> Mapping[UUID, Participant]:
        return self.rows(Participant)

    # -- orders shown to people -----------------------------------------------------------------

    @cached_property
    def transcripts_in_order(self) -> tuple[Transcript, ...]:
        """Those of each folder together, folder by folder, then those in no folder."""
        places = {row.id: place for place, row in enumerate(self.folders.in_order)}

        def place(row: Transcript) -> tuple[int, int, str, UUID]:
            folder = len(places) if row.folder_id is None else places.get(row.folder_id, len(places))
            return folder, row.position, row.name, row.id

        return tuple(sorted(self.transcripts.values(), key=place))

    @cached_property
    def uses_statuses(self) -> bool:
        """Whether somebody has begun to say how far a transcript is."""
        return any(row.status is not TranscriptStatus.NOT_STARTED for row in self.transcripts.values())

    @cached_property
    def participants_in_order(self) -> tuple[Participant, ...]:
        return tuple(sorted(self.participants.values(), key=lambda row: (row.position, row.name, row.id)))

    @cached_property
    def coders_in_order(self) -> tuple[Coder, ...]:
        return tuple(sorted(self.coders.values(), key=lambda row: (name_order(row.name), row.id)))

    @cached_property
    def attributes_in_order(self) -> tuple[Attribute, ...]:
        rows = self.rows(Attribute).values()
        return tuple(sorted(rows, key=lambda row: (row.subject, row.position, row.name, row.id)))

    @cached_property
    def _codebook(self) -> Branches[Code]:
        return Branches(self.codes.values())

    @property
    def codes_in_order(self) -> tuple[Code, ...]:
        """The codebook read from top to bottom: each code followed by the codes below it."""
        return self._codebook.in_order

    def children(self, parent_id: UUID | None) -> tuple[Code, ...]:
        """The codes directly below ``parent_id`` in their order; at the top for None."""
        return self._codebook.children(parent_id)

    def descendants(self, code_id: UUID) -> tuple[Code, ...]:
        """All codes below a code, without itself."""
        return tuple(self._codebook.below(code_id))

    def path(self, code_id: UUID) -> str:
        """The code's name after those of its parents: ``Trust > trust in private firms``."""
        return self._codebook.paths[code_id]

    @cached_property
    def folders(self) -> Branches[Folder]:
        """The folders of transcripts, one below the other."""
        return Branches(self.rows(Folder).values())

    def transcripts_in(self, folder_id: UUID) -> tuple[Transcript, ...]:
        """The transcripts of a folder and of those below it, in their order."""
        inside = {folder_id, *(row.id for row in self.folders.below(folder_id))}
        return tuple(row for row in self.transcripts_in_order if row.folder_id in inside)

    @cached_property
    def code_sets_in_order(self) -> tuple[CodeSet, ...]:
        return tuple(sorted(self.rows(CodeSet).values(), key=lambda row: (row.position, row.name, row.id)))

    def codes_of_set(self, set_id: UUID) -> tuple[Code, ...]:
        """The codes of a set in the order of the codebook."""
        chosen = {row.code_id for row in self.rows(CodeSetMember).values() if row.set_id == set_id}
        return tuple(code for code in self.codes_in_order if code.id in chosen)

    @cached_property
    def summaries(self) -> Mapping[tuple[UUID, UUID], Summary]:
        """The framework matrix: summaries by (participant, code)."""
        return {(row.participant_id, row.code_id): row for row in self.rows(Summary).values()}

    def typical_quotes_of(self, code_id: UUID) -> tuple[TypicalQuote, ...]:
        """The passages chosen to stand for a code, in the order in which they were chosen."""
        return self._typical_quotes.get(code_id, ())

    @cached_property
    def _typical_quotes(self) -> Mapping[UUID, tuple[TypicalQuote, ...]]:
        found: dict[UUID, list[TypicalQuote]] = {}
        rows = self.rows(TypicalQuote).values()
        for row in sorted(rows, key=lambda row: (row.created_at, row.start, row.id)):
            found.setdefault(row.code_id, []).append(row)
        return {code_id: tuple(quotes) for code_id, quotes in found.items()}

    @cached_property
    def reports_in_order(self) -> tuple[Report, ...]:
        return tuple(sorted(self.rows(Report).values(), key=lambda row: (row.position, row.name, row.id)))

    @cached_property
    def queries_in_order(self) -> tuple[SavedQuery, ...]:
        return tuple(sorted(self.rows(SavedQuery).values(), key=lambda row: (row.position, row.name, row.id)))

    # -- transcripts ----------------------------------------------------------------------------

    @cached_property
    def _versions(self) -> Mapping[tuple[UUID, int], TextVersion]:
        return {(row.transcript_id, row.number): row for row in self.rows(TextVersion).values()}

    def text_version(self, transcript_id: UUID) -> TextVersion:
        """The current wording of a transcript."""
        return self._versions[transcript_id, self.transcripts[transcript_id].version]

    def text(self, transcript_id: UUID) -> str:
        """The current text of a transcript; may read it from the database."""
        return self.text_version(transcript_id).text.read()

    def turns_of(self, transcript_id: UUID) -> Turns:
        return self.turns.get(transcript_id, _NO_TURNS)

    def codings_of(self, transcript_id: UUID) -> Codings:
        return self.codings.get(transcript_id, _NO_CODINGS)

    def turn_at(self, transcript_id: UUID, position: int) -> Turn | None:
        """The turn that covers a code point, None where there is none."""
        turns = self.turns_of(transcript_id)
        index = turns.index_at(position)
        return None if index is None else turns.row(index)

    def quoted(self, transcript_id: UUID, span: Span) -> str:
        """The words of a span."""
        return self.text(transcript_id)[span.start : span.end]

    def highlights_of(self, transcript_id: UUID) -> tuple[Highlight, ...]:
        rows = (row for row in self.rows(Highlight).values() if row.transcript_id == transcript_id)
        return tuple(sorted(rows, key=lambda row: (row.start, row.end, row.id)))

    def memos_of(self, subject_id: UUID) -> tuple[Memo, ...]:
        rows = (row for row in self.rows(Memo).values() if row.subject_id == subject_id)
        return tuple(sorted(rows, key=lambda row: (row.start or 0, row.created_at, row.id)))

    def memo_links_of(self, memo_id: UUID) -> tuple[MemoLink, ...]:
        """What a memo has to do with besides what it is about."""
        return self._memo_links.get(memo_id, ())

    def memos_on(self, subject_id: UUID) -> tuple[tuple[Memo, Span | None], ...]:
        """The memos about something or linked to it, oldest first, each with the words that are meant."""
        return self._memos_on.get(subject_id, ())

    @cached_property
    def _memos_on(self) -> Mapping[UUID, tuple[tuple[Memo, Span | None], ...]]:
        found: dict[UUID, list[tuple[Memo, Span | None]]] = {}
        for memo in sorted(self.rows(Memo).values(), key=lambda row: (row.created_at, row.id)):
            meant: tuple[Memo | MemoLink, ...] = (memo, *self.memo_links_of(memo.id))
            for row in meant:
                span = None if row.start is None or row.end is None else Span(row.start, row.end)
                found.setdefault(row.subject_id, []).append((memo, span))
        return {subject_id: tuple(memos) for subject_id, memos in found.items()}

    @cached_property
    def _memo_links(self) -> Mapping[UUID, tuple[MemoLink, ...]]:
        found: dict[UUID, list[MemoLink]] = {}
        for row in self.rows(MemoLink).values():
            found.setdefault(row.memo_id, []).append(row)
        return {
            memo_id: tuple(sorted(rows, key=lambda row: (row.subject, row.start or 0, row.id)))
            for memo_id, rows in found.items()
        }

    def values_of(self, subject_id: UUID) -> Mapping[UUID, AttributeValue]:
        """A participant's or transcript's attribute values, by attribute."""
        return self._values.get(subject_id, {})

    @cached_property
    def _values(self) -> Mapping[UUID, Mapping[UUID, AttributeValue]]:
        found: dict[UUID, dict[UUID, AttributeValue]] = {}
        for row in self.rows(AttributeValue).values():
            found.setdefault(row.subject_id, {})[row.attribute_id] = row
        return found

    @cached_property
    def roles_by_speaker(self) -> Mapping[int, frozenset[Role]]:
        """All roles that each participant has in their turns, by key; of those who speak."""
        found: dict[int, set[Role]] = {}
        tables = list(self.turns.values())
        if not tables:
            return {}
        # All at once: a table at a time takes many times as long where there are a thousand of them.
        whose = np.concatenate([table.participant for table in tables])
        roles = np.concatenate([table.role for table in tables])
        for pair in np.unique(whose.astype(np.int64) * len(ROLES) + roles).tolist():
            key, role = divmod(pair, len(ROLES))
            if key >= 0:
                found.setdefault(key, set()).add(ROLES[role])
        return {key: frozenset(own) for key, own in found.items()}

    # -- finding by name ------------------------------------------------------------------------

    def code_named(self, name: str) -> Code:
        """The code with this full path or, where only one has it, this name, in any spelling.

        Raises QualcodeError where there is none or more than one.
        """
        for code in self.codes.values():
            if self.path(code.id) == name:
                return code
        rows = self.codes_in_order
        wanted = set(named(name, {known for code in rows for known in (code.name, self.path(code.id))}))
        found = [code for code in rows if code.name in wanted or self.path(code.id) in wanted]
        if not found:
            paths = {self.path(code.id): code.name for code in rows}
            short = {leaf: path for path, leaf in paths.items() if leaf != path}
            near = known_names(name, [*paths], "codes", short)
            raise QualcodeError(f"There is no code named “{briefly(name)}”; {near}")
        if len(found) > 1:
            several = "”, “".join(self.path(code.id) for code in found)
            raise QualcodeError(f"“{name}” names several codes; give the full path: “{several}”.")
        return found[0]

    def transcript_named(self, name: str) -> Transcript:
        """The transcript with this name or source file name. Raises QualcodeError otherwise."""
        for field_name in ("name", "source_name"):
            rows = self.transcripts_in_order
            names = {getattr(row, field_name) for row in rows}
            wanted = {name} if name in names else set(named(name, names))
            found = [row for row in rows if getattr(row, field_name) in wanted]
            if len(found) > 1:
                raise QualcodeError(f"“{name}” names {len(found)} transcripts; rename them apart first.")
            if found:
                return found[0]
        near = known_names(name, [row.name for row in self.transcripts_in_order], "transcripts")
        raise QualcodeError(f"There is no transcript named “{briefly(name)}”; {near}")

    def coder_named(self, name: str) -> Coder:
        """The coder with this name. Raises QualcodeError where there is none."""
        coder = self.find_coder(name)
        if coder is None:
            names = some_of([row.name for row in self.coders_in_order])
            raise QualcodeError(
                f"There is no coder named “{briefly(name)}”; coders of this project: {names}."
            )
        return coder

    def participant_named(self, name: str) -> Participant:
        """The participant with this name in any spelling. Raises QualcodeError where there is none."""
        rows = {row.name: row for row in self.participants_in_order}
        for found in named(name, rows):
            return rows[found]
        raise QualcodeError(
            f"There is no participant named “{briefly(name)}”; {known_names(name, [*rows], 'participants')}"
        )

    def find_coder(self, name: str) -> Coder | None:
        """The coder of just this name: two coders may differ in capitals alone."""
        return next((row for row in self.coders.values() if row.name == name), None)

    def attribute_named(self, name: str, subject: AttributeSubject | None = None) -> Attribute:
        """The attribute with this name in any spelling. Raises QualcodeError where there is none."""
        rows = [row for row in self.attributes_in_order if subject in (None, row.subject)]
        wanted = set(named(name, {row.name for row in rows}))
        for row in rows:
            if row.name in wanted:
                return row
        names = some_of([row.name for row in self.attributes_in_order])
        raise QualcodeError(
            f"There is no attribute named “{briefly(name)}”; attributes of this project: {names}."
        )

    # -- codings overall ------------------------------------------------------------------------

    @cached_property
    def coding_count(self) -> int:
        return sum(self.coding_counts.values())

    @cached_property
    def coding_counts(self) -> Mapping[int, int]:
        """Number of codings by the code's key."""
        if not self.codings:
            return {}
        counts = np.bincount(np.concatenate([table.code for table in self.codings.values()]))
        used = np.flatnonzero(counts)
        return dict(zip(used.tolist(), counts[used].tolist(), strict=True))

    # -- moving on ------------------------------------------------------------------------------

    def after(self, change: ChangeSet) -> "Study":
        """The study after ``change``. Raises ConflictError where a before-image does not fit."""
        moved = replace(
            self,
            tables=rows_after(self.tables, change.rows),
            turns=columns_after(self.turns, change.turns),
            codings=columns_after(self.codings, change.codings),
        )
        # Applying a code must not cost sorting the codebook and counting a million codings again.
        known = vars(self)
        for name, kinds in _DERIVED_FROM.items():
            if name in known and all(moved.tables[kind] is self.tables[kind] for kind in kinds):
                vars(moved)[name] = known[name]
        for name, kind in _NESTED.items():
            if name in known and name not in vars(moved):
                before, now = self.tables[kind], moved.tables[kind]
                rows = {row.row.id for row in change.rows_of(kind)}
                nested = known[name].with_rows([(before.get(row), now.get(row)) for row in rows])
                vars(moved).update({} if nested is None else {name: nested})
        if "roles_by_speaker" in known and moved.turns is self.turns:
            vars(moved)["roles_by_speaker"] = known["roles_by_speaker"]
        if "coding_counts" in known:
            vars(moved)["coding_counts"] = counts_after(self.coding_counts, change.codings)
        return moved

    def at_step(self, step: int) -> "Study":
        """The same study known to be that of journal step ``step``."""
        same = replace(self, step=step)
        derived = _DERIVED_FROM.keys() | {"coding_count", "coding_counts", "roles_by_speaker"}
        vars(same).update((name, value) for name, value in vars(self).items() if name in derived)
        return same

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Study):
            return NotImplemented
        return (
            all(dict(self.tables[kind]) == dict(other.tables[kind]) for kind in KINDS)
            and dict(self.turns) == dict(other.turns)
            and dict(self.codings) == dict(other.codings)
        )

    __hash__ = None  # type: ignore[assignment]  # compared by content, far too large for a key


_DERIVED_FROM: Final[Mapping[str, tuple[type[Entity], ...]]] = {
    "transcripts_in_order": (Transcript, Folder),
    "uses_statuses": (Transcript,),
    "participants_in_order": (Participant,),
    "coders_in_order": (Coder,),
    "attributes_in_order": (Attribute,),
    "_codebook": (Code,),
    "folders": (Folder,),
    "code_sets_in_order": (CodeSet,),
    "summaries": (Summary,),
    "_typical_quotes": (TypicalQuote,),
    "reports_in_order": (Report,),
    "queries_in_order": (SavedQuery,),
    "_versions": (TextVersion,),
    "_values": (AttributeValue,),
    "_memo_links": (MemoLink,),
    "_memos_on": (Memo, MemoLink),
}
"""What a study works out once from rows of these kinds: the next study keeps it while these stay."""

_NESTED: Final[Mapping[str, type[Entity]]] = {"_codebook": Code, "folders": Folder}
"""Trees, which are kept with other rows in them while none comes, goes or moves."""

_NO_TURNS = Turns.empty()
_NO_CODINGS = Codings.empty()
