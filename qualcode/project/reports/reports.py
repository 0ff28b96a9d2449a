"""Reports about a study, put together from analysis and file: coded transcripts, framework, participants."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from qualcode.analysis.captions.framework import looked_through
from qualcode.analysis.captions.participants import about_participants
from qualcode.analysis.captions.transcript import about_transcript, turns_briefly, turns_line
from qualcode.analysis.cited_words import cited_words, with_quotable_memos
from qualcode.analysis.consent import Consent, consent_in_words, everybody_line
from qualcode.analysis.framework import framework
from qualcode.analysis.kept_back import kept_back
from qualcode.analysis.participant_figures import participant_figures, segments_in_all
from qualcode.analysis.profile_attributes import in_profiles
from qualcode.analysis.quotations import Quotations
from qualcode.analysis.quoted_passages import quoted_passages
from qualcode.analysis.retrieval import Retrieval, segment_count, segments
from qualcode.exporters.document.write import write_document
from qualcode.exporters.formats import DOCUMENT_ENDINGS
from qualcode.exporters.passages.framework_document import NO_PASSAGES, FrameworkPassages, framework_document
from qualcode.exporters.passages.framework_file import write_framework
from qualcode.exporters.passages.participant_summary import write_participant_summary
from qualcode.exporters.passages.participants_document import participants_document
from qualcode.exporters.transcripts.coded_transcript_word import (
    TranscriptNote,
    has_letters_only,
    write_coded_transcript,
)
from qualcode.language.measures import SpacyMeasures
from qualcode.model.entities import Attribute
from qualcode.model.front import front_of
from qualcode.model.measures import Measures
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.rules import ALL_CODERS, CoderChoice
from qualcode.model.questions.words import Marking
from qualcode.model.results.already_quoted import NOTHING_QUOTED, AlreadyQuoted
from qualcode.model.results.quotation import Quotation, QuoteManner
from qualcode.model.results.report_values import OVERLAPPING, Framework
from qualcode.model.segments import Segment
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.in_words import sentence


@dataclass(frozen=True, slots=True)
class FrameworkRequest:
    """What a framework matrix is asked: which codes, whose segments, and what stands in its file.

    ``empty``: participants without summary or segment, too. ``passages``: in documents those behind the
    cells, with ``consent`` only of who may be quoted, and remarks in ``brackets`` only where those are
    wanted. ``places`` says how the transcripts were chosen, where that was not by name.
    """

    codes: tuple[UUID, ...] | None = None
    counts: bool = False
    coders: CoderChoice = ALL_CODERS
    transcripts: tuple[UUID, ...] | None = None
    places: str = ""
    tidy: bool = False
    empty: bool = True
    passages: bool = False
    consent: bool = True
    brackets: bool = True


MERGED_PASSAGES: Final = sentence(OVERLAPPING)


def export_framework(
    path: Path,
    study: Study,
    request: FrameworkRequest,
    *,
    measures: Measures | None = None,
    date: datetime | None = None,
) -> Framework:
    """Write the framework matrix as docx, html, pdf, xlsx or csv, and return it.

    ``date`` is that of the project's last step, for the first page.
    """
    found = framework(
        study,
        request.codes,
        counts=request.counts,
        coders=request.coders,
        transcripts=request.transcripts,
        places=request.places,
        empty=request.empty,
    )
    if path.suffix.lower() not in DOCUMENT_ENDINGS:
        write_framework(path, study, found, found.about, tidy=request.tidy)
        return found
    passages = framework_passages(study, found, request, measures or SpacyMeasures())
    if request.consent:
        instead = cited_words(study, found.texts.values())
        texts = {key: instead.get(text, text) for key, text in found.texts.items()}
        recorded = Consent(study).attribute is not None
        found = replace(found, texts=texts, about=looked_through(found.about) if recorded else found.about)
    page = front_of(study.info, found.about.title, date)
    write_document(path, framework_document(page, study, found, passages))
    return found


def framework_passages(
    study: Study, found: Framework, request: FrameworkRequest, measures: Measures
) -> FrameworkPassages:
    """The passages behind the cells that are shown, each once; none unless they are wanted."""
    if not request.passages:
        return NO_PASSAGES
    wanted = Retrieval(
        tuple(row.id for row in found.codes),
        coders=request.coders,
        transcripts=request.transcripts,
        consent=request.consent,
    )
    people = {row.id for row in found.participants}
    quotations = Quotations(study, measures, QuoteManner(brackets=request.brackets))
    by_cell: dict[tuple[UUID, UUID], list[Quotation]] = {}
    for passage in quoted_passages(study, segments(study, wanted)):
        place = passage.place
        turn = study.turn_at(place.transcript_id, place.start)
        if turn is not None and turn.participant_id in people:
            key = turn.participant_id, place.code_id
            printed = quotations.of(place.transcript_id, Span(place.start, place.end))
            by_cell.setdefault(key, []).append(printed)
    left_out = segment_count(study, replace(wanted, consent=False)) - segment_count(study, wanted)
    everybody = everybody_line(study, respected=request.consent)
    bare = "" if request.brackets else "Remarks in brackets are left out of these passages."
    said = (everybody, MERGED_PASSAGES if by_cell else "", bare)
    consent = consent_in_words(study, left_out, respected=request.consent, one="segment")
    rule = Consent(study)
    silent = frozenset(row for row in people if request.consent and not rule.of_participant(row))
    return FrameworkPassages(by_cell, tuple(filter(None, said)), left_out, consent, silent)


def export_participants(
    path: Path,
    study: Study,
    *,
    coders: CoderChoice = ALL_CODERS,
    quotes: int = 3,
    consent: bool = True,
    brackets: bool = True,
    attributes: Sequence[UUID] = (),
    earlier: AlreadyQuoted = NOTHING_QUOTED,
    measures: Measures | None = None,
    date: datetime | None = None,
) -> Provenance:
    """Write the participant summary as docx, html, pdf, xlsx or csv, and return what is said of it.

    ``attributes`` are those of the profiles in a document; none: as usual.
    ``date`` is that of the project's last step, for the first page; ``earlier`` is quoted before it.
    """
    measures = measures or SpacyMeasures()
    people = participant_figures(
        study, measures, coders=coders, quotes=quotes, consent=consent, brackets=brackets, earlier=earlier
    )
    left_out = sum(row.left_out for row in people)
    everybody = everybody_line(study, respected=consent)
    given = sum(len(row.quotes) for row in people)
    about = about_participants(
        study,
        coders,
        len(people),
        given,
        quotes,
        left_out=left_out,
        consent=consent,
        brackets=brackets,
        earlier=bool(earlier.passages),
    )
    if path.suffix.lower() not in DOCUMENT_ENDINGS:
        # Its first sheet has all of that among the facts.
        write_participant_summary(path, study, people, about)
        return about
    people = in_profiles(study, people, [study.rows(Attribute)[row] for row in attributes])
    quotations = Quotations(study, measures, QuoteManner(brackets=brackets))
    printed = {
        row.participant.id: [
            (quotations.of(quote.transcript_id, Span(quote.start, quote.end)), quote.code_id)
            for quote in row.quotes
        ]
        for row in people
    }
    page = front_of(study.info, about.title, date)
    said = [everybody] if everybody else []
    write_document(
        path, participants_document(page, study, people, printed, about, said, segments_in_all(study, coders))
    )
    return about


def export_coded_transcript(
    path: Path,
    study: Study,
    transcript_id: UUID,
    *,
    marking: Marking = Marking.COMMENTS,
    consent: bool | None = None,
    memos: bool | None = None,
    codes: tuple[UUID, ...] | None = None,
    coders: CoderChoice = ALL_CODERS,
    date: datetime | None = None,
    measures: Measures | None = None,
) -> Provenance:
    """Write a transcript with its codings as docx, html or pdf, and return what is said of it.

    Unless ``consent`` says otherwise, turns of people who may not be quoted are left out of all but a file
    with Word comments, which is read back letter by letter. ``date`` is that of the project's last step,
    for the first page.
    """
    if path.suffix.lower() in (".html", ".pdf") and marking is Marking.COMMENTS:
        marking = Marking.MARGIN
    wanted = Retrieval(codes=codes, coders=coders, transcripts=(transcript_id,))
    rows = list(segments(study, wanted))
    respected = marking is not Marking.COMMENTS if consent is None else consent
    if memos is False:
        rows = [row._replace(memo="") for row in rows]
    silent = 0
    shown = kept_back(study, transcript_id, with_quotable_memos(study, rows)) if respected else None
    if shown is not None:
        rows, silent = shown.segments, shown.silent
    about = about_transcript(
        study,
        wanted,
        transcript_id,
        len(rows),
        marking,
        consent=respected,
        left_out=silent,
        noted=not has_letters_only(path, marking),
    )
    front = front_of(study.info, about.title, date)
    line = turns_line(study, transcript_id, respected=respected, segments=silent)
    briefly = turns_briefly(study, transcript_id, silent) if respected else ""
    note = TranscriptNote(line, briefly)
    study = study if shown is None else shown.study
    quotations = Quotations(study, measures or SpacyMeasures(), QuoteManner(sentences=False))

    def printed(row: Segment) -> str:
        return quotations.of(transcript_id, Span(row.start, row.end)).words

    write_coded_transcript(path, study, transcript_id, rows, about, front, printed, marking, note)
    return about
