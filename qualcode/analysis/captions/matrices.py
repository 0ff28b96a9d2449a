"""The captions of matrices: codes by codes, codes by groups, and tests of them."""

from typing import Final

from qualcode.analysis.captions.about import about
from qualcode.analysis.table_request import TableRequest
from qualcode.model.questions.provenance import IN_WORDS, Facts, Provenance
from qualcode.model.questions.rules import COEFFICIENT_NAMES, Coefficient, CooccurrenceRequest, Rule
from qualcode.model.questions.words import SHOWN_WORDS, Figure, Shown
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, with_capital

CLUSTERED: Final = "clustered by average linkage"
_HOLD_CODES: Final = (Figure.UNITS, Figure.PARTICIPANTS, Figure.TRANSCRIPTS)
"""What has a code, rather than being a part of what is coded with it."""


def about_pairs(study: Study, request: CooccurrenceRequest) -> Provenance:
    """Counts of codes by codes."""
    return about(study, "Co-occurrence of codes", _facts_of_pairs(study, request))


def about_coefficient(
    study: Study, request: CooccurrenceRequest, which: Coefficient, units: int | None
) -> Provenance:
    """A coefficient of codes by codes; ``units`` is the number of units in scope, where they are counted."""
    in_scope = () if units is None else (("units in scope", f"{units:,}"),)
    facts = (*_facts_of_pairs(study, request), ("coefficient", COEFFICIENT_NAMES[which]), *in_scope)
    return about(study, "Co-occurrence of codes", facts).saying_also(COEFFICIENT_NAMES[which])


def _facts_of_pairs(study: Study, request: CooccurrenceRequest) -> Facts:
    within = (("within turns", str(request.within)),) if request.rule is Rule.NEAR else ()
    coders, scope = request.selection.coders.describe(study), request.selection.scope(study)
    words = f"{request.rule_in_words()}, counted as {request.count_in_words()}, {coders}, {scope}"
    return (
        ("rule", str(request.rule)),
        *within,
        ("count", str(request.counted)),
        *request.selection.facts(study),
        (IN_WORDS, words),
    )


def about_groups(study: Study, request: TableRequest) -> Provenance:
    """Codes by transcripts, participants, speakers, an attribute or queries."""
    found = about(study, f"Codes by {request.columns_named(study)}", _facts_of_groups(study, request))
    return found if request.shown is Shown.COUNTS else found.saying_also(SHOWN_WORDS[request.shown])


def about_test(study: Study, request: TableRequest) -> Provenance:
    """The tests of such a table."""
    title = f"Test of codes by {request.columns_named(study)}"
    return about(study, title, _facts_of_groups(study, request))


def _facts_of_groups(study: Study, request: TableRequest) -> Facts:
    columns, count = request.columns_in_words(study), request.counted_in_words()
    merged = _is_merged(request)
    return (
        ("columns", columns),
        ("count", count),
        ("shown as", SHOWN_WORDS[request.shown]),
        ("minimum cell", f"{request.minimum_cell} participants" if request.minimum_cell else "none"),
        *request.selection.facts(study, merged=merged),
        (IN_WORDS, f"Codes by {request.columns_named(study)}, counted as {count}, {_whose(study, request)}"),
    )


def whole_in_words(study: Study, request: TableRequest) -> str:
    """What is counted of each code where columns are not shown: “Segments of each code, all coders, …”."""
    count = request.counted_in_words()
    of = "with" if request.figure in _HOLD_CODES else "of"
    shown = "" if request.shown is Shown.COUNTS else f"; {SHOWN_WORDS[request.shown]}"
    return f"{with_capital(count)} {of} each code, {_whose(study, request)}{shown}"


def _whose(study: Study, request: TableRequest) -> str:
    coders = request.selection.coders.describe(study, merged=_is_merged(request))
    return f"{coders}, {request.selection.scope(study)}{_small_cells(request)}"


def _is_merged(request: TableRequest) -> bool:
    return request.figure is not Figure.SEGMENTS


def _small_cells(request: TableRequest) -> str:
    least = request.minimum_cell
    return f", figures of fewer than {counted(least, 'participant')} hidden" if least else ""
