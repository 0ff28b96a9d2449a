"""The caption of coded segments."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from qualcode.analysis.captions.about import about, brackets_fact, codes_in_words
from qualcode.analysis.consent import consent_in_words, everybody_in_words
from qualcode.analysis.retrieval import Retrieval
from qualcode.model.questions.provenance import IN_WORDS, Provenance
from qualcode.model.questions.rules import CoderChoice, Selection
from qualcode.model.questions.words import ChapterOrder, PassageForm
from qualcode.model.results.report_values import FIRST_CODE, MERGED, WITHIN
from qualcode.model.segments import SegmentSort
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted

_FORMS: Final = {
    PassageForm.MERGED: f"{MERGED}; those that only touch stay apart",
    PassageForm.PER_CODER: "each coding by itself, also where several coders coded the same words",
    PassageForm.ALL_CODES: f"{MERGED}; the same words under several codes are one passage with all of them",
}


def _passages(form: PassageForm, order: ChapterOrder | None, *, context: bool) -> str:
    """``order`` is None in data files, which give every passage; ``context`` is printed with each."""
    once = order in (ChapterOrder.TRANSCRIPT, ChapterOrder.PARTICIPANT) or form is PassageForm.ALL_CODES
    if order is ChapterOrder.CODE and form is PassageForm.MERGED and not context:
        return f"{_FORMS[form]}; {FIRST_CODE}"
    return (
        f"{_FORMS[form]}; {WITHIN}" if once and order and form is not PassageForm.PER_CODER else _FORMS[form]
    )


def about_segments(
    study: Study,
    wanted: Retrieval,
    number: int,
    order: ChapterOrder | None,
    *,
    left_out: int,
    consent: bool,
    form: PassageForm = PassageForm.PER_CODER,
    passages: int | None = None,
) -> Provenance:
    """So many coded segments; ``order`` is that of their chapters, where they have some.

    ``passages`` are as many as they are given as in this ``form``; None: as many as segments.
    """
    asked = Selection(transcripts=wanted.transcripts, places=wanted.places)
    everybody = everybody_in_words(study, respected=consent)
    facts = (
        ("coders", "all" if wanted.coders.everybody else _coders(study, wanted.coders)),
        ("codes", codes_in_words(study, wanted.codes)),
        *_below(wanted),
        ("transcripts", _transcripts(study, wanted.transcripts) + asked.places_in_words()),
        *((("speakers", ", ".join(wanted.speakers)),) if wanted.speakers else ()),
        ("passages", _passages(form, order, context=bool(wanted.context or wanted.context_turns))),
        ("context", _context(wanted)),
        *brackets_fact(brackets=wanted.brackets),
        *(fact for query_id in wanted.queries for fact in Selection(query=query_id).query_fact(study)),
        ("order", _order(order, wanted.sort)),
        ("consent", consent_in_words(study, left_out, respected=consent, one="segment")),
        (IN_WORDS, f"{_segments(study, wanted, number, passages)}{everybody}"),
    )
    return about(study, "Coded segments", facts)


def _order(order: ChapterOrder | None, sort: SegmentSort) -> str:
    sorted_by = "newest first" if sort is SegmentSort.NEWEST else f"by {sort}"
    if order is None:
        return "by transcript, as in the text" if sort is SegmentSort.TEXT else sorted_by
    return f"by {order}" if sort is SegmentSort.TEXT else f"by {order}, then {sorted_by}"


def _segments(study: Study, wanted: Retrieval, number: int, passages: int | None) -> str:
    """``1,204 segments in 988 passages by all coders, with all codes, of 3 of 10 transcripts``."""

    def share(chosen: Sequence[UUID] | None, there: int, noun: str) -> str:
        return f"all {noun}s" if chosen is None else f"{len(chosen):,} of {there:,} {noun}s"

    codes = share(wanted.codes, sum(row.codable for row in study.codes.values()), "code")
    if wanted.codes is not None and wanted.descendants:
        codes += " and all their subcodes"
    asked = Selection(transcripts=wanted.transcripts, places=wanted.places)
    places = f"{share(wanted.transcripts, len(study.transcripts), 'transcript')}{asked.places_in_words()}"
    queries = "".join(Selection(query=query_id).query_words(study) for query_id in wanted.queries)
    said = f" said by {', '.join(wanted.speakers)}" if wanted.speakers else ""
    once = "" if passages in (None, number) else f" in {counted(passages or 0, 'passage')}"
    who = f"{counted(number, 'segment')}{once} by {wanted.coders.whose(study)}"
    return f"{who}, with {codes}, of {places}{said}{queries}"


def _below(wanted: Retrieval) -> tuple[tuple[str, str], ...]:
    included = wanted.codes is not None and wanted.descendants
    return (("subcodes", "included"),) if included else ()


def _transcripts(study: Study, transcripts: Sequence[UUID] | None) -> str:
    if transcripts is None:
        return "all"
    return "; ".join(study.transcripts[transcript_id].name for transcript_id in transcripts)


def _context(wanted: Retrieval) -> str:
    turns = wanted.context_turns
    if not wanted.context and not turns:
        return "none"
    context = f"{wanted.context} characters" if turns is None else counted(turns, "turn")
    return f"{context}, as far as those who speak there may be quoted" if wanted.consent else context


def _coders(study: Study, coders: CoderChoice) -> str:
    return "; ".join(row.name for row in study.coders_in_order if row.id in coders.coders)
