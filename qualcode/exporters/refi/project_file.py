"""A study as a REFI-QDA project: ``.qdpx`` with its texts beside the document, ``.qde`` with them inside."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from uuid import UUID

import numpy as np

from qualcode import __version__
from qualcode.exporters.colour import sure_colour
from qualcode.exporters.refi.elements import attributes, element, holder, moment, moment_of, reference, words
from qualcode.exporters.refi.foreign import ForeignParts
from qualcode.exporters.refi.people import Variables, cases
from qualcode.exporters.refi.soundness import faults_of
from qualcode.exporters.refi.sources import TextSources
from qualcode.exporters.writing import utf8, whole_file
from qualcode.model.entities import Code, Coder, CodeSet, Memo, MemoSubject
from qualcode.model.errors import QualcodeError
from qualcode.model.exchange.foreign import ForeignKind
from qualcode.model.exchange.kept import TITLE, kept_words
from qualcode.model.exchange.labelled import description
from qualcode.model.exchange.selections import part_id, written_guid
from qualcode.model.exchange.targets import MANNERS, Manner, Target
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.study import Study

NAMESPACE: Final = "urn:QDA-XML:project:1.0"
ORIGIN: Final = f"qualcode {__version__}"

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The same project gives the same bytes: no clock."""

_LEVEL: Final = 2
"""Of the levels of packing: the next ones take several times as long to save a tenth."""


def write_refi(
    path: Path,
    study: Study,
    target: Target = Target.STRICT,
    step_hash: str = "",
    progress: Progress = no_progress,
    kept: Study | None = None,
) -> None:
    """Write the project; the ending .qde gives one document, any other an archive.

    ``kept`` is the study in its own identities, where ``study`` has those that other programs gave it.
    """
    kept = study if kept is None else kept
    note = kept_words(kept, step_hash, MANNERS[target].counting)
    manner = MANNERS[target]
    inside = path.suffix.lower() == ".qde"
    # Half of the work is the document, half what lies beside it.
    total = (1 if inside else 2) * len(study.transcripts)
    document = refi_document(
        study, manner, note, inside=inside, progress=lambda done, _all, what: progress(done, total, what)
    )
    faults = faults_of(document)
    if faults:
        raise QualcodeError(
            f"The project could not be written for other programs: {faults[0]} Nothing was written."
        )
    with whole_file(path) as stream:
        if inside:
            stream.write(document)
            return
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            _store(archive, "project.qde", document)
            for place, transcript in enumerate(study.transcripts_in_order, len(study.transcripts)):
                progress(place, total, transcript.name)
                _add(archive, transcript.id, study.text(transcript.id), manner)
            _add(archive, part_id(study.info.id, "kept"), note, MANNERS[Target.STRICT])


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _add(archive: zipfile.ZipFile, identity: UUID, text: str, manner: Manner) -> None:
    written = text.replace("\n", "\r\n") if manner.pairs else text
    _store(archive, f"sources/{written_guid(identity)}.txt", utf8(written))


