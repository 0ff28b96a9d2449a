"""What the methods appendix tells of rounds, samples, agreement, versions, tools, saturation, checklists."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

import numpy as np

from qualcode.analysis.agreement.sample_size import turns_needed
from qualcode.analysis.cited_words import cited_words
from qualcode.analysis.papers.codebook_differences import codebook_differences
from qualcode.analysis.papers.saturation import saturation
from qualcode.analysis.papers.saturation_request import SaturationRequest
from qualcode.exporters.agreement.agreement_figures import shown
from qualcode.exporters.agreement.agreement_prose import methods_paragraph
from qualcode.exporters.agreement.agreement_words import places_note
from qualcode.exporters.papers.methods_team import MethodsTeam, Rows
from qualcode.model.branches import PATH_SEPARATOR, last_part
from qualcode.model.codes.code_names import without_paths
from qualcode.model.codes.codebook_version import (
    CodebookChange,
    CodeDifference,
    codes_in,
    codes_of_version,
    shown_hash,
)
from qualcode.model.codes.named_versions import version_today, versions_in_order
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import key_of
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.measures import Measures
from qualcode.model.papers import Checklist
from qualcode.model.queries.query import written_identity
from qualcode.model.questions.reports import AgreementQuestion
from qualcode.model.results.agreement import UNIT_NOUNS, Agreement, AgreementFigures, AgreementMeasure
from qualcode.model.results.tool_register import tools_in_order
from qualcode.model.results.works import SAMPLE_OF_TURNS
from qualcode.model.study import Study
from qualcode.model.team import Round
from qualcode.model.teamwork.rounds import (
    agreed_layers,
    coders_of_round,
    finished_by_all,
    rounds_in_order,
    sampled_turns,
    transcripts_of_round,
    turns_to_draw_from,
)
from qualcode.model.words.in_words import beginning, counted, day_in_words, listed, spelt, spelt_out
from qualcode.project.record import Record
from qualcode.project.reports.agreeing import agreement_on_record
from qualcode.project.reports.checklist_answers import answered_items

_NOW = "now"
_WHAT = 3
"""The column that says how a code differs; how it was and is follow."""
_PERCENT = 100
_BOTH = 2


class MethodsChoice(NamedTuple):
    """What the appendix is to tell: ``kappa`` and the two after it are assumptions of the planned sample.

    ``share`` is in percent; ``bootstrap`` the samples for intervals, 0 for none.
    """

    kappa: float = 0.7
    lowest: float = 0.5
    share: float = 20
    bootstrap: int = 1000
    saturation: bool = True
    checklists: tuple[Checklist, ...] = ()


def methods_team(
    record: Record, choice: MethodsChoice, measures: Measures, progress: Progress = no_progress
) -> MethodsTeam:
    """Everything of it that the project has something to say of. ``progress`` may stop it."""
    study = record.study
    compared = tuple(_compared(record, choice, measures, progress))
    agreement = tuple(row for name, found in compared for row in _figures(name, found))
    return MethodsTeam(
        rounds=tuple(_round(study, row) for row in rounds_in_order(study)),
        samples=tuple(_samples(study, choice)),
        agreement=agreement,
        places=places_note(agreement).strip(),
        agreed=tuple(methods_paragraph(found, round_name) for round_name, found in compared),
        versions=_versions(study),
        differences=_for_reading(study, tuple(_differences(study))),
        tools=tuple((row.tool, row.version, row.purpose, row.used, row.who) for row in tools_in_order(study)),
        saturation=saturation(study, SaturationRequest()) if choice.saturation else None,
        checklists=tuple((each, answered_items(record, each)) for each in choice.checklists),
    )


# -- rounds and samples ------------------------------------------------------------------------------


def _round(study: Study, row: Round) -> tuple[str | int, ...]:
    texts = transcripts_of_round(study, row.id)
    drawn = _turns_of(study, row)
    all_turns = turns_to_draw_from(study, [text.id for text in texts])
    turns = (
        f"{drawn:,}" if row.sample_turns is None else f"{drawn:,} of {all_turns:,} (seed {row.sample_seed})"
    )
    return (
        row.name,
        listed([coder.name for coder in coders_of_round(study, row.id)]),
        len(texts),
        turns,
        "yes" if row.blind else "no",
        day_in_words(row.opened_at.date()),
        "" if row.closed_at is None else day_in_words(row.closed_at.date()),
        shown_hash(row.codebook_sha256),
    )


def _samples(study: Study, choice: MethodsChoice) -> Iterator[str]:
    """Which turns were drawn, who finished what, and how many turns a sample would need."""
    for row in rounds_in_order(study):
        texts = transcripts_of_round(study, row.id)
        if row.sample_turns is not None:
            whole = turns_to_draw_from(study, [text.id for text in texts])
            yield (
                f"For the round “{row.name}”, {_turns_of(study, row):,} of {whole:,} turns were drawn at "
                f"random (seed {row.sample_seed}), of participants only."
            )
        yield _finished(row.name, len(finished_by_all(study, row.id)), len(texts))
    coders = max((len(coders_of_round(study, row.id)) for row in rounds_in_order(study)), default=0)
    if coders > 1:
        needed = turns_needed(choice.kappa, choice.lowest, choice.share / _PERCENT, coders)
        fewer = [row.name for row in rounds_in_order(study) if _turns_of(study, row) < needed]
        short = f" {listed([f'“{name}”' for name in fewer])} had fewer." if fewer else ""
        yield (
            f"Following {SAMPLE_OF_TURNS.told}, {counted(needed, 'turn')} would be needed for "
            f"{spelt_out(coders, 'coder')}, given an expected kappa of {choice.kappa:g}, a lower limit of "
            f"{choice.lowest:g} and a code that applies to {choice.share:g}% of turns.{short}"
        )


def _finished(name: str, finished: int, texts: int) -> str:
    """How many transcripts of a round all coders have finished."""
    if finished == texts:
        several = "both transcripts" if texts == _BOTH else f"all {spelt_out(texts, 'transcript')}"
        which = "the transcript" if texts == 1 else several
    elif finished:
        which = f"{spelt(finished)} of the {spelt_out(texts, 'transcript')}"
    else:
        return f"In the round “{name}”, no transcript was finished by all coders."
    return f"In the round “{name}”, all coders finished {which}."


def _turns_of(study: Study, row: Round) -> int:
    """How many turns a round asks for."""
    return sum(map(len, sampled_turns(study, row).values()))


# -- agreement ----------------------------------------------------------------------------------------


def _compared(
    record: Record, choice: MethodsChoice, measures: Measures, progress: Progress
) -> Iterator[tuple[str, Agreement]]:
    """By name of the round what all have finished; without rounds, under no name, what each has coded.

    A round that is open and blind is left out: its figures are nobody's to see yet. So is what cannot be
    compared: nothing finished, or one coder alone.
    """
    study = record.study
    asked: list[tuple[str, AgreementQuestion]] = [
        (
            row.name,
            AgreementQuestion(round=written_identity(row.id), bootstrap=choice.bootstrap),
        )
        for row in rounds_in_order(study)
        if not (row.is_open and row.blind)
    ]
    if not rounds_in_order(study):
        coders = tuple(written_identity(each) for each in _people_who_coded(study))
        asked = [("", AgreementQuestion(coders=coders, bootstrap=choice.bootstrap))]
    for name, each in asked:
        try:
            yield name, agreement_on_record(record, each, measures, progress)
        except QualcodeError:
            continue


def _people_who_coded(study: Study) -> list[UUID]:
    """Coders with codings, without those who stand for what was agreed."""
    layers = agreed_layers(study)
    used = {key for table in study.codings.values() for key in np.unique(table.coder).tolist()}
    return [row.id for row in study.coders_in_order if key_of(row.id) in used and row.id not in layers]


def _figures(round_name: str, found: Agreement) -> Iterator[tuple[str | int, ...]]:
    of_round = f"Round “{round_name}”: " if round_name else ""
    compared = f"{counted(len(found.codes), 'code')}, {counted(found.number, UNIT_NOUNS[found.unit])}"
    for row in (found.pooled, found.mean):
        yield (beginning(f"{of_round}{row.name}"), compared, *_measured(row))


def _measured(row: AgreementFigures) -> Iterator[str]:
    for measure in (
        AgreementMeasure.PERCENT,
        AgreementMeasure.KAPPA,
        AgreementMeasure.ALPHA,
        AgreementMeasure.AC1,
    ):
        # A narrow column breaks before an interval, not within it.
        figure = shown(row.figures.get(measure, math.nan), row.intervals.get(measure), measure)
        yield figure.replace(", ", ",\u00a0")


# -- versions -------------------------------------------------------------------------------------------


def _versions(study: Study) -> Rows:
    return tuple(
        (
            row.name,
            day_in_words(row.named_at.date()),
            row.author,
            sum(code.codable for code in codes_in(row.content)),
            shown_hash(row.sha256),
            row.note,
        )
        for row in versions_in_order(study)
    )


def _differences(study: Study) -> Iterator[tuple[str | int, ...]]:
    """From each version to the next, and from the last to the codebook as it is."""
    rows = [(row.name, codes_in(row.content)) for row in versions_in_order(study)]
    if rows and version_today(study) is None:
        rows.append((_NOW, codes_of_version(study)))
    for (earlier, before), (later, after) in pairwise(rows):
        for each in codebook_differences(before, after):
            part = f"{each.how}: {each.part.lower()}" if each.part else str(each.how)
            yield earlier, later, each.path, part, *_before_and_after(each)


def _before_and_after(found: CodeDifference) -> tuple[str, str]:
    """A code that has another name, and stands where it stood, is told by its names."""
    said = found.before, found.after
    places = {path.rpartition(PATH_SEPARATOR)[0] for path in said}
    renamed = found.how is CodebookChange.RENAMED and len(places) == 1
    return (last_part(said[0]), last_part(said[1])) if renamed else said


def _for_reading(study: Study, rows: Rows) -> Rows:
    """The same with short names of codes, and without words of people who may not be quoted.

    Where a code was and where it is now is told by both paths.
    """
    brief = without_paths(study)
    instead = cited_words(study, (cell for row in rows for cell in row if isinstance(cell, str)))

    def cells(row: tuple[str | int, ...]) -> Iterator[str | int]:
        for place, cell in enumerate(row):
            words = instead.get(cell, cell) if isinstance(cell, str) else cell
            path = place > _WHAT and row[_WHAT] == CodebookChange.RENAMED
            yield words if path or isinstance(words, int) else brief(words)

    return tuple(tuple(cells(row)) for row in rows)
