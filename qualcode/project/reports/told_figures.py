"""What files of each kind say that a later run can be compared with, where it is more than one table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import isnan
from typing import assert_never
from uuid import UUID

from qualcode.analysis.conversation import conversation, shares, speaks_after
from qualcode.analysis.retrieval import Retrieval, segments
from qualcode.analysis.since_last_time import figures_of_matrix, figures_of_segments, mark
from qualcode.exporters.papers.methods_document import MethodsFigures
from qualcode.exporters.pictures.bands import Comparison, Portrait
from qualcode.exporters.pictures.bars import Bars
from qualcode.exporters.pictures.heat_map import HeatMap
from qualcode.exporters.pictures.network import NetworkPicture
from qualcode.exporters.pictures.sheet import Picture
from qualcode.exporters.pictures.talk_network import TalkNetwork
from qualcode.exporters.pictures.time_bars import TimeBars
from qualcode.exporters.pictures.word_bars import WordBars
from qualcode.language.measures import SpacyMeasures
from qualcode.model.questions.papers import AuditQuestion, ChecklistQuestion, SaturationQuestion
from qualcode.model.questions.rules import Selection
from qualcode.model.results.agreement import MEASURE_NAMES, SET_NAMES, Agreement, AgreementFigures, Strand
from qualcode.model.results.matrix import Label, Matrix
from qualcode.model.results.report_figures import PICTURE, FileFigures, ToldFigure
from qualcode.model.results.report_values import Framework
from qualcode.model.study import Study
from qualcode.model.words.in_words import day_in_words
from qualcode.project.record import Record
from qualcode.project.reports.checklist_answers import answered_items
from qualcode.project.reports.paper_reports import audited_steps, saturation_of

Figures = Iterator[tuple[str, ToldFigure]]

_STRANDS = {Strand.DRIFT: "by itself", Strand.SELF: "coding a second time", Strand.EXPERT: "and {}"}
"""What is compared of a step in time, or a coder."""


# -- reports --------------------------------------------------------------------------------------


def figures_of_methods(found: MethodsFigures, study: Study) -> FileFigures:
    """What the paragraphs count, and the rows of transcripts and coders, which are those of the study."""
    told = {
        "words": found.words,
        "participants": found.participants,
        "interviewers": found.interviewers,
        "other speakers": found.others,
        "segments": found.codings,
        "codes": found.codes,
        "categories": found.categories,
        "codes reworded": found.reworded,
    }
    figures = {name: ToldFigure(name, number) for name, number in told.items()}
    if found.version_has_name:
        # Of a version without a name only a hash is known; its codes are told reworded by their names.
        figures["version"] = ToldFigure("version of the codebook", found.version)
    figures["until"] = ToldFigure("last step on", day_in_words(found.until.date()))
    if found.consent is not None:
        figures["consent"] = ToldFigure("participants who consented to being quoted", found.consent[1])
    for kind, number in found.kinds:
        figures[f"kind {kind}"] = ToldFigure(f"transcripts: {kind}", number)
    for text, (name, _kind, *numbers) in zip(study.transcripts_in_order, found.transcripts, strict=True):
        figures |= _row(Label(str(name), text.id), ("turns", "speakers", "words", "segments"), numbers)
    for coder, (name, *numbers) in zip(study.coders_in_order, found.coders, strict=True):
        figures |= _row(Label(str(name), coder.id), ("segments", "transcripts", "codes used"), numbers)
    return FileFigures(figures)


def _row(of: Label, labels: Sequence[str], numbers: Sequence[str | int]) -> Mapping[str, ToldFigure]:
    return {
        f"{_key(of)} {label}": ToldFigure(f"{of.name}: {label}", number)
        for label, number in zip(labels, numbers, strict=False)
    }


def figures_of_agreement(found: Agreement) -> FileFigures:
    """Each measure of each code, of all of them, of each pair of coders, over time and so on, as printed."""
    figures = dict(_agreement(found))
    figures["units"] = ToldFigure("units compared", found.number)
    return FileFigures(figures)


def _agreement(found: Agreement) -> Figures:
    for row in (*found.codes, found.pooled, found.mean):
        yield from _measured("", "", row)
    # Of two coders the only pair has the figures of all of them.
    for pair in found.pairs if len(found.pairs) > 1 else ():
        ids = " ".join(map(str, pair.ids or pair.coders))
        yield from _measured(f"{ids} ", f"{pair.coders[0]} and {pair.coders[1]}, ", pair.pooled)
    for strand in found.strands:
        for each in strand.rows:
            ids = f"{strand.kind} {_key(Label(each.name, each.id))} "
            whose = f"{each.name} {_STRANDS[strand.kind].format(strand.expert)}, "
            for figures in (each.pooled, *each.codes):
                yield from _measured(ids, whose, figures)
            yield f"{ids}units", ToldFigure(f"{whose}units compared", each.number)
    for distance, value in found.sets.alphas.items():
        if not isnan(value):
            yield f"sets {distance}", ToldFigure(SET_NAMES[distance], round(value, 2))


def _measured(ids: str, whose: str, row: AgreementFigures) -> Figures:
    for measure, value in row.figures.items():
        if not isnan(value):
            said = ToldFigure(f"{whose}{row.name}: {MEASURE_NAMES[measure]}", round(value, 2))
            yield f"{ids}{_key(Label(row.name, row.id))} {measure}", said


def figures_of_paper(
    record: Record, question: SaturationQuestion | ChecklistQuestion | AuditQuestion
) -> FileFigures:
    """New codes by transcript; a mark of each answer; how many steps there are."""
    match question:
        case SaturationQuestion():
            found = saturation_of(record.study, question)
            figures = {"reached": ToldFigure("saturation reached", found.told or "no")}
            for row in found.rows:
                numbers = (len(row.new), row.total)
                figures |= _row(Label(row.name, row.id), ("new codes", "codes so far"), numbers)
            return FileFigures(figures)
        case ChecklistQuestion():
            items = answered_items(record, question.checklist)
            texts = {
                str(row.item.number): ToldFigure(
                    f"{row.item.number} {row.item.name}", mark(question.checklist, f"{row.own} {row.known}")
                )
                for row in items
                if row.own or row.known
            }
            return FileFigures(texts=texts)
        case AuditQuestion():
            steps = sum(1 for _ in audited_steps(record, question))
            return FileFigures({"steps": ToldFigure("steps", steps)})
        case _:
            assert_never(question)


def figures_of_framework(found: Framework) -> FileFigures:
    """What is printed of the segments behind each cell, figures or dots, and a mark of each summary."""
    people = {row.id: row.name for row in found.participants}
    codes = {row.id: row.name for row in found.codes}

    def of(cell: tuple[UUID, UUID]) -> str:
        return f"{people[cell[0]]} × {codes[cell[1]]}"

    shown = {cell: cell[0] in people and cell[1] in codes for cell in {*found.evidence, *found.texts}}
    figures = {
        f"{cell[0]} {cell[1]}": ToldFigure(f"{of(cell)}: segments", number)
        if found.counts is not None
        else ToldFigure(f"{of(cell)}: dot for segments without a summary", "•")
        for cell, number in found.evidence.items()
        if number and shown[cell] and not (found.counts is None and found.texts.get(cell, "").strip())
    }
    texts = {
        f"{cell[0]} {cell[1]}": ToldFigure(f"{of(cell)}: summary", mark(cell[1], words))
        for cell, words in found.texts.items()
        if words.strip() and shown[cell]
    }
    return FileFigures(figures, texts=texts)


def figures_of_transcript(study: Study, transcript_id: UUID, wanted: Retrieval) -> FileFigures:
    """The segments of each code in a transcript, and a mark of its text."""
    name = study.transcripts[transcript_id].name
    turns = study.turns_of(transcript_id)
    told = figures_of_segments(segments(study, wanted))
    figures = {**told.figures, "turns": ToldFigure(f"{name}: turns", len(turns))}
    text = ToldFigure(f"{name}: text", mark(transcript_id, study.text(transcript_id)))
    return FileFigures(figures, told.quotes, {str(transcript_id): text})


def figures_of_conversations(study: Study, selection: Selection, measures: SpacyMeasures) -> FileFigures:
    """Who speaks how much, and after whom, in each transcript."""
    figures: dict[str, ToldFigure] = {}
    for transcript_id in selection.transcripts_of(study):
        talk = conversation(study, transcript_id, selection, measures)
        name = study.transcripts[transcript_id].name
        for what, table in (("share", shares(talk)), ("after", speaks_after(talk))):
            for key, told in figures_of_matrix(table).figures.items():
                figures[f"{transcript_id} {what} {key}"] = ToldFigure(f"{name}: {told.of}", told.figure)
    return FileFigures(figures)


# -- pictures -------------------------------------------------------------------------------------


def figures_of_picture(picture: Picture) -> FileFigures:
    """The figures that a picture prints; of one that prints none only whether it looks different."""
    match picture:
        case Bars() if not picture.stacked:
            return figures_of_matrix(_totals(picture.matrix))
        case HeatMap(matrix) | Bars(matrix) | WordBars(matrix):
            return figures_of_matrix(matrix)
        case NetworkPicture():
            return _drawn(dict(_network(picture)))
        case Portrait():
            turns = picture.touched.sum(axis=1).tolist()
            return _drawn(_by_code(picture.codes, turns, "turns"))
        case Comparison():
            return _drawn(dict(_bands(picture)))
        case TimeBars():
            passages = picture.counts.sum(axis=1).tolist()
            return FileFigures(_by_code(picture.codes, passages, "passages"))
        case TalkNetwork():
            return FileFigures(dict(_talk(picture)))
        case _:
            return FileFigures()


def _drawn(figures: Mapping[str, ToldFigure]) -> FileFigures:
    drawn = " ".join(f"{key} {told.figure}" for key, told in sorted(figures.items()))
    return FileFigures(texts={PICTURE: ToldFigure("the picture", mark(PICTURE, drawn))})


def _totals(matrix: Matrix) -> Matrix:
    """A matrix of its last column alone."""
    last = len(matrix.columns) - 1
    notes = {(row, 0): words for (row, column), words in matrix.notes.items() if column == last}
    return replace(
        matrix,
        columns=matrix.columns[last:],
        values=matrix.values[:, last:],
        symmetric=False,
        notes=notes,
    )


def _by_code(codes: Sequence[Label], numbers: Sequence[int], what: str) -> Mapping[str, ToldFigure]:
    return {
        _key(code): ToldFigure(f"{code.name}: {what}", number)
        for code, number in zip(codes, numbers, strict=True)
        if number
    }


def _network(picture: NetworkPicture) -> Figures:
    nodes = [node.label for node in picture.nodes]
    for node in picture.nodes:
        yield _key(node.label), ToldFigure(f"{node.label.name}: uses", node.uses)
    for edge in picture.edges:
        one, other = nodes[edge.one], nodes[edge.other]
        said = ToldFigure(f"{one.name} × {other.name}", round(edge.weight, 4))
        yield " ".join(sorted((_key(one), _key(other)))), said


def _bands(picture: Comparison) -> Figures:
    """How much of each transcript has each code as its dominant one, in percent as one can see it."""
    for place, (name, pieces) in enumerate(picture.transcripts):
        shares_of: dict[int, float] = {}
        for piece in pieces:
            if piece.code >= 0:
                shares_of[piece.code] = shares_of.get(piece.code, 0.0) + piece.end - piece.start
        for number, share in shares_of.items():
            code = picture.codes[number]
            said = ToldFigure(f"{name} × {code.name}: percent", round(100 * share, 1))
            yield f"{place} {_key(code)}", said


def _talk(picture: TalkNetwork) -> Figures:
    names = [speaker.name for speaker in picture.speakers]
    for speaker, turns in zip(picture.speakers, picture.turns, strict=True):
        yield _key(speaker), ToldFigure(f"{speaker.name}: turns", turns)
    for (one, other), number in picture.following.items():
        said = ToldFigure(f"{names[other]} after {names[one]}", number)
        yield f"{_key(picture.speakers[one])} {_key(picture.speakers[other])}", said


def _key(label: Label) -> str:
    return label.name if label.id is None else str(label.id)
