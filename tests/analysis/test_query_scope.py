"""Figures within a saved query, and by saved queries, against slow counting of the same.

Tests: ``query``.
"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.captions.matrices import about_groups, about_pairs
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.crosstab import code_table
from qualcode.analysis.drill_down import passages
from qualcode.analysis.retrieval import Retrieval, segment_count, segments
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.analysis.significance import code_association
from qualcode.analysis.table_request import TableRequest
from qualcode.analysis.units import units_of
from qualcode.model.entities import SavedQuery
from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query_text import read_query
from qualcode.model.questions.rules import CooccurrenceRequest, Count, Rule, Selection
from qualcode.model.questions.words import ColumnsBy, Figure
from qualcode.model.span import Span
from qualcode.model.study import Study
from tests.analysis import query_reference
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.strategies import FixedMeasures, code_ids, studies
from tests.support.profiles import of_hundred

TEXTS = ("code:stigma", "code:trust or code:banks", "words:a", "code:* not code:stigma", "transcript:FG0")
texts = st.sampled_from(TEXTS)


def asked(study: Study, *queries: str) -> Study:
    """The study with saved queries that are called as they read."""
    rows = {identity("query", text): SavedQuery(identity("query", text), text, 0, text) for text in queries}
    return replace(study, tables={**study.tables, SavedQuery: rows})


def sharing(study: Study, text: str) -> set[object]:
    """Identities of the codings that share text with a query's passages."""
    where = query_reference.passages(study, read_query(text))
    return {
        coding.id
        for transcript_id in study.transcripts
        for coding in study.codings_of(transcript_id)
        if any(place == transcript_id and span.overlaps(coding.span) for place, span in where)
    }


def thinned(study: Study, kept: set[object]) -> Study:
    """The study with these codings and no others."""
    codings = {
        place: table.take(
            [number for number, coding in enumerate(table) if coding.id in kept]  # type: ignore[arg-type]
        )
        for place, table in study.codings.items()
    }
    return replace(study, codings=codings)


@pytest.mark.parametrize("rule", [rule for rule in Rule if not rule.by_unit])
@settings(max_examples=of_hundred(25))
@given(study=studies(), text=texts)
def test_only_codings_count_that_share_text_with_the_query(study: Study, text: str, rule: Rule) -> None:
    study = asked(study, text)
    within = Selection(query=identity("query", text))
    figures = cooccurrence(study, CooccurrenceRequest(rule, selection=within)).values
    fewer = thinned(study, sharing(study, text))
    assert figures.tolist() == cooccurrence(fewer, CooccurrenceRequest(rule)).values.tolist()


@pytest.mark.parametrize("rule", [Rule.TURN, Rule.PARAGRAPH, Rule.TRANSCRIPT])
@settings(max_examples=of_hundred(30))
@given(study=studies(), text=texts)
def test_only_units_are_in_scope_that_the_query_touches(study: Study, text: str, rule: Rule) -> None:
    study = asked(study, text)
    selected = SelectedText(study, Selection(query=identity("query", text)))
    everything = units_of(SelectedText(study, Selection()), rule, None)
    where = query_reference.passages(study, read_query(text))
    base = dict(zip(selected.transcripts, selected.bases.tolist(), strict=False))
    places = [Span(span.start + base[place], span.end + base[place]) for place, span in where]
    spans = zip(everything.start.tolist(), everything.end.tolist(), strict=True)
    wanted = [(a, b) for a, b in spans if any(Span(a, b).overlaps(place) for place in places)]
    found = units_of(selected, rule, None)
    assert list(zip(found.start.tolist(), found.end.tolist(), strict=True)) == wanted
    assert found.number == len(wanted) == len(found.transcript)


@given(studies(), texts)
def test_every_passage_behind_a_figure_is_counted_in_it(study: Study, text: str) -> None:
    study = asked(study, text)
    one, other = code_ids("trust", "stigma")
    for rule in (Rule.OVERLAP, Rule.TURN):
        within = Selection(codes=(one, other), query=identity("query", text))
        request = CooccurrenceRequest(rule, selection=within)
        behind = list(passages(study, request, one, other))
        assert len(behind) == cooccurrence(study, request).values[0, 1]


@given(studies(), texts)
def test_segments_of_a_query_are_those_that_share_text_with_it(study: Study, text: str) -> None:
    study = asked(study, text)
    wanted = Retrieval(queries=(identity("query", text),))
    rows = list(segments(study, wanted))
    assert {row.coding_id for row in rows} == sharing(study, text)
    assert segment_count(study, wanted) == len(rows)


