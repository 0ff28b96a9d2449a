"""Studies brought to the same texts, so that whatever hangs on words can be compared."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from qualcode.model.change import ChangeSet, RowChange
from qualcode.model.entities import Entity, Highlight, TextVersion, Transcript, TypicalQuote
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.study import Study
from qualcode.model.teamwork.merge_plan import MergeState, Side
from qualcode.model.words.in_words import counted
from qualcode.operations.merging.choosing import Choosing
from qualcode.operations.text.correction import Correction
from qualcode.operations.text.text_correction import correct_text


@dataclass(frozen=True)
class Studies:
    """Ours, the other one in our identities, and the last state that both had (None: not known)."""

    ours: Study
    theirs: Study
    base: Study | None


def with_common_texts(studies: Studies, choosing: Choosing, progress: Progress = no_progress) -> Studies:
    """The same studies with one text for each transcript that both have.

    Where one side alone has corrected a text, its text is taken; where both have, a person chooses.
    Codings move by the alignment of the texts; those that lose their words are told.
    """
    theirs = studies.theirs.transcripts_in_order
    for place, transcript in enumerate(theirs):
        progress(place, len(theirs), transcript.name)
        if transcript.id in studies.ours.transcripts:
            studies = _common_text(studies, transcript, choosing)
    return studies


def _common_text(studies: Studies, transcript: Transcript, choosing: Choosing) -> Studies:
    ours, theirs, base = studies.ours, studies.theirs, studies.base
    mine, other = ours.text_version(transcript.id), theirs.text_version(transcript.id)
    before = None
    if base is not None and transcript.id in base.transcripts:
        before = base.text_version(transcript.id).text
    if mine.text == other.text:
        if base is not None:
            studies = replace(studies, base=worded_like(base, ours, transcript.id))
        return studies
    name = ours.transcripts[transcript.id].name
    if mine.text.has_the_words_of(other.text):
        # Programs write a line end at the end of a text, or none: nobody has to choose one.
        side = Side.OURS
    elif mine.text == before:
        side = Side.THEIRS
        choosing.tell(MergeState.CHANGED_THERE, "text", name)
    elif other.text == before:
        side = Side.OURS
    else:
        here, there = (counted(version.text.length, "character") for version in (mine, other))
        side = choosing.both(f"text:{transcript.id}", "text", name, here, there)
    taken = ours if side is Side.OURS else theirs
    moved = replace(
        studies,
        ours=worded_like(ours, taken, transcript.id),
        theirs=worded_like(theirs, taken, transcript.id),
    )
    lost = sum(
        _lost(before, after, base, transcript.id)
        for before, after in ((ours, moved.ours), (theirs, moved.theirs))
    )
    if lost:
        choosing.tell(MergeState.UNPLACED, "coding", name, number=lost)
    for kind, noun in ((Highlight, "highlight"), (TypicalQuote, "typical quote")):
        known = frozenset() if base is None else base.rows(kind).keys()
        pairs = ((ours, moved.ours), (theirs, moved.theirs))
        gone = {row for before, after in pairs for row in before.rows(kind).keys() - after.rows(kind).keys()}
        if gone - known:
            choosing.tell(MergeState.UNPLACED, noun, name, number=len(gone - known))
    return moved if base is None else replace(moved, base=worded_like(base, taken, transcript.id))


def _lost(before: Study, after: Study, base: Study | None, transcript_id: UUID) -> int:
    """How many codings have lost all their words, without those that both sides had from the beginning."""
    codings = before.codings_of(transcript_id)
    gone = after.codings_of(transcript_id).positions(codings.id) < 0
    if base is not None:
        gone &= base.codings_of(transcript_id).positions(codings.id) < 0
    return int(gone.sum())


def worded_like(study: Study, other: Study, transcript_id: UUID) -> Study:
    """``study`` with the wording that ``other`` has of a transcript, where both have it.

    Aligning two texts may find none of the words of something, though each correction left it some: what
    ``other`` has as well stands where it stands there, for nobody has taken it away.
    """
    if transcript_id not in other.transcripts:
        return study
    moved = worded_as(study, other.text_version(transcript_id))
    if moved is study:
        return study
    before, after, there = (each.codings_of(transcript_id) for each in (study, moved, other))
    lost = before.without(after.id)
    places = there.positions(lost.id)
    known = places >= 0
    back = lost.take(known).replacing(start=there.start[places[known]], end=there.end[places[known]])
    tables = dict(moved.tables)
    for kind in (Highlight, TypicalQuote):
        tables[kind] = _with_lost(study, moved, other, kind)
    return replace(moved, tables=tables, codings={**moved.codings, transcript_id: after.joined(back)})


def _with_lost(
    study: Study, moved: Study, other: Study, kind: type[Highlight] | type[TypicalQuote]
) -> dict[UUID, Entity]:
    """The rows of a kind, with those that moving took away from words that ``other`` has."""
    there = other.tables[kind]
    rows: dict[UUID, Any] = dict(moved.tables[kind])
    for key, row in study.tables[kind].items():
        if key not in rows and key in there:
            at: Any = there[key]
            rows[key] = replace(row, start=at.start, end=at.end)
    return rows


def worded_as(study: Study, wanted: TextVersion) -> Study:
    """The study with this wording of its transcript, where it has that transcript."""
    transcript_id = wanted.transcript_id
    if transcript_id not in study.transcripts or study.text_version(transcript_id).text == wanted.text:
        return study
    correction = correct_text(study, transcript_id, wanted.text.read())
    return study.after(_as_worded(study, correction, wanted))


def _as_worded(study: Study, correction: Correction, wanted: TextVersion) -> ChangeSet:
    """The correction with the wording that there is already in the place of a new one like it."""
    there = next(
        (
            row
            for row in study.rows(TextVersion).values()
            if row.transcript_id == wanted.transcript_id and row.text == wanted.text
        ),
        None,
    )
    changes = []
    for change in correction.change.rows:
        match change.after:
            case TextVersion() if there is not None:
                continue
            case TextVersion() as made:
                same = replace(made, id=wanted.id, created_at=wanted.created_at)
                changes.append(RowChange(None, same))
            case Transcript() as row if there is not None:
                changes.append(RowChange(change.before, replace(row, version=there.number)))
            case _:
                changes.append(change)
    return replace(correction.change, rows=tuple(changes))
