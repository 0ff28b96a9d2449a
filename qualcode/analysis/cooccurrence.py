"""Co-occurrence of codes: every rule and count, as a matrix with everything to be printed beside it."""

from dataclasses import dataclass

from qualcode.analysis.captions.matrices import about_pairs
from qualcode.analysis.pair_rules import count_pairs
from qualcode.analysis.ragged import Whole
from qualcode.analysis.runs import merged_runs
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.analysis.unit_rules import count_units
from qualcode.analysis.units import units_of
from qualcode.model.measures import Measures
from qualcode.model.questions.rules import CooccurrenceRequest
from qualcode.model.results.matrix import Label, Matrix
from qualcode.model.study import Study


@dataclass(frozen=True, eq=False)
class Counted:
    """Counts by (code, code) and the number of all units in scope (None where no units are counted)."""

    table: Whole
    units: int | None


def cooccurrence(
    study: Study,
    request: CooccurrenceRequest,
    measures: Measures | None = None,
) -> Matrix:
    """How often codes occur together: int64, shape (codes, codes), symmetric.

    The diagonal holds what each code counts by itself. The rule "sentence" needs ``measures``.
    """
    selected = SelectedText(study, request.selection)
    labels = code_labels(selected)
    return Matrix(
        rows=labels,
        columns=labels,
        values=count(selected, request, measures).table,
        provenance=about_pairs(study, request),
        symmetric=True,
    )


def count(selected: SelectedText, request: CooccurrenceRequest, measures: Measures | None) -> Counted:
    """The bare counts of a request."""
    runs = merged_runs(selected)
    if not request.rule.by_unit:
        return Counted(count_pairs(runs, request), None)
    units = units_of(selected, request.rule, measures)
    return Counted(count_units(runs, units, request.counted), units.number)


def code_labels(selected: SelectedText) -> tuple[Label, ...]:
    """The chosen codes by full path."""
    return tuple(Label(selected.study.path(code_id), code_id) for code_id in selected.codes)
