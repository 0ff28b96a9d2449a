"""What the pages of figures show, as a saved report keeps it: a table and its settings, by names."""

from dataclasses import replace
from typing import Any, Final

from qualcode.model.entities import Attribute, SavedQuery
from qualcode.model.questions.words import By, Figure
from qualcode.model.rules import Rule, Selection
from qualcode.model.study import Study
from qualcode.project.columns import QUERY
from qualcode.ui.matrix_choice import MatrixChoice
from qualcode.ui.pages.groups_line import GroupsChoice
from qualcode.ui.pages.groups_tables import Talk

GROUPS_FORMATS: Final = ("Spreadsheet (*.xlsx)", "CSV (*.csv)")
MATRIX_FORMATS: Final = ("Spreadsheet (*.xlsx)", "CSV (*.csv)", "Word (*.docx)")


def matrix_output(choice: MatrixChoice, study: Study) -> tuple[str, dict[str, Any]]:
    """The table of a definition, and its settings, that give the matrix of a choice."""
    selection = choice.selection(study)
    if not choice.interviewers_matter:
        selection = replace(selection, include_interviewers=False)
    settings = _named(selection, study) | {"sort": str(choice.sorting)}
    if choice.columns.by is None:
        settings |= {"rule": str(choice.rule), "count": str(choice.count)}
        if choice.rule is Rule.NEAR:
            settings["within"] = choice.within
        if choice.strength is not None:
            settings["coefficient"] = str(choice.strength)
        return "cooccurrence", settings
    settings |= {
        "by": _columns(choice, study),
        "count": str(choice.figure),
        "shown": str(choice.shown),
        "totals": True,
    }
    if choice.figure is Figure.UNITS:
        settings["unit"] = str(choice.unit)
    if choice.least:
        settings["minimum-cell"] = choice.least
    return "codes", settings


def _columns(choice: MatrixChoice, study: Study) -> str | list[str]:
    columns = choice.columns
    if columns.by is By.QUERY:
        return [f"{QUERY}{study.rows(SavedQuery)[query_id].name}" for query_id in columns.queries]
    attribute = None if columns.attribute is None else study.rows(Attribute).get(columns.attribute)
    return str(columns.by) if attribute is None else attribute.name


def groups_output(choice: GroupsChoice, study: Study) -> tuple[str, dict[str, Any]]:
    """The table of a definition, and its settings, that give the figures of a conversation or of several."""
    selection = choice.selection(study)
    if choice.which is not Talk.COMPARED and choice.transcript is not None:
        selection = replace(selection, transcripts=(choice.transcript,))
    return "conversation", _named(selection, study)


def _named(selection: Selection, study: Study) -> dict[str, Any]:
    """Codes, coders and transcripts by the names that they have now; of a set the codes that it holds."""
    settings: dict[str, Any] = {}
    if selection.transcripts is not None:
        rows = selection.transcripts_of(study)
        settings["transcripts"] = [study.transcripts[row].name for row in rows]
    if selection.codes is not None:
        settings["codes"] = [study.path(code_id) for code_id in selection.codes_of(study)]
    if not selection.coders.everybody:
        chosen = selection.coders.coders
        settings["coders"] = [row.name for row in study.coders_in_order if row.id in chosen]
    if selection.query is not None:
        settings["query"] = study.rows(SavedQuery)[selection.query].name
    if selection.aggregate:
        settings["aggregate"] = True
    if selection.include_interviewers:
        settings["interviewers"] = True
    return settings
