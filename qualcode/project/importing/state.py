"""What the import window knows, without the window: files read so far, choices made, what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from qualcode.importers.name_patterns import NamePattern
from qualcode.importers.speakers.file_shape import is_known
from qualcode.model.codes.codebook import CodebookRow
from qualcode.model.codes.coding_rows import CodingTable
from qualcode.model.entities import AttributeSubject, AttributeType
from qualcode.model.machine.progress import Progress
from qualcode.model.study import Study
from qualcode.model.transcript import ReadTranscript, Role, TranscriptKind
from qualcode.model.transcripts.reading_choices import ReadingChoices
from qualcode.model.transcripts.speaker_guide import SpeakerGuide
from qualcode.model.words.in_words import counted, listed, plural_of, sentence
from qualcode.model.words.names import name_key
from qualcode.operations.draft import together
from qualcode.operations.transcripts.changed_files import changed_since, is_conflicted_copy, plain_stem
from qualcode.operations.transcripts.documents import DocumentImport
from qualcode.operations.transcripts.remembered_guides import remember_guides, remembered_guides
from qualcode.operations.transcripts.remembered_readings import remember_reading, remembered_reading
from qualcode.project.importing.agreed_roles import (
    Roles,
    chosen_roles,
    known_roles,
    met_roles,
    with_doubts,
    with_known,
)
from qualcode.project.importing.code_tables import codebook_of, codings_of
from qualcode.project.importing.guides import GuideChoice
from qualcode.project.importing.listed import Again, ReadFile, RefusedFile, common_variants
from qualcode.project.importing.sources import FoundSources
from qualcode.project.importing.step import ValueList, import_together, survey_transcripts
from qualcode.project.importing.table_uses import TableUse
from qualcode.project.importing.tables import TableFile

_NOUNS: Final = (
    (("data list",), (TableUse.PARTICIPANTS, TableUse.TRANSCRIPTS)),
    (("codebook",), (TableUse.CODEBOOK,)),
    (("table of codings", "tables of codings"), (TableUse.CODINGS,)),
)

Row = ReadFile | TableFile | RefusedFile


@dataclass(frozen=True, slots=True)
class Known:
    """What the project has already: files by their SHA-256, transcripts, types of attributes.

    ``transcripts`` are the names that a data list may call them by, in small letters; ``guides`` what was
    told of files by their shape, ``reading`` how captions and PDF files are read; ``study`` is asked for
    transcripts that changed files became.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[tuple[AttributeSubject, str], AttributeType] = field(default_factory=dict)
    transcripts: frozenset[str] = frozenset()
    guides: Mapping[str, SpeakerGuide] = field(default_factory=dict)
    study: Study | None = None
    roles: Roles = field(default_factory=dict)
    """What those do whom the project knows, by name."""
    reading: ReadingChoices | None = None


def known_of(study: Study) -> Known:
    """What matters about a project when files are imported into it."""
    return Known(
        {row.source_sha256: row.name for row in study.transcripts_in_order if row.source_sha256},
        {(row.subject, name_key(row.name)): row.type for row in study.attributes_in_order},
        frozenset(
            name_key(name) for row in study.transcripts_in_order for name in (row.name, row.source_name)
        ),
        remembered_guides(study),
        study,
        known_roles(study),
        remembered_reading(study),
    )


