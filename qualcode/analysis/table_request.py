"""What can be asked of a table of codes by transcripts, participants, speakers or attribute values."""

from dataclasses import dataclass
from uuid import UUID

from qualcode.model.entities import Attribute
from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query_names import query_in_words
from qualcode.model.questions.rules import ALL, Rule, Selection
from qualcode.model.questions.words import ColumnsBy, Figure, Shown
from qualcode.model.study import Study


@dataclass(frozen=True, slots=True)
class TableRequest:
    """A table of codes (rows) by groups (columns).

    ``attribute`` names what ``by`` ATTRIBUTE means, ``queries`` the saved queries of ``by`` QUERY:
    one column each, or inside and outside of a single one; ``unit`` what UNITS counts; ``minimum_cell``
    is the least number of participants behind a figure that is shown (0: everything is shown).
    Raises QualcodeError for a combination without meaning.
    """

    by: ColumnsBy = ColumnsBy.TRANSCRIPT
    attribute: UUID | None = None
    figure: Figure = Figure.SEGMENTS
    unit: Rule = Rule.TURN
    shown: Shown = Shown.COUNTS
    minimum_cell: int = 0
    totals: bool = False
    selection: Selection = ALL
    queries: tuple[UUID, ...] = ()

    def __post_init__(self) -> None:
        if (self.by is ColumnsBy.ATTRIBUTE) != (self.attribute is not None):
            raise QualcodeError(
                "A table by attribute needs to know which attribute, and only such a table does."
            )
        if (self.by is ColumnsBy.QUERY) != bool(self.queries):
            raise QualcodeError("A table by query needs to know which query, and only such a table does.")
        if self.by is ColumnsBy.QUERY and self.minimum_cell:
            raise QualcodeError(
                "A passage may be in several columns of a table by query, so a minimum cell cannot be "
                "guaranteed: use the query as a filter, or choose other columns."
            )
        if self.figure is Figure.UNITS and not self.unit.by_unit:
            raise QualcodeError(
                f"“{self.unit}” is not a unit; choose sentence, paragraph, turn or transcript."
            )
        if self.minimum_cell < 0 or self.minimum_cell == 1:
            raise QualcodeError("A minimum cell is 2 participants or more; 0 shows everything.")

    def attribute_of(self, study: Study) -> Attribute | None:
        """The attribute of the columns. Raises QualcodeError where the study has it no longer."""
        if self.attribute is None:
            return None
        found = study.rows(Attribute).get(self.attribute)
        if found is None:
            raise QualcodeError("The attribute of this table is no longer in the project.")
        return found

    def columns_in_words(self, study: Study) -> str:
        """What the columns are: "transcript", "participant attribute “age”", or the queries in full."""
        if self.by is ColumnsBy.QUERY:
            return "query " + ", ".join(query_in_words(study, query_id) for query_id in self.queries)
        attribute = self.attribute_of(study)
        return str(self.by) if attribute is None else f"{attribute.subject} attribute “{attribute.name}”"

    def columns_named(self, study: Study) -> str:
        """The same as a title says it: an attribute by its name alone."""
        attribute = self.attribute_of(study)
        return self.columns_in_words(study) if attribute is None else attribute.name

    def counted_in_words(self) -> str:
        """What is counted: "segments", or "units (turn)"."""
        return f"units ({self.unit})" if self.figure is Figure.UNITS else str(self.figure)
