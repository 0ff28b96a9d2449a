"""Passages as a report gives them: what several coders coded alike once, or with all its codes once."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import partial
from itertools import tee
from typing import Final
from uuid import UUID

from qualcode.analysis.remarks import words_of
from qualcode.model.questions.words import ChapterOrder, PassageForm
from qualcode.model.segments import QuotedPassage, Segment
from qualcode.model.span import Span
from qualcode.model.study import Study

Printed = Callable[[UUID, Span], Span]
"""What of a transcript is printed for a passage: whole sentences, perhaps."""

SectionOf = Callable[[Segment], Hashable]
"""The section of a document under which a passage is printed."""

_Run = list[tuple[int, Segment]]
"""Codings with their places in the order in which they came."""


def quoted_passages(
    study: Study,
    segments: Iterable[Segment],
    form: PassageForm = PassageForm.MERGED,
    printed: Printed | None = None,
    section: SectionOf | None = None,
    *,
    brackets: bool = True,
) -> Iterator[QuotedPassage]:
    """The passages of ``segments``, each where the first of its codings came.

    Merged are the codings of one code in one transcript that overlap; those that only touch are not. With
    all codes, passages are one that have the same words; where ``printed`` tells what a document prints of
    a passage, those of which it prints the same. Where a document has a ``section`` for each, a passage
    whose words are all printed with a longer one of its section is given with that. Without ``brackets``
    remarks in brackets are not among the words.
    """
    if form is PassageForm.PER_CODER:
        # Without a step in Python for each row: there may be a million.
        places, alone = tee(segments)
        return map(_alone, zip(places, zip(alone, strict=True), strict=True))
    runs = _runs(segments)
    if form is PassageForm.ALL_CODES:
        runs = _of_all_codes(runs, printed or _as_coded)
    if section is not None:
        runs = list(_with_longer_ones(runs, printed or _as_coded, section))
    for run in runs:
        run.sort(key=lambda entry: entry[0])
    ranks = {row.name: rank for rank, row in enumerate(study.coders_in_order)}
    return (
        _passage(study, [row for _, row in run], ranks, brackets=brackets)
        for run in sorted(runs, key=lambda run: run[0][0])
    )


_alone: Final[Callable[[tuple[Segment, tuple[Segment]]], QuotedPassage]] = partial(
    tuple.__new__, QuotedPassage
)


def section_of(order: ChapterOrder, form: PassageForm) -> SectionOf | None:
    """In which sections nothing is printed twice: those of a transcript or a person, else of a code.

    Under a code, all of its passages are printed, also where another code has them; given once with all
    codes, a passage stands under one of them. Each coding by itself is always printed.
    """
    if form is PassageForm.PER_CODER:
        return None
    if order is ChapterOrder.PARTICIPANT:
        return lambda row: row.participant
    if order is ChapterOrder.CODE and form is PassageForm.MERGED:
        return lambda row: row.code_id
    return lambda _: None


def _as_coded(_: UUID, span: Span) -> Span:
    return span


def _runs(segments: Iterable[Segment]) -> list[_Run]:
    """The codings of each code that overlap."""
    found: dict[tuple[UUID, UUID], _Run] = {}
    for place, row in enumerate(segments):
        found.setdefault((row.transcript_id, row.code_id), []).append((place, row))
    runs: list[_Run] = []
    for rows in found.values():
        rows.sort(key=lambda entry: (entry[1].start, entry[1].end, entry[0]))
        reach = -1
        for entry in rows:
            if entry[1].start >= reach:
                runs.append([])
            runs[-1].append(entry)
            reach = max(reach, entry[1].end)
    return runs


def _of_all_codes(runs: Iterable[_Run], printed: Printed) -> list[_Run]:
    """The runs of all codes of which the same is printed."""
    found: dict[tuple[UUID, Span], _Run] = {}
    for run in runs:
        transcript_id = run[0][1].transcript_id
        span = Span(run[0][1].start, _end(row for _, row in run))
        found.setdefault((transcript_id, printed(transcript_id, span)), []).extend(run)
    return list(found.values())


def _with_longer_ones(runs: Iterable[_Run], printed: Printed, section: SectionOf) -> Iterator[_Run]:
    """The runs, each with those of which nothing is printed that is not printed of it."""
    found: dict[tuple[UUID, Hashable], list[tuple[Span, _Run]]] = defaultdict(list)
    for run in runs:
        first = min((row for _, row in run), key=lambda row: row.start)
        span = printed(first.transcript_id, Span(first.start, _end(row for _, row in run)))
        found[first.transcript_id, section(first)].append((span, run))
    for rows in found.values():
        rows.sort(key=lambda entry: (entry[0].start, -entry[0].end, entry[1][0][0]))
        outer, reach = list[tuple[int, Segment]](), -1
        for span, run in rows:
            if span.end <= reach:
                outer.extend(run)
                continue
            if outer:
                yield outer
            outer, reach = list(run), span.end
        yield outer


def _end(rows: Iterable[Segment]) -> int:
    return max(row.end for row in rows)


def _passage(
    study: Study, rows: Sequence[Segment], ranks: dict[str, int], *, brackets: bool
) -> QuotedPassage:
    if len(rows) == 1:
        return QuotedPassage(rows[0], tuple(rows))
    first = min(rows, key=lambda row: (row.start, -row.end))
    last = max(rows, key=lambda row: row.end)
    text = first.text
    if last.end != first.end:
        text = words_of(study, first.transcript_id, Span(first.start, last.end), brackets=brackets)
    place = first._replace(
        code="; ".join(dict.fromkeys(row.code for row in rows)),
        coder=", ".join(sorted({row.coder for row in rows}, key=ranks.__getitem__)),
        end=last.end,
        text=text,
        memo=_memos(rows),
        weight=rows[0].weight if len({row.weight for row in rows}) == 1 else None,
        created=min(row.created for row in rows),
        after=last.after,
    )
    return QuotedPassage(place, tuple(rows))


def _memos(rows: Sequence[Segment]) -> str:
    """The memos of all codings; whose each is, where more than one person coded."""
    several = len({row.coder for row in rows}) > 1
    said = (f"{row.coder}: {row.memo}" if several else row.memo for row in rows if row.memo)
    return "\n".join(dict.fromkeys(said))
