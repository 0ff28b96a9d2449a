"""The tables of a saved report: each kind written from its settings, and the rules it was made by."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from qualcode.analysis.coefficients import coefficient_matrix
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.crosstab import code_table
from qualcode.analysis.retrieval import Retrieval
from qualcode.analysis.table_order import Sorting, ordered_codes, ordered_cooccurrence
from qualcode.analysis.table_request import Figure, Shown, TableRequest
from qualcode.exporters.coded_transcript_word import Marking
from qualcode.exporters.matrix_file import write_matrix
from qualcode.exporters.segment_chapters import ChapterOrder
from qualcode.model.measures import Measures
from qualcode.model.progress import Progress, no_progress
from qualcode.model.query_names import query_named
from qualcode.model.rules import CoderChoice, Coefficient, CooccurrenceRequest, Count, Facts, Rule, Selection
from qualcode.model.study import Study
from qualcode.project.codebook_reporting import CodebookChoice, export_codebook_report
from qualcode.project.columns import columns_named
from qualcode.project.conversing import export_conversations
from qualcode.project.exporting import export_segments
from qualcode.project.methods import export_methods
from qualcode.project.record import Record
from qualcode.project.report_definition import Output
from qualcode.project.reports import export_coded_transcript, export_framework, export_participants


@dataclass(frozen=True)
class Making:
    """What a table is made from; ``progress`` hears how far a long one is, and may stop it."""

    record: Record
    measures: Measures
    progress: Progress = no_progress

    @property
    def study(self) -> Study:
        return self.record.study

    @property
    def moment(self) -> datetime:
        """When the last step was made: the only clock there is."""
        return self.record.steps[-1].at


def write_table(path: Path, output: Output, making: Making) -> Facts:
    """Write one output and return its rules. Raises QualcodeError for names that stand for nothing."""
    return _WRITERS[output.table](path, output.settings, making)


def _codebook(path: Path, settings: Mapping[str, Any], making: Making) -> Facts:
    choice = CodebookChoice(
        quotes=settings.get("quotes", 2),
        consent=settings.get("consent", True),
        history=settings.get("history", True),
        coders=chosen_coders(making.study, settings.get("coders")),
    )
    return export_codebook_report(
        path, making.record, choice, measures=making.measures, progress=making.progress
    )


def _cooccurrence(path: Path, settings: Mapping[str, Any], making: Making) -> Facts:
    count = settings.get("count")
    request = CooccurrenceRequest(
        rule=Rule(settings.get("rule", Rule.OVERLAP)),
        count=None if count is None else Count(count),
        within=settings.get("within", 1),
        selection=_selection(making.study, settings),
    )
    which = Coefficient(settings["coefficient"]) if "coefficient" in settings else None
    if "sort" in settings:
        sorting = Sorting(settings["sort"])
        matrix = ordered_cooccurrence(making.study, request, which, sorting, making.measures).matrix
    elif which is not None:
        matrix = coefficient_matrix(making.study, request, which, making.measures)
    else:
        matrix = cooccurrence(making.study, request, making.measures)
    write_matrix(path, matrix, created=making.moment, tidy=settings.get("tidy", False))
    return matrix.provenance.facts


def _codes(path: Path, settings: Mapping[str, Any], making: Making) -> Facts:
    study = making.study
    request = TableRequest(
        **columns_named(study, settings["by"])._asdict(),
        figure=Figure(settings.get("count", Figure.SEGMENTS)),
        unit=Rule(settings.get("unit", Rule.TURN)),
        shown=Shown(settings.get("shown", Shown.COUNTS)),
        minimum_cell=settings.get("minimum-cell", 0),
        totals=settings.get("totals", False),
        selection=_selection(study, settings),
    )
    if "sort" in settings:
        matrix = ordered_codes(study, request, Sorting(settings["sort"]), making.measures).matrix
    else:
        matrix = code_table(study, request, making.measures)
    write_matrix(path, matrix, created=making.moment, tidy=settings.get("tidy", False))
    return matrix.provenance.facts


def _conversation(path: Path, settings: Mapping[str, Any], making: Making) -> Facts:
    return export_conversations(
        path,
        making.study,
        _selection(making.study, settings),
        measures=making.measures,
        created=making.moment,
        progress=making.progress,
    )


def _segments(path: Path, settings: Mapping[str, Any], making: Making) -> Facts:
    study = making.study
    query = chosen_query(study, settings.get("query"))
    wanted = Retrieval(
        codes=chosen_codes(study, settings.get("codes")),
        coders=chosen_coders(study, settings.get("coders")),
        transcripts=chosen_transcripts(study, settings.get("transcripts")),
        context=settings.get("context", 0),
        context_turns=settings.get("context-turns"),
        queries=() if query is None else (query,),
    )
    return export_segments(
        path,
        study,
        wanted,
        by=ChapterOrder(settings.get("order", ChapterOrder.CODE)),
        consent=settings.get("consent"),
        progress=making.progress,
    ).facts


def _framework(path: Path, settings: Mapping[str, Any], making: Making) -> Facts:
    return export_framework(
        path,
        making.study,
        codes=chosen_codes(making.study, settings.get("codes")),
        counts=settings.get("counts", False),
        coders=chosen_coders(making.study, settings.get("coders")),
        tidy=settings.get("tidy", False),
    ).facts


def _participants(path: Path, settings: Mapping[str, Any], making: Making) -> Facts:
    return export_participants(
        path,
        making.study,
        coders=chosen_coders(making.study, settings.get("coders")),
        quotes=settings.get("quotes", 3),
        consent=settings.get("consent", True),
        measures=making.measures,
    )


def _methods(path: Path, _: Mapping[str, Any], making: Making) -> Facts:
    return export_methods(path, making.record, measures=making.measures)


def _transcript(path: Path, settings: Mapping[str, Any], making: Making) -> Facts:
    study = making.study
    transcript = study.transcript_named(settings["transcript"])
    marking = Marking(settings.get("as", Marking.COMMENTS))
    coders = chosen_coders(study, settings.get("coders"))
    codes = chosen_codes(study, settings.get("codes"))
    return export_coded_transcript(path, study, transcript.id, marking=marking, codes=codes, coders=coders)


_WRITERS: Final[Mapping[str, Callable[[Path, Mapping[str, Any], Making], Facts]]] = {
    "codebook": _codebook,
    "cooccurrence": _cooccurrence,
    "codes": _codes,
    "conversation": _conversation,
    "segments": _segments,
    "framework": _framework,
    "participants": _participants,
    "methods": _methods,
    "transcript": _transcript,
}


# -- names ----------------------------------------------------------------------------------------


def chosen_codes(study: Study, names: Iterable[str] | None) -> tuple[UUID, ...] | None:
    """The codes of these names; a category stands for the codes below it. None: all."""
    if names is None:
        return None
    found: dict[UUID, None] = {}
    for name in names:
        code = study.code_named(name)
        below = [] if code.codable else study.descendants(code.id)
        found.update(dict.fromkeys(row.id for row in below or [code]))
    return tuple(found)


def chosen_coders(study: Study, names: Iterable[str] | None) -> CoderChoice:
    """The coders of these names; None: all."""
    return CoderChoice(tuple(study.coder_named(name).id for name in names or ()))


def chosen_transcripts(study: Study, names: Iterable[str] | None) -> tuple[UUID, ...] | None:
    """The transcripts of these names; None: all."""
    return None if names is None else tuple(study.transcript_named(name).id for name in names)


def chosen_query(study: Study, name: str | None) -> UUID | None:
    """The saved query of this name; None: everything."""
    return None if name is None else query_named(study, name).id


def _selection(study: Study, settings: Mapping[str, Any]) -> Selection:
    aggregate = settings.get("aggregate", False)
    names = settings.get("codes")
    # Where codes are aggregated a category counts by itself, as the sum of what is below it.
    codes = (
        tuple(study.code_named(name).id for name in names)
        if aggregate and names is not None
        else chosen_codes(study, names)
    )
    return Selection(
        codes=codes,
        coders=chosen_coders(study, settings.get("coders")),
        aggregate=aggregate,
        include_interviewers=settings.get("interviewers", False),
        transcripts=chosen_transcripts(study, settings.get("transcripts")),
        query=chosen_query(study, settings.get("query")),
    )