def _store(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    # The level of the archive is not that of a member with a date of its own.
    archive.writestr(_entry(name), content, compresslevel=_LEVEL)


def refi_document(
    study: Study, manner: Manner, note: str = "", *, inside: bool = False, progress: Progress = no_progress
) -> bytes:
    """The document, valid against the schema; ``inside``: with the words of its sources and the ``note``."""
    stream = io.StringIO()
    stream.write('<?xml version="1.0" encoding="utf-8"?>\n')
    info = study.info
    head = attributes(name=info.name, origin=ORIGIN, creationDateTime=moment(info.created_at))
    stream.write(f'<Project xmlns="{NAMESPACE}"{head}>')
    foreign = ForeignParts(study)
    for part in _parts(study, manner, note, foreign, progress, inside=inside):
        foreign.written(part)
        stream.write(part)
    stream.write("</Project>\n")
    return utf8(stream.getvalue())


def _parts(
    study: Study, manner: Manner, note: str, foreign: ForeignParts, progress: Progress, *, inside: bool
) -> Iterator[str]:
    variables = Variables(study)
    yield holder("Users", "".join(map(_user, study.coders_in_order)))
    yield holder("CodeBook", holder("Codes", "".join(_codes(study))))
    yield variables.written()
    yield cases(study, variables, turns=manner.turns)
    sources = TextSources(study, manner, variables, inside=inside)
    if study.transcripts:
        yield "<Sources>"
        for place, transcript in enumerate(study.transcripts_in_order):
            progress(place, len(study.transcripts), transcript.name)
            yield sources.written(transcript)
        yield "</Sources>"
    yield "<Notes>"
    yield from _notes(study)
    yield _kept(study, note, inside=inside)
    yield "</Notes>"
    yield holder("Links", "".join(_links(study)) + foreign.of_kind(ForeignKind.LINK))
    sets = "".join(_set(study, row) for row in study.code_sets_in_order)
    yield holder("Sets", sets + foreign.of_kind(ForeignKind.SET))
    yield holder("Graphs", foreign.of_kind(ForeignKind.GRAPH))
    yield words("Description", study.info.memo)
    for memo in _memos(study, MemoSubject.PROJECT):
        yield reference("NoteRef", memo.id)


def _user(row: Coder) -> str:
    return f"<User{attributes(guid=written_guid(row.id), name=row.name)}/>"


def _codes(study: Study) -> Iterator[str]:
    """The codebook without a call for each level."""
    memos: dict[UUID, list[Memo]] = {}
    for memo in _memos(study, MemoSubject.CODE):
        memos.setdefault(memo.subject_id, []).append(memo)
    open_: list[Code] = []
    for code in study.codes_in_order:
        while open_ and open_[-1].id != code.parent_id:
            open_.pop()
            yield "</Code>"
        head = attributes(
            guid=written_guid(code.id),
            name=code.name,
            isCodable="true" if code.codable else "false",
            color=sure_colour(code.colour),
        )
        notes = "".join(reference("NoteRef", memo.id) for memo in memos.get(code.id, ()))
        yield f"<Code{head}>{words('Description', description(code))}{notes}"
        open_.append(code)
    yield "</Code>" * len(open_)


def _memos(study: Study, subject: MemoSubject) -> list[Memo]:
    rows = (row for row in study.rows(Memo).values() if row.subject is subject)
    return sorted(rows, key=lambda row: (row.created_at, row.id))


def _notes(study: Study) -> Iterator[str]:
    for row in sorted(study.rows(Memo).values(), key=lambda row: (row.created_at, row.id)):
        author = study.find_coder(row.author)
        yield _note(
            row.id,
            row.title,
            row.text,
            None if author is None else written_guid(author.id),
            moment(row.created_at),
        )
    for transcript in study.transcripts_in_order:
        table = study.codings_of(transcript.id)
        for place in np.flatnonzero(table.memo != "").tolist():
            coding = table.row(place)
            yield _note(
                part_id(coding.id, "memo"),
                "",
                coding.memo,
                written_guid(coding.coder_id),
                moment_of(int(table.created[place])),
            )


def _note(identity: UUID, title: str, text: str, user: str | None, created: str) -> str:
    head = attributes(
        guid=written_guid(identity), name=title or None, creatingUser=user, creationDateTime=created
    )
    return element("Note", head, words("PlainTextContent", text) or "<PlainTextContent/>")


def _kept(study: Study, note: str, *, inside: bool) -> str:
    guid = written_guid(part_id(study.info.id, "kept"))
    if not inside:
        return f"<Note{attributes(guid=guid, name=TITLE, plainTextPath=f'internal://{guid}.txt')}/>"
    return element("Note", attributes(guid=guid, name=TITLE), words("PlainTextContent", note))


def _links(study: Study) -> Iterator[str]:
    """A case has no place for notes: a link leads from the note to it."""
    for memo in _memos(study, MemoSubject.PARTICIPANT):
        guid = written_guid(part_id(memo.id, "link"))
        ends = attributes(originGUID=written_guid(memo.id), targetGUID=written_guid(memo.subject_id))
        yield f"<Link{attributes(guid=guid, name='Memo', direction='OneWay')}{ends}/>"


def _set(study: Study, row: CodeSet) -> str:
    members = "".join(reference("MemberCode", code.id) for code in study.codes_of_set(row.id))
    return element("Set", attributes(guid=written_guid(row.id), name=row.name), members)
