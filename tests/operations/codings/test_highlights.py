import pytest

from qualcode.model.entities import Highlight
from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.codings import highlights
from tests.support.studies import FG1, example_study, span_of


@pytest.fixture
def study() -> Study:
    study = example_study()
    fg1, coder = study.transcript_named(FG1.name), study.coder_named("CD")
    span = span_of(study, "nothing to hide")
    return study.after(highlights.add_highlight(study, fg1.id, span, coder.id, "later"))


def only(study: Study) -> Highlight:
    (row,) = study.rows(Highlight).values()
    return row


def test_a_stretch_is_marked_once(study: Study) -> None:
    row = only(study)
    span = Span(row.start, row.end)
    assert not highlights.add_highlight(study, row.transcript_id, span, row.coder_id)
    other = highlights.add_highlight(study, row.transcript_id, span, study.coder_named("AB").id)
    assert other.label == "Highlight in FG1 Home owners, turn 4"
    with pytest.raises(QualcodeError, match="is outside"):
        highlights.add_highlight(study, row.transcript_id, Span(-2, 3), row.coder_id)


def test_memo_and_removal(study: Study) -> None:
    row = only(study)
    assert only(study.after(highlights.set_highlight_memo(study, row.id, "now"))).memo == "now"
    assert not highlights.set_highlight_memo(study, row.id, "later")
    change = highlights.remove_highlights(study, [row.id])
    assert change.label == "Remove a highlight from FG1 Home owners, turn 4"
    assert not study.after(change).rows(Highlight)
