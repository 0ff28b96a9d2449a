"""The figures that a question asks for, as a table in the order in which it is seen."""

from dataclasses import replace

from qualcode.analysis.coefficients import coefficient_matrix
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.crosstab import code_table
from qualcode.analysis.significance import significance_result
from qualcode.analysis.table_order import Ordered, ordered_codes, ordered_cooccurrence
from qualcode.model.measures import Measures
from qualcode.model.questions.matrices import CooccurrenceQuestion, TableQuestion
from qualcode.model.results.matrix import Matrix
from qualcode.model.study import Study
from qualcode.project.reports.asking import pairs_request, request_of


def counted_table(
    study: Study, question: CooccurrenceQuestion | TableQuestion, measures: Measures
) -> Ordered:
    """The table of a question. Raises QualcodeError for what has no meaning, or names nothing."""
    if isinstance(question, TableQuestion):
        return _codes(study, question, measures)
    request = pairs_request(study, question)
    if question.sort is not None:
        return ordered_cooccurrence(study, request, question.coefficient, question.sort, measures)
    if question.coefficient is None:
        return _bare(cooccurrence(study, request, measures))
    return _bare(coefficient_matrix(study, request, question.coefficient, measures))


def _codes(study: Study, question: TableQuestion, measures: Measures) -> Ordered:
    request = request_of(study, question)
    if question.sort is None:
        found = _bare(code_table(study, request, measures))
    else:
        found = ordered_codes(study, request, question.sort, measures)
    if not question.tested:
        return found
    return replace(found, matrix=replace(found.matrix, chance=significance_result(study, request, measures)))


def _bare(matrix: Matrix) -> Ordered:
    return Ordered(matrix, matrix)
