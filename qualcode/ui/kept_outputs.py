"""What the pages of figures show, as a saved report keeps it: a table and its settings, by names."""

from typing import Any, Final

from qualcode.analysis.table_request import By
from qualcode.model.entities import Attribute
from qualcode.model.rules import Rule
from qualcode.model.study import Study
from qualcode.ui.matrix_choice import MatrixChoice

MATRIX_FORMATS: Final = ("Spreadsheet (*.xlsx)", "CSV (*.csv)", "Word (*.docx)")


def matrix_output(choice: MatrixChoice, study: Study) -> tuple[str, dict[str, Any]]:
    """The table of a definition, and its settings, that give the matrix of a choice."""
    settings: dict[str, Any] = {}
    if choice.coder is not None:
        settings["coders"] = [study.coders[choice.coder].name]
    if choice.aggregate:
        settings["aggregate"] = True
    if choice.columns.by is None:
        settings |= {"rule": str(choice.rule), "count": str(choice.count)}
        if choice.rule is Rule.NEAR:
            settings["within"] = choice.within
        if choice.strength is not None:
            settings["coefficient"] = str(choice.strength)
        return "cooccurrence", settings
    attribute = study.rows(Attribute).get(choice.columns.attribute) if choice.columns.attribute else None
    by = choice.columns.by
    settings |= {
        "by": attribute.name if by is By.ATTRIBUTE and attribute is not None else str(by),
        "count": str(choice.figure),
        "shown": str(choice.shown),
        "totals": True,
    }
    if choice.least:
        settings["minimum-cell"] = choice.least
    return "codes", settings
