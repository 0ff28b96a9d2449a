"""How often words are said: by whom, where, and in passages of which code."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.analysis.bracketed import in_brackets
from qualcode.analysis.captions.pictures import about_words
from qualcode.analysis.runs import merged_runs
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import NO_KEY, key_of
from qualcode.model.measures import Measures, SpanArray
from qualcode.model.questions.rules import ALL, Selection
from qualcode.model.results.matrix import Label, Matrix
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.transcripts.stop_list import as_counted, is_contraction, unlisted
from qualcode.model.turns import ROLES, Turns
from qualcode.model.words.in_words import counted, plural_of

CommonWords = Callable[[Study, UUID], frozenset[str]]
"""The words of a transcript's language that say little by themselves ("the", "and")."""


@dataclass(frozen=True, slots=True)
class WordRequest:
    """Which words are counted. ``code`` None: everywhere; ``speaker`` None: of everybody.

    The selection's transcripts, coders and interviewers hold; of its codes only ``code`` matters.
    ``most`` words are told, the most frequent ones. Without ``with_brackets`` nothing in brackets counts.
    """

    selection: Selection = ALL
    code: UUID | None = None
    speaker: UUID | None = None
    with_common: bool = False
    most: int = 40
    with_brackets: bool = True


def word_frequencies(
    study: Study,
    request: WordRequest,
    measures: Measures,
    common: CommonWords,
) -> Matrix:
    """The most frequent words and how often each is said: one column, int64.

    Small and capital letters are the same, and so are all apostrophes. A word belongs to a passage if it
    begins in it. All words are counted; numbers, the project's stop list and what is in headings, which
    nobody says, are not listed.
    """
    if request.code is not None and request.code not in study.codes:
        raise QualcodeError("The code is no longer in the project; choose another one.")
    selected = SelectedText(study, _selection(request))
    inside = None if request.code is None else merged_runs(selected)
    counts: Counter[str] = Counter()
    left_out = dict.fromkeys(("common", "in the stop list", "numbers", "in headings"), 0)
    total, bracketed = 0, 0
    own, listed = frozenset(study.info.unlisted_words), frozenset(study.info.listed_words)
    for place, transcript_id in enumerate(selected.transcripts):
        words = measures.words(study, transcript_id)
        kept, headings = _spoken(study.turns_of(transcript_id), words, request)
        if inside is not None:
            within = _in_passages(words, inside.start, inside.end, int(selected.bases[place]))
            kept, headings = kept & within, headings & within
        if not request.with_brackets:
            inside_them = in_brackets(study.text(transcript_id), words)
            bracketed += int(np.count_nonzero((kept | headings) & inside_them))
            kept, headings = kept & ~inside_them, headings & ~inside_them
        said = int(np.count_nonzero(headings))
        total, left_out["in headings"] = total + said, left_out["in headings"] + said
        found = Counter(_as_told(study.text(transcript_id), words[kept]))
        usual: frozenset[str] = frozenset() if request.with_common else common(study, transcript_id)
        frequent = unlisted(study.info, usual)
        for word, number in found.items():
            total += number
            if not any(map(str.isalpha, word)):
                left_out["numbers"] += number
            elif word in own:
                left_out["in the stop list"] += number
            elif word in frequent or (word not in listed and is_contraction(word, usual)):
                left_out["common"] += number
            else:
                counts[word] += number
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[: request.most]
    without = ", ".join(f"{number:,} {which}" for which, number in left_out.items() if number)
    return Matrix(
        rows=tuple(Label(word) for word, _ in top),
        columns=(Label("times"),),
        values=np.array([[number] for _, number in top], dtype=np.int64).reshape(-1, 1),
        provenance=about_words(
            study,
            selected.selection,
            code=request.code,
            speaker=request.speaker,
            with_common=request.with_common,
            with_brackets=request.with_brackets,
        ),
        remarks=(
            f"There {plural_of(total, 'is', 'are')} {counted(total, 'word')} in all"
            + (f", without {bracketed:,} in brackets" if bracketed else "")
            + (f"; not listed: {without}." if without else "."),
        ),
    )


def _selection(request: WordRequest) -> Selection:
    return request.selection if request.code is None else replace(request.selection, codes=(request.code,))


def _spoken(
    turns: Turns, words: SpanArray, request: WordRequest
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which words are said by those who count, and which are in headings.

    A turn without speaker is a heading where other turns have one.
    """
    turn = np.searchsorted(turns.start, words[:, 0], side="right") - 1
    known = turn >= 0
    kept = np.ones(len(words), dtype=np.bool_)
    if request.speaker is not None:
        theirs = turns.participant == key_of(request.speaker)
        kept &= known & np.append(theirs, False)[turn]
        return kept, np.zeros(len(words), dtype=np.bool_)
    passed_over: npt.NDArray[np.bool_] = (turns.participant == NO_KEY) & (turns.label == "")
    if passed_over.all():
        passed_over = np.zeros(len(turns), dtype=np.bool_)
    headings = known & np.append(passed_over, False)[turn]
    if not request.selection.include_interviewers:
        passed_over = passed_over | (turns.role == ROLES.index(Role.INTERVIEWER))
    return kept & ~(known & np.append(passed_over, False)[turn]), headings


def _in_passages(
    words: SpanArray, start: npt.NDArray[np.int64], end: npt.NDArray[np.int64], base: int
) -> npt.NDArray[np.bool_]:
    """Which words begin in a run of one code; its runs are in order and never overlap."""
    begins = words[:, 0].astype(np.int64) + base
    inside: npt.NDArray[np.bool_] = np.searchsorted(start, begins, side="right") > np.searchsorted(
        end, begins, side="right"
    )
    return inside


def _as_told(text: str, words: SpanArray) -> list[str]:
    return [as_counted(text[start:end]) for start, end in words.tolist()]
