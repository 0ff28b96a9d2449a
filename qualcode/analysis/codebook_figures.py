"""How much each code of the codebook is used, and which codes occur with it most."""

from uuid import UUID

import numpy as np

from qualcode.analysis.frequency import word_starts, words_within
from qualcode.analysis.pair_counts import diagonal
from qualcode.analysis.pair_rules import count_pairs
from qualcode.analysis.ragged import Whole
from qualcode.analysis.runs import coded_passages, merged_runs
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.model.measures import Measures
from qualcode.model.questions.rules import ALL_CODERS, CoderChoice, CooccurrenceRequest, Count, Selection
from qualcode.model.segments import CodeFigures
from qualcode.model.study import Study


def codebook_figures(
    study: Study,
    measures: Measures,
    coders: CoderChoice = ALL_CODERS,
    aggregate: bool = False,
    partners: int = 5,
) -> tuple[CodeFigures, ...]:
    """The figures of every code in codebook order, categories included.

    Segments are codings; words and characters those covered at least once. ``partners`` is the
    largest number of co-occurring codes named (rule overlap, counted as pairs, each code by itself).
    """
    everything = tuple(code.id for code in study.codes_in_order)
    selected = SelectedText(study, Selection(everything, coders, aggregate))
    runs = merged_runs(selected).in_text_order
    words = words_within(word_starts(selected, measures), runs.start, runs.end)
    segments = np.bincount(coded_passages(selected).code, minlength=runs.codes)
    covered_words = np.bincount(runs.code, weights=words, minlength=runs.codes)
    transcripts, participants = diagonal(runs, Count.TRANSCRIPTS), diagonal(runs, Count.PARTICIPANTS)
    characters, passages = diagonal(runs, Count.CHARACTERS), np.bincount(runs.code, minlength=runs.codes)
    together = count_pairs(
        merged_runs(SelectedText(study, Selection(everything, coders))), CooccurrenceRequest()
    )
    np.fill_diagonal(together, 0)
    return tuple(
        CodeFigures(
            code_id=code_id,
            segments=int(segments[place]),
            transcripts=int(transcripts[place]),
            participants=int(participants[place]),
            words=int(covered_words[place]),
            characters=int(characters[place]),
            partners=_partners(study, together[place], partners),
            passages=int(passages[place]),
            other_partners=max(0, int(np.count_nonzero(together[place])) - partners),
        )
        for place, code_id in enumerate(everything)
    )


def _partners(study: Study, counts: Whole, most: int) -> tuple[tuple[UUID, int], ...]:
    """The codes with the largest counts, the most frequent first, equals in codebook order."""
    order = np.argsort(-counts, kind="stable")[:most]
    return tuple((study.codes_in_order[place].id, int(counts[place])) for place in order if counts[place])
