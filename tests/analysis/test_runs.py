from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.runs import Passages, coded_passages, merged_runs
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.model.questions.rules import CoderChoice, Selection
from qualcode.model.span import Span, disjoint_runs
from qualcode.model.study import Study
from tests.analysis.building import Coded, Talk, identity, study_of
from tests.analysis.strategies import CODERS, code_ids, coder_ids, studies

Spans = dict[tuple[UUID, UUID], list[Span]]
"""By code and transcript."""


def by_code(passages: Passages) -> Spans:
    found: Spans = {}
    selected = passages.selected
    for code, start, end in zip(passages.code, passages.start, passages.end, strict=True):
        number = int(selected.transcript_at(start))
        base = int(selected.bases[number])
        place = (selected.codes[code], selected.transcripts[number])
        found.setdefault(place, []).append(Span(int(start) - base, int(end) - base))
    return found


def test_overlapping_codings_merge_and_touching_ones_do_not() -> None:
    codings = [Coded("X", "a", 0, 5), Coded("Y", "a", 4, 8), Coded("X", "a", 8, 9), Coded("X", "a", 1, 2)]
    selected = SelectedText(study_of({"T": Talk("x" * 9, (), codings)}, {"a": None}), Selection())
    place = (identity("code", "a"), identity("transcript", "T"))
    assert by_code(merged_runs(selected)) == {place: [Span(0, 8), Span(8, 9)]}


def test_the_end_of_a_transcript_does_not_run_into_the_next() -> None:
    talk = Talk("xx", (), [Coded("X", "a", 0, 2)])
    selected = SelectedText(study_of({"T": talk, "U": talk}, {"a": None}), Selection())
    assert len(merged_runs(selected)) == 2


def test_a_code_and_its_parent_both_get_a_coding_when_aggregated() -> None:
    study = study_of({"T": Talk("xx", (), [Coded("X", "b", 0, 2)])}, {"a": None, "b": "a"})
    assert coded_passages(SelectedText(study, Selection())).code.tolist() == [1]
    assert coded_passages(SelectedText(study, Selection(aggregate=True))).code.tolist() == [0, 1]
    only = Selection(codes=code_ids("a"), aggregate=True)
    assert coded_passages(SelectedText(study, only)).code.tolist() == [0]


@given(studies(), st.sets(st.sampled_from(CODERS), max_size=2))
def test_runs_are_the_union_of_codings(study: Study, coders: set[str]) -> None:
    selected = SelectedText(study, Selection(coders=CoderChoice(coder_ids(*coders))))
    spans: Spans = {}
    for transcript_id, table in study.codings.items():
        for coding in table:
            if not coders or study.coders[coding.coder_id].name in coders:
                spans.setdefault((coding.code_id, transcript_id), []).append(coding.span)
    runs = merged_runs(selected)
    assert by_code(runs) == {place: disjoint_runs(found) for place, found in spans.items()}
    in_order = runs.in_text_order
    assert by_code(in_order) == by_code(runs)
    assert in_order.start.tolist() == sorted(runs.start.tolist())
