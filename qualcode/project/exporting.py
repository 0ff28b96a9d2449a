"""What command line and window write about a study: analysis and file put together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

from qualcode import __version__
from qualcode.analysis.consent import consent_in_words, everybody_in_words
from qualcode.analysis.retrieval import EVERYTHING, Retrieval, segment_count, segments
from qualcode.exporters.segments_file import write_segments
from qualcode.model.in_words import counted, plural_of
from qualcode.model.matrix import Provenance
from qualcode.model.progress import Progress, no_progress
from qualcode.model.questions.words import ChapterOrder
from qualcode.model.report_values import left_out_line
from qualcode.model.rules import Facts, Selection
from qualcode.model.segments import Segment
from qualcode.model.study import Study
from qualcode.storage.schema import REVISION

SCHEMA: Final = REVISION
"""The schema of every project that this program has open: older ones are brought up to it."""

FOR_READING: Final = frozenset((".docx", ".html"))
"""Files that people read, in which quotes need consent; the others are data to work with."""

_REPORT_EVERY: Final = 256


class SegmentsWritten(NamedTuple):
    """How many segments a file holds, how many it leaves out for want of consent, and its rules."""

    number: int
    left_out: int
    facts: Facts


def export_segments(
    path: Path,
    study: Study,
    wanted: Retrieval = EVERYTHING,
    *,
    by: ChapterOrder = ChapterOrder.CODE,
    consent: bool | None = None,
    progress: Progress = no_progress,
) -> SegmentsWritten:
    """Write coded segments as csv, xlsx, json, docx or html.

    ``consent`` says whether segments go without the consent of their speakers to be quoted. None: files
    for reading (docx, html) respect it, data files hold everything.
    """
    for_reading = path.suffix.lower() in FOR_READING
    respected = for_reading if consent is None else consent
    wanted = replace(wanted, consent=respected, whole_words=for_reading)
    number = segment_count(study, wanted)
    left_out = segment_count(study, replace(wanted, consent=False)) - number if respected else 0
    facts = (
        *_facts(study, wanted),
        ("order", f"by {by}" if path.suffix.lower() in FOR_READING else "by transcript, as in the text"),
        ("consent", consent_in_words(study, left_out, respected=respected)),
        ("in words", f"{_in_words(study, wanted, number)}{everybody_in_words(study, respected=respected)}"),
    )
    rows = _reported(segments(study, wanted), number, progress)
    context = bool(wanted.context or wanted.context_turns)
    line = left_out_line(left_out)
    write_segments(
        path, study, rows, _about(study, "Coded segments", facts), context=context, by=by, left_out=line
    )
    return SegmentsWritten(number, left_out, facts)


def _about(study: Study, title: str, facts: Facts) -> Provenance:
    return Provenance(title, facts, study.info.name, study.step, __version__)


def _facts(study: Study, wanted: Retrieval) -> Facts:
    """Which segments were written, for people who read the file later."""
    codes = "all" if wanted.codes is None else "; ".join(study.path(code_id) for code_id in wanted.codes)
    below = (("codes below them", "included"),) if wanted.codes is not None and wanted.descendants else ()
    names = [study.transcripts[transcript_id].name for transcript_id in wanted.transcripts or ()]
    turns = wanted.context_turns
    context = f"{wanted.context} characters" if turns is None else counted(turns, "turn")
    if wanted.consent and (wanted.context or turns):
        context += ", as far as those who speak there may be quoted"
    return (
        ("coders", "all" if wanted.coders.everybody else _coders(study, wanted)),
        ("codes", codes),
        *below,
        ("transcripts", "all" if wanted.transcripts is None else "; ".join(names)),
        ("context", context),
        *(fact for query_id in wanted.queries for fact in Selection(query=query_id).query_fact(study)),
    )


def _in_words(study: Study, wanted: Retrieval, number: int) -> str:
    """``1,204 segments by all coders, with all codes, of 3 of 10 transcripts``."""

    def share(chosen: Sequence[UUID] | None, there: int, noun: str) -> str:
        return f"all {noun}s" if chosen is None else f"{len(chosen):,} of {there:,} {noun}s"

    coders = wanted.coders.whose(study)
    codes = share(wanted.codes, sum(row.codable for row in study.codes.values()), "code")
    places = share(wanted.transcripts, len(study.transcripts), "transcript")
    noun = plural_of(number, "segment")
    return f"{number:,} {noun} by {coders}, with {codes}, of {places}"


def _coders(study: Study, wanted: Retrieval) -> str:
    return "; ".join(row.name for row in study.coders_in_order if row.id in wanted.coders.coders)


def _reported(rows: Iterable[Segment], total: int, progress: Progress) -> Iterator[Segment]:
    for number, row in enumerate(rows):
        if not number % _REPORT_EVERY:
            progress(number, total, row.transcript)
        yield row
    progress(total, total, "")
