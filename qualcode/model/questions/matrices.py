"""Questions about figures of codes: codes by codes, codes by groups, and who takes up which code."""

from dataclasses import dataclass

from qualcode.model.errors import QualcodeError
from qualcode.model.questions.first_page import cover_part, first_page_line, logo_part
from qualcode.model.questions.parts import part
from qualcode.model.questions.places import folders_part, statuses_part, transcripts_part
from qualcode.model.questions.rules import UNIT_RULES, Coefficient, Count, Rule
from qualcode.model.questions.words import ColumnsBy, Figure, Shown, Sorting
from qualcode.model.transcript import TranscriptKind, TranscriptStatus

QUERY = "query:"
"""What stands before the name of a saved query that makes columns."""

PLAIN = (ColumnsBy.TRANSCRIPT, ColumnsBy.PARTICIPANT, ColumnsBy.SPEAKER)
"""The columns that need no name of their own."""

_TABLE_ORDERS = tuple(sorting for sorting in Sorting if sorting is not Sorting.CLUSTER)
_IN_ORDER = "The order of the codes."
_PICTURE = "Also show the matrix as a heat map below its table, which then has no colours (docx, html, pdf)."


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingsQuestion:
    """Which codings are meant. Of ``codes``, ``code_set`` and ``most_used`` at most one says which codes."""

    codes: tuple[str, ...] | None = part(
        None, "Only this code, by name or full path; may be repeated. [default: all]", option="--code"
    )
    code_set: str | None = part(None, "Only the codes of this set.")
    most_used: int | None = part(None, "Only the N codes with the most codings.", least=1, stands_for="N")
    used: bool = part(False, "Leave out codes without segments.")
    coders: tuple[str, ...] = part(
        (),
        "Only this coder's codings; may be repeated, and the coders are merged. [default: all coders]",
        option="--coder",
    )
    query: str | None = part(
        None,
        "Only what shares text with passages of this saved query. [default: everything]",
        what="the name of a saved query",
    )
    aggregate: bool = part(False, "A code stands for itself and all its subcodes.")

    def __post_init__(self) -> None:
        if (self.codes is not None) + (self.code_set is not None) + (self.most_used is not None) > 1:
            raise QualcodeError("Choose codes in one way: by name, by a code set, or the most used ones.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresQuestion(CodingsQuestion):
    """Which codings are counted, and where."""

    transcripts: tuple[str, ...] | None = transcripts_part()
    folders: tuple[str, ...] = folders_part()
    statuses: tuple[TranscriptStatus, ...] = statuses_part()
    interviewers: bool = part(False, "Also count interviewers wherever participants are counted.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsQuestion(FiguresQuestion):
    """How often codes occur together. ``count`` None: the rule's usual one."""

    rule: Rule = part(Rule.OVERLAP, "When two codes occur together.")
    within: int = part(1, "With --rule near: greatest distance in turns (0 = same turn).", stands_for="N")
    count: Count | None = part(
        None, "What is counted. [default: pairs of passages, or units where the rule is a unit]"
    )
    coefficient: Coefficient | None = part(None, "Give the strength of association instead of counts.")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsQuestion(FiguresQuestion):
    """How often codes occur in each of some groups.

    ``by``: a kind of column, the name of an attribute, or saved queries as ``query:NAME``: one (inside
    and outside of it), or several for a column each.
    """

    by: tuple[str, ...] = part(
        words="What to use as columns: transcript, participant, speaker, an attribute name or query:NAME; "
        "repeat for one column per query.",
        stands_for="COLUMNS",
        or_one=True,
        in_list=QUERY,
        what=f"{', '.join(PLAIN)}, the name of an attribute, query:NAME, or a list of query:NAME",
    )
    figure: Figure = part(Figure.SEGMENTS, "What is counted.", key="count", option="--count")
    unit: Rule = part(
        Rule.TURN,
        "With --count units: which unit to count.",
        among=tuple(rule for rule in Rule if rule in UNIT_RULES),
    )
    shown: Shown = part(Shown.COUNTS, "How a count is shown.")
    minimum_cell: int = part(
        0, "Hide figures with fewer than K participants behind them. [default: show all]", stands_for="K"
    )

    def __post_init__(self) -> None:
        FiguresQuestion.__post_init__(self)
        if len(self.by) > 1 and not all(name.startswith(QUERY) for name in self.by):
            raise QualcodeError(
                "Only saved queries can be columns side by side: --by query:ONE --by query:OTHER."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class CooccurrenceQuestion(PairsQuestion):
    """Codes by codes as a table.

    With a ``sort`` the table is as it is seen on a page: with sums beside the figures that add up.
    """

    sort: Sorting | None = part(None, f"{_IN_ORDER} With one, totals are shown where figures add up.")
    picture: bool = part(False, _PICTURE)
    tidy: bool = part(False, "One line for each cell: row, column, value (csv, xlsx).")
    title: str | None = first_page_line("title")
    subtitle: str | None = first_page_line("subtitle")
    authors: str | None = first_page_line("authors")
    organisation: str | None = first_page_line("organisation")
    codebook_version: str | None = first_page_line("codebook_version")
    note: str | None = first_page_line("note")
    logo: str | None = logo_part()
    cover: bool | None = cover_part()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableQuestion(GroupsQuestion):
    """Codes by groups as a table; ``tested`` with a significance test."""

    totals: bool = part(False, "Also write totals of rows and columns.")
    tested: bool = part(
        False,
        "Also test whether codes and columns are associated, and write the result.",
        key="test",
        option="--test",
    )
    sort: Sorting | None = part(None, _IN_ORDER, among=_TABLE_ORDERS)
    picture: bool = part(False, _PICTURE)
    tidy: bool = part(False, "One line for each cell: row, column, value (csv, xlsx).")
    title: str | None = first_page_line("title")
    subtitle: str | None = first_page_line("subtitle")
    authors: str | None = first_page_line("authors")
    organisation: str | None = first_page_line("organisation")
    codebook_version: str | None = first_page_line("codebook_version")
    note: str | None = first_page_line("note")
    logo: str | None = logo_part()
    cover: bool | None = cover_part()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationQuestion(FiguresQuestion):
    """Who talks in which transcripts, who speaks after whom, and who takes up which code."""

    kind: TranscriptKind | None = part(None, "Only transcripts of this kind. [default: all]")
    title: str | None = first_page_line("title")
    subtitle: str | None = first_page_line("subtitle")
    authors: str | None = first_page_line("authors")
    organisation: str | None = first_page_line("organisation")
    codebook_version: str | None = first_page_line("codebook_version")
    note: str | None = first_page_line("note")
    logo: str | None = logo_part()
    cover: bool | None = cover_part()