class Reach(StrEnum):
    """Of which files something is told."""

    FILE = "file"
    ALIKE = "alike"
    """All files of the same shape, now and later."""
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ImportState:
    """Files that were read, in order, tables among them, and those that could not be read."""

    files: tuple[ReadFile, ...] = ()
    tables: tuple[TableFile, ...] = ()
    refused: tuple[RefusedFile, ...] = ()
    known: Known = field(default_factory=Known)
    guides: Mapping[str, SpeakerGuide] = field(default_factory=dict)
    """By the shape of files: what was told of them here, to be remembered once they are imported."""
    reading: ReadingChoices | None = None
    """How captions and PDF files are read, where that was chosen here for all of them."""

    def __post_init__(self) -> None:
        """Whoever the project knows has the same role here; where roles differ, the file says so."""
        files = tuple(with_known(file, self.known.roles) for file in self.files)
        object.__setattr__(self, "files", with_doubts(files, self.known.roles))

    @property
    def rows(self) -> tuple[Row, ...]:
        """Everything, as the window lists it."""
        return (*self.files, *self.tables, *self.refused)

    # -- what is here -------------------------------------------------------------------------

    def with_more(self, more: FoundSources) -> "ImportState":
        """These files and others; one that is here already does not come again."""
        here = {(file.original.source_sha256, file.name) for file in self.files}
        fresh = [file for file in more.files if (file.original.source_sha256, file.name) not in here]
        checked: dict[int, ReadFile] = {}
        roles = chosen_roles(self.files)
        # Where a folder holds conflicted copies, the file itself is the one that is kept.
        for place in sorted(range(len(fresh)), key=lambda at: is_conflicted_copy(fresh[at].name)):
            checked[place] = self._checked(with_known(fresh[place], roles), [*self.files, *checked.values()])
        files = [*self.files, *(checked[place] for place in range(len(fresh)))]
        tables = [(table.sha256, table.name) for table in self.tables]
        more_tables = (table for table in more.tables if (table.sha256, table.name) not in tables)
        refused = tuple(file for file in more.refused if file not in self.refused)
        return replace(
            self,
            files=tuple(files),
            tables=(*self.tables, *(self._checked_table(table) for table in more_tables)),
            refused=self.refused + refused,
        )

    def _checked(self, file: ReadFile, before: Sequence[ReadFile]) -> ReadFile:
        """The file, not wanted where the project or the list has it already."""
        digest = file.original.source_sha256
        name = self.known.files.get(digest)
        if name is not None:
            return replace(file, wanted=False, repeat=f"Imported already as “{name}”.")
        twin = next((other.name for other in before if other.original.source_sha256 == digest), None)
        if twin is not None:
            return replace(file, wanted=False, repeat=f"The same file as “{twin}”.")
        original = _original(file, before)
        if original is not None:
            return replace(file, wanted=False, repeat=f"A conflicted copy of “{original}”, which is kept.")
        changed = None if self.known.study is None else changed_since(self.known.study, file.original)
        return replace(file, wanted=False, changed=changed) if changed is not None else file

    def _checked_table(self, table: TableFile) -> TableFile:
        table = replace(table, known=self.known.types)
        is_there = table.use is TableUse.SURVEY and table.sha256 in self.known.files
        return replace(table, wanted=False, repeat="Imported already.") if is_there else table

    def without(self, row: Row) -> "ImportState":
        """The same without one row of the list."""
        return replace(
            self,
            files=tuple(file for file in self.files if file is not row),
            tables=tuple(table for table in self.tables if table is not row),
            refused=tuple(file for file in self.refused if file is not row),
        )

    # -- choices ------------------------------------------------------------------------------

    def with_file(self, place: int, file: ReadFile) -> "ImportState":
        return replace(self, files=(*self.files[:place], file, *self.files[place + 1 :]))

    def with_table(self, place: int, table: TableFile) -> "ImportState":
        return replace(self, tables=(*self.tables[:place], table, *self.tables[place + 1 :]))

    def with_kind(self, place: int, kind: TranscriptKind) -> "ImportState":
        """The file at ``place`` is of another kind than was guessed."""
        return self.with_file(place, self.files[place].with_kind(kind))

    def with_read_again(self, row: ReadFile | TableFile, new: ReadFile | TableFile) -> "ImportState":
        """The same where a file was read under other choices; as it is where the file has gone meanwhile."""
        for place, file in enumerate(self.files):
            if isinstance(new, ReadFile) and (file.path, file.name) == (row.path, row.name):
                kept = new.with_kind(file.transcript.kind) if file.kind_chosen else new
                return self.with_file(
                    place, replace(kept, repeat=file.repeat, changed=file.changed, again=file.again)
                )
        for place, table in enumerate(self.tables):
            if isinstance(new, TableFile) and (table.path, table.name) == (row.path, row.name):
                return self.with_table(place, replace(new, known=self.known.types))
        return self

    def with_name_pattern(self, pattern: NamePattern) -> "ImportState":
        """Every transcript with what its file's name tells."""
        return replace(self, files=tuple(file.with_name_pattern(pattern) for file in self.files))

    def with_again(self, place: int, again: Again) -> "ImportState":
        """What becomes of the transcript that an earlier version of a file became."""
        return self.with_file(place, self.files[place].with_again(again))

    def wanting(self, row: int, *, wanted: bool) -> "ImportState":
        """The file or table in this row of the list is to be imported, or not."""
        if row < len(self.files):
            return self.with_file(row, self.files[row].wanting(wanted=wanted))
        place = row - len(self.files)
        return self.with_table(place, replace(self.tables[place], wanted=wanted))

    def renamed(self, place: int, names: Mapping[str, str], *, everywhere: bool) -> "ImportState":
        """Speakers of the file at ``place``, or of all files, under other names."""
        roles = met_roles(self.files)
        new = {name_key(name) for name in names.values()}
        met = {name: role for name, role in roles.items() if name in new}
        return self._each(place, everywhere, lambda file: with_known(file.renamed(names), met))

    def with_role(self, place: int, label: str, role: Role, *, everywhere: bool) -> "ImportState":
        """What a speaker of the file at ``place``, or of all files, does."""
        return self._each(place, everywhere, lambda file: file.with_role(label, role))

    def with_detail(
        self, place: int, detail: tuple[str, str], *, wanted: bool, everywhere: bool
    ) -> "ImportState":
        """A detail of the header becomes an attribute, or does not; elsewhere those of the same name."""
        own = self.with_file(place, self.files[place].with_detail(detail, wanted=wanted))
        if not everywhere:
            return own

        def change(file: ReadFile) -> ReadFile:
            for pair in file.original.details:
                if pair[0] == detail[0]:
                    file = file.with_detail(pair, wanted=wanted)
            return file

        others = (file if at == place else change(file) for at, file in enumerate(own.files))
        return replace(own, files=tuple(others))

    def with_reading(self, choices: ReadingChoices) -> "ImportState":
        """The same where all captions and PDF files to come are read like this; it is to be remembered."""
        return replace(self, reading=replace(choices, encoding=""))

    def reading_or(self, usual: ReadingChoices) -> ReadingChoices:
        """How files to come are read: as chosen here, else as the project remembers, else as usual."""
        return self.reading or self.known.reading or usual

    # -- what is told about speakers ----------------------------------------------------------

    def remembering(self, choice: GuideChoice) -> "ImportState":
        """The same, where what was asked for all files now is remembered for files like these."""
        if not choice.tells:
            return self
        told = {file.shape: file.guide for file in self.files if is_known(file.shape)}
        return replace(self, guides={**self.guides, **told})

    @property
    def choice(self) -> GuideChoice:
        """The guides for files that are still to come."""
        return GuideChoice({**self.known.guides, **self.guides})

    def reached(self, place: int, reach: Reach) -> tuple[int, ...]:
        """The files of which something is told that is told of the one at ``place``."""
        shape = self.files[place].shape
        alike = reach is Reach.ALIKE and is_known(shape)
        return tuple(
            at
            for at, file in enumerate(self.files)
            if at == place or reach is Reach.ALL or (alike and file.shape == shape)
        )

    def with_told(self, told: Sequence[tuple[ReadFile, ReadFile]], reach: Reach) -> "ImportState":
        """The same where files, as they were, are read as was told; what reaches others is remembered."""
        now = {id(before): after for before, after in told}
        files = tuple(now.get(id(file), file) for file in self.files)
        guides = dict(self.guides)
        if reach is not Reach.FILE:
            guides |= {after.shape: after.guide for _, after in told if is_known(after.shape)}
        return replace(self, files=files, guides=guides)

    def with_details_of(self, place: int, label: str) -> "ImportState":
        """The details of a file are those of a participant; of the transcript where ``label`` is empty."""
        return self.with_file(place, replace(self.files[place], details_of=label))

    def as_read(self, place: int, *, everywhere: bool) -> "ImportState":
        """The speakers as they stand in the file, or in all files."""
        return self._each(place, everywhere, ReadFile.as_read)

    def merge_proposals(self, place: int, *, everywhere: bool) -> list[tuple[str, tuple[str, ...]]]:
        """(name to keep, other spellings) of what may be one speaker."""
        found = common_variants(self.files) if everywhere else self.files[place].variants
        return [(proposal.keep, proposal.others) for proposal in found]

    def _each(self, place: int, everywhere: bool, change: Callable[[ReadFile], ReadFile]) -> "ImportState":
        files = (
            change(file) if everywhere or number == place else file for number, file in enumerate(self.files)
        )
        return replace(self, files=tuple(files))

    # -- what follows -------------------------------------------------------------------------

    @property
    def wanted_tables(self) -> tuple[TableFile, ...]:
        """The tables that will be imported."""
        return tuple(table for table in self.tables if table.wanted and not table.problem)

    @property
    def transcript_count(self) -> int:
        """How many transcripts there will be."""
        added = sum(file.wanted and not file.replaces for file in self.files)
        return added + sum(table.transcripts for table in self.wanted_tables)

    @property
    def replaced_count(self) -> int:
        """How many transcripts will have another text."""
        return sum(file.replaces for file in self.files)

    @property
    def ready(self) -> bool:
        """Whether there is anything to import."""
        return bool(self.transcript_count or self.replaced_count or self.wanted_tables)

    def notes_of(self, table: TableFile) -> str:
        """What a person should know of a table, the files beside it considered."""
        names = {
            name_key(name) for file in self.files if file.wanted for name in (file.name, file.transcript.name)
        }
        strangers = table.unmatched(names | self.known.transcripts) if table.wanted else ()
        if not strangers:
            return table.notes
        named = ", ".join(f"“{name}”" for name in strangers[:3])
        more = f" and {len(strangers) - 3:,} more" if len(strangers) > 3 else ""
        return f"{table.notes} Left out, as there is no such transcript: {named}{more}."

    @property
    def button(self) -> str:
        """What the one button says."""
        parts = [counted(self.transcript_count, "transcript")] if self.transcript_count else []
        for nouns, uses in _NOUNS:
            tables = sum(table.use in uses for table in self.wanted_tables)
            parts += [counted(tables, *nouns)] if tables else []
        if not self.replaced_count:
            return f"Import {listed(parts)}".rstrip()
        texts = f"eplace {counted(self.replaced_count, 'text')}"
        return f"Import {', '.join(parts)} and r{texts}" if parts else f"R{texts}"

    @property
    def done(self) -> str:
        """What was imported, in a sentence, once it is."""
        what = self.button.replace("Import ", "Imported ").replace("eplace ", "eplaced ")
        missing = f"{counted(len(self.refused), 'file')} could not be imported"
        return f"{what}. {sentence(missing)}" if self.refused else f"{what}."

    @property
    def summary(self) -> str:
        """How much there is, in one line."""
        chosen = [file for file in self.files if file.wanted]
        parts = []
        if chosen:
            words = sum(file.words for file in chosen)
            parts.append(f"About {words:,} words in {counted(len(chosen), 'file')}.")
        rows: list[ReadFile | TableFile] = [*self.files, *self.tables]
        repeats = sum(bool(row.repeat) and not row.wanted for row in rows)
        if repeats:
            parts.append(sentence(f"{counted(repeats, 'repeated file')} left out"))
        left = sum(file.changed is not None and not file.wanted for file in self.files)
        if left:
            changed = f"{counted(left, 'changed file')} {plural_of(left, 'is', 'are')} left as in the project"
            parts.append(sentence(f"{changed}: choose what to do with each"))
        if self.refused:
            parts.append(sentence(f"{counted(len(self.refused), 'file')} cannot be imported"))
        return " ".join(parts)

    def after_import(self) -> "ImportState":
        """What stays in the list once the rest is imported: the files that could not be."""
        guides = {**self.known.guides, **self.guides}
        known = replace(self.known, guides=guides, reading=self.reading or self.known.reading)
        return ImportState(refused=self.refused, known=known)