@pytest.mark.parametrize("figure", [figure for figure in Figure if figure.adds_up])
@settings(max_examples=of_hundred(25))
@given(study=studies(), text=texts)
def test_inside_and_outside_of_a_query_add_up(study: Study, text: str, figure: Figure) -> None:
    study = asked(study, text)
    request = TableRequest(ColumnsBy.QUERY, figure=figure, totals=True, queries=(identity("query", text),))
    table = code_table(study, request, FixedMeasures())
    assert [label.name for label in table.columns] == [text, f"outside {text}", "Total"]
    plain = code_table(study, TableRequest(figure=figure, totals=True), FixedMeasures())
    if figure in (Figure.SEGMENTS, Figure.RUNS) or all(len(study.turns_of(t)) for t in study.transcripts):
        assert table.values[:, -1].tolist() == plain.values[:, -1].tolist()
    assert (table.values[:, 0] + table.values[:, 1]).tolist() == table.values[:, 2].tolist()


@pytest.mark.parametrize("figure", Figure)
@settings(max_examples=of_hundred(15))
@given(study=studies(), chosen=st.lists(texts, min_size=2, max_size=3, unique=True))
def test_a_column_by_query_counts_what_the_query_filters(
    study: Study, chosen: list[str], figure: Figure
) -> None:
    study = asked(study, *chosen)
    queries = tuple(identity("query", text) for text in chosen)
    request = TableRequest(ColumnsBy.QUERY, figure=figure, totals=True, queries=queries)
    table = code_table(study, request, FixedMeasures()).values
    cells = table[:, :-1]
    assert (table[:, -1] <= cells.sum(axis=1)).all()
    assert (table[:, -1] >= cells.max(axis=1)).all()
    if figure is not Figure.SEGMENTS:
        return
    for place, text in enumerate(chosen):
        fewer = thinned(study, sharing(study, text))
        plain = code_table(fewer, TableRequest(totals=True)).values
        assert table[:, place].tolist() == plain[:, -1].tolist()
    together = set().union(*(sharing(study, text) for text in chosen))
    plain = code_table(thinned(study, together), TableRequest(totals=True)).values
    assert table[:, -1].tolist() == plain[:, -1].tolist()


def renters() -> Study:
    turns = [Said(0, 4, "P1"), Said(4, 8, "P2"), Said(8, 12, "P3")]
    codings = [Coded("AB", "trust", 1, 11), Coded("AB", "trust", 9, 10), Coded("AB", "stigma", 1, 2)]
    talk = Talk("a" * 12, turns, codings)
    return asked(study_of({"T": talk}, {"trust": None, "stigma": None}), "speaker:P1", "speaker:P2")


def test_participants_within_a_query_are_those_whose_turns_it_touches() -> None:
    study = renters()
    within = Selection(query=identity("query", "speaker:P1"))
    alone = code_table(study, TableRequest(figure=Figure.PARTICIPANTS, selection=within))
    assert alone.values.tolist() == [[1], [1]]
    pairs = CooccurrenceRequest(Rule.OVERLAP, Count.PARTICIPANTS, selection=within)
    assert cooccurrence(study, pairs).values.tolist() == [[1, 1], [1, 1]]


def test_a_filter_cannot_hide_how_few_people_are_behind_a_figure() -> None:
    study = renters()
    trust = Selection(codes=code_ids("trust"))
    assert code_table(study, TableRequest(minimum_cell=2, selection=trust)).cell(0, 0) == 2
    within = replace(trust, query=identity("query", "speaker:P1"))
    table = code_table(study, TableRequest(minimum_cell=2, selection=within))
    assert table.cell(0, 0) == "<2"


def test_what_cannot_be_guaranteed_or_tested_is_refused_in_a_sentence() -> None:
    queries = (identity("query", "speaker:P1"), identity("query", "speaker:P2"))
    for chosen in (queries, queries[:1]):
        with pytest.raises(QualcodeError, match="minimum cell cannot be guaranteed"):
            TableRequest(ColumnsBy.QUERY, minimum_cell=3, queries=chosen)
    with pytest.raises(QualcodeError, match="which query"):
        TableRequest(ColumnsBy.QUERY)
    with pytest.raises(QualcodeError, match="several times"):
        code_association(renters(), TableRequest(ColumnsBy.QUERY, queries=queries))


def test_the_query_is_printed_beside_every_figure() -> None:
    study = renters()
    within = Selection(query=identity("query", "speaker:P1"))
    request = CooccurrenceRequest(selection=within)
    about = about_pairs(study, request)
    assert about.sentence.endswith(", only with “speaker:P1” (speaker:P1)")
    assert dict(about.facts)["query"] == ("only what shares text with passages of “speaker:P1” (speaker:P1)")
    table = TableRequest(ColumnsBy.QUERY, queries=(identity("query", "speaker:P2"),), selection=within)
    assert about_groups(study, table).sentence.startswith(
        "Codes by query “speaker:P2” (speaker:P2), counted as"
    )


def test_a_filter_by_a_query_that_has_gone_is_refused() -> None:
    gone = Selection(query=identity("query", "gone"))
    with pytest.raises(QualcodeError, match="no longer in the project"):
        cooccurrence(renters(), CooccurrenceRequest(selection=gone))
