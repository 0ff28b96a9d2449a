"""Studies brought to the same texts, so that whatever hangs on words can be compared."""

from dataclasses import dataclass, replace
from uuid import UUID

from qualcode.model.change import ChangeSet, RowChange
from qualcode.model.entities import Highlight, TextVersion, Transcript, TypicalQuote
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
            studies = replace(studies, base=worded_as(base, mine))
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
    taken = mine if side is Side.OURS else other
    moved = replace(studies, ours=worded_as(ours, taken), theirs=worded_as(theirs, taken))
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
    return moved if base is None else replace(moved, base=worded_as(base, taken))


def _lost(before: Study, after: Study, base: Study | None, transcript_id: UUID) -> int:
    """How many codings have lost all their words, without those that both sides had from the beginning."""
    codings = before.codings_of(transcript_id)
    gone = after.codings_of(transcript_id).positions(codings.id) < 0
    if base is not None:
        gone &= base.codings_of(transcript_id).positions(codings.id) < 0
    return int(gone.sum())


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
