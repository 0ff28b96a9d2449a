"""The captions of reports: codebook, segments, framework, participants, transcript and methods."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from qualcode.analysis.captions.about import about
from qualcode.analysis.consent import Consent, consent_in_words, everybody_in_words
from qualcode.analysis.retrieval import Retrieval
from qualcode.analysis.typical_quotes import RULE
from qualcode.model.in_words import counted
from qualcode.model.provenance import IN_WORDS, Provenance
from qualcode.model.questions.words import MARKING_WORDS, ChapterOrder, Marking
from qualcode.model.report_values import Quote
from qualcode.model.rules import CoderChoice, Selection
from qualcode.model.study import Study

_TYPICAL: Final = "of each of the most used codes the passage nearest the middle in length"
_WHOLE_TEXT: Final = (
    "not applied: this is the whole transcript, with the words of everybody who speaks in it, whether or not "
    "they may be quoted"
)
_OWN_WORDS: Final = (
    "not applied: summaries are the researchers’ own words; whether they quote anybody is not looked at"
)


def about_codebook(
    study: Study,
    coders: CoderChoice,
    quotes: Sequence[Quote],
    most: int,
    *,
    left_out: int,
    consent: bool,
    reworded: int | None,
) -> Provenance:
    """The codebook with these quotes; ``reworded`` is the number of codes whose history it tells, if any."""
    rule = f"at most {most} a code: {RULE}" if most else "none asked for"
    everybody = everybody_in_words(study, respected=consent) if quotes else ""
    words = (
        f"{counted(len(study.codes), 'code')}; segments are codings, words and characters those coded at "
        f"least once, {coders.describe(study)}{everybody}"
    )
    facts = (
        *Selection(coders=coders).facts(study),
        ("quotes", f"{len(quotes):,}, {sum(quote.chosen for quote in quotes):,} of them chosen; {rule}"),
        ("consent", consent_in_words(study, left_out, respected=consent)),
        ("history", _history(reworded)),
        (IN_WORDS, words),
    )
    return about(study, "Codebook", facts)


def _history(reworded: int | None) -> str:
    if reworded is None:
        return "not asked for"
    if not reworded:
        return "no code was reworded"
    codes = "1 code was" if reworded == 1 else f"{reworded:,} codes were"
    return f"{codes} reworded; what read differently is told under each, with dates in UTC"


def about_segments(
    study: Study,
    wanted: Retrieval,
    number: int,
    order: ChapterOrder | None,
    *,
    left_out: int,
    consent: bool,
) -> Provenance:
    """So many coded segments; ``order`` is that of their chapters, where they have some."""
    facts = (
        ("coders", "all" if wanted.coders.everybody else _coders(study, wanted.coders)),
        ("codes", _codes(study, wanted.codes)),
        *_below(wanted),
        ("transcripts", _transcripts(study, wanted.transcripts)),
        ("context", _context(wanted)),
        *(fact for query_id in wanted.queries for fact in Selection(query=query_id).query_fact(study)),
        ("order", "by transcript, as in the text" if order is None else f"by {order}"),
        ("consent", consent_in_words(study, left_out, respected=consent)),
        (IN_WORDS, f"{_segments(study, wanted, number)}{everybody_in_words(study, respected=consent)}"),
    )
    return about(study, "Coded segments", facts)


def _segments(study: Study, wanted: Retrieval, number: int) -> str:
    """``1,204 segments by all coders, with all codes, of 3 of 10 transcripts``."""

    def share(chosen: Sequence[UUID] | None, there: int, noun: str) -> str:
        return f"all {noun}s" if chosen is None else f"{len(chosen):,} of {there:,} {noun}s"

    codes = share(wanted.codes, sum(row.codable for row in study.codes.values()), "code")
    places = share(wanted.transcripts, len(study.transcripts), "transcript")
    return f"{counted(number, 'segment')} by {wanted.coders.whose(study)}, with {codes}, of {places}"


def _codes(study: Study, codes: Sequence[UUID] | None) -> str:
    return "all" if codes is None else "; ".join(study.path(code_id) for code_id in codes)


def _below(wanted: Retrieval) -> tuple[tuple[str, str], ...]:
    included = wanted.codes is not None and wanted.descendants
    return (("codes below them", "included"),) if included else ()


def _transcripts(study: Study, transcripts: Sequence[UUID] | None) -> str:
    if transcripts is None:
        return "all"
    return "; ".join(study.transcripts[transcript_id].name for transcript_id in transcripts)


def _context(wanted: Retrieval) -> str:
    turns = wanted.context_turns
    context = f"{wanted.context} characters" if turns is None else counted(turns, "turn")
    barred = wanted.consent and (wanted.context or turns)
    return f"{context}, as far as those who speak there may be quoted" if barred else context


def _coders(study: Study, coders: CoderChoice) -> str:
    return "; ".join(row.name for row in study.coders_in_order if row.id in coders.coders)


def about_framework(
    study: Study,
    people: int,
    codes: int,
    texts: int,
    authors: Sequence[str],
    counted_for: CoderChoice | None,
) -> Provenance:
    """So many participants by so many codes; ``counted_for`` whose segments are counted, if they are."""
    segments = () if counted_for is None else (("counts", f"segments, {counted_for.whose(study)}"),)
    rows, columns, cells = (
        counted(people, "participant"), counted(codes, "code"), counted(texts, "summary", "summaries")
    )  # fmt: skip
    facts = (
        ("rows", rows),
        ("columns", columns),
        ("cells", cells),
        ("written by", "; ".join(authors) or "nobody yet"),
        *segments,
        ("consent", _OWN_WORDS),
        (IN_WORDS, f"{rows} by {columns}, {cells} in the researchers’ words"),
    )
    return about(study, "Framework matrix", facts)


def about_participants(
    study: Study, coders: CoderChoice, people: int, quotes: int, most: int, *, left_out: int, consent: bool
) -> Provenance:
    """So many participants with so many quotes, at most ``most`` of each."""
    rows = counted(people, "participant")
    everybody = everybody_in_words(study, respected=consent)
    facts = (
        ("participants", f"{people:,}, interviewers left out"),
        ("coders", coders.whose(study)),
        ("segments", "codings; each belongs to the participant in whose turn it begins"),
        ("words", "tokens that are neither punctuation nor space, speaker labels left out"),
        ("quotes", f"{quotes:,}, at most {most} a participant; {_TYPICAL}"),
        ("consent", consent_in_words(study, left_out, respected=consent)),
        (IN_WORDS, f"{rows}, {counted(quotes, 'quote')}{everybody}"),
    )
    return about(study, "Participants", facts)


def about_transcript(
    study: Study, wanted: Retrieval, transcript_id: UUID, codings: int, marking: Marking
) -> Provenance:
    """A transcript with so many codings, marked in this way."""
    name = study.transcripts[transcript_id].name
    silent = "; ".join(Consent(study).not_quotable(transcript_id))
    not_quotable = f"; not to be quoted: {silent}" if silent else ""
    facts = (
        ("transcript", name),
        ("codings", f"{codings:,}, {MARKING_WORDS[marking]}"),
        ("coders", wanted.coders.whose(study)),
        ("codes", _codes(study, wanted.codes)),
        ("consent", f"{_WHOLE_TEXT}{not_quotable}"),
        (IN_WORDS, f"{counted(codings, 'coding')}, {MARKING_WORDS[marking]}{not_quotable}"),
    )
    return about(study, name, facts)


def about_methods(study: Study) -> Provenance:
    """The methods appendix."""
    words = f"{counted(len(study.transcripts), 'transcript')}, {counted(study.coding_count, 'coding')}"
    facts = (("material", words), ("coders", str(len(study.coders))), (IN_WORDS, words))
    return about(study, "Methods appendix", facts)
