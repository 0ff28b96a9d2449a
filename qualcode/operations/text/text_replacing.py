"""Replace words wherever they were found, in the labels of speakers too: one step over many transcripts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.turns import Turn, Turns
from qualcode.operations.draft import Draft, together
from qualcode.operations.text.alignment import Patch
from qualcode.operations.text.correction import Correction
from qualcode.operations.text.text_correction import reword, tidy_text


def replace_words(study: Study, places: Mapping[UUID, Sequence[Span]], words: str, label: str) -> Correction:
    """Put ``words`` in each place, as one step under ``label``; codings and turns follow as in a correction.

    Where a place is in the label of a speaker, the turn takes the new label as well; its participant stays.
    """
    patches = {
        transcript_id: [Patch(span, words, each=True) for span in sorted(spans)]
        for transcript_id, spans in places.items()
    }
    correction = reword(study, patches, label)
    if not correction.change:
        return correction
    corrected = study.after(correction.change)
    draft = Draft(corrected)
    for transcript_id, wanted in patches.items():
        _relabel(study, corrected, draft, transcript_id, wanted)
    change = together(study, correction.change.label, [correction.change, draft.change(label)])
    return correction.of(change)


def in_label(turns: Turns, place: int) -> int | None:
    """Index of the turn in whose label a place is; None where it is not in a label."""
    index = turns.index_at(place)
    return index if index is not None and place < int(turns.speech[index]) else None


def _relabel(
    study: Study, corrected: Study, draft: Draft, transcript_id: UUID, patches: Sequence[Patch]
) -> None:
    before, after, text = (
        study.turns_of(transcript_id),
        corrected.turns_of(transcript_id),
        study.text(transcript_id),
    )
    changed: dict[int, Turn] = {}
    for span, words, _ in patches:
        place = in_label(before, span.start)
        now = -1 if place is None else int(after.positions(before.id[place : place + 1])[0])
        if now < 0:
            continue
        turn = changed.get(now) or after.row(now)
        label = " ".join(turn.label.replace(text[span.start : span.end], tidy_text(words)).split())
        if label and label != turn.label:
            changed[now] = replace(turn, label=label)
    if changed:
        rows = Turns.from_rows(changed.values())
        draft.swap_turns(transcript_id, after.take(after.positions(rows.id)), rows)