def read_as_told(
    files: Sequence[ReadFile], change: Callable[[SpeakerGuide], SpeakerGuide], progress: Progress
) -> list[tuple[ReadFile, ReadFile]]:
    """Files as they are and under a changed guide. Raises QualcodeError for a pattern at fault."""
    told = []
    for number, file in enumerate(files):
        progress(number, len(files), file.name)
        told.append((file, file.told(change(file.guide))))
    return told


def work_out(study: Study, state: ImportState, progress: Progress) -> DocumentImport:
    """The one change that adds everything that is wanted."""
    progress(0, 0, "Adding the transcripts")
    chosen = [file for file in state.files if file.wanted]
    transcripts: list[ReadTranscript] = [file.ready for file in chosen if not file.replaces]
    people = [
        (number, file.details_of, file.about_participant)
        for number, file in enumerate(file for file in chosen if not file.replaces)
        if file.about_participant
    ]
    replacing = [
        (file.changed.transcript_id, file.ready)
        for file in chosen
        if file.replaces and file.changed is not None
    ]
    lists: list[ValueList] = []
    about_codes: list[tuple[str, list[CodebookRow] | CodingTable]] = []
    for table in sorted(state.wanted_tables, key=lambda table: table.use is TableUse.CODINGS):
        progress(0, 0, table.name)
        if table.is_about_codes:
            read = codebook_of(table) if table.use is TableUse.CODEBOOK else codings_of(table)
            about_codes.append((table.name, read))
            continue
        if table.use is TableUse.SURVEY:
            transcripts += survey_transcripts(table.survey(), table.name)
        values = table.values()
        if values is not None:
            lists.append(values)
    found = import_together(study, transcripts, lists, replacing, about_codes, people)
    progress(0, 0, "Saving")
    shapes = {file.shape for file in state.files if file.wanted}
    told = {shape: guide for shape, guide in state.guides.items() if shape in shapes}
    remembered = [remember_guides(study, told)]
    if state.reading is not None:
        remembered.append(remember_reading(study, state.reading))
    if not any(remembered):
        return found
    return replace(found, change=together(study, found.change.label, [found.change, *remembered]))


def _original(file: ReadFile, others: Sequence[ReadFile]) -> str | None:
    """The name of the file beside which this one is a conflicted copy; None where it is none."""
    if not is_conflicted_copy(file.name):
        return None
    stem = plain_stem(file.name)
    return next(
        (
            other.name
            for other in others
            if plain_stem(other.name) == stem and not is_conflicted_copy(other.name)
        ),
        None,
    )
