"""Questions that a picture answers."""

from dataclasses import dataclass

from qualcode.model.questions.matrices import QUERY, CodingsQuestion, GroupsQuestion, PairsQuestion
from qualcode.model.questions.parts import part
from qualcode.model.questions.places import folders_part, statuses_part, transcripts_part
from qualcode.model.questions.words import ColumnsBy, Sorting, TalkForm
from qualcode.model.transcript import TranscriptKind, TranscriptStatus

_BY = (
    "What codes are counted by: transcript, participant, speaker, an attribute name or query:NAME; "
    "repeat for one column per query."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMapQuestion(PairsQuestion):
    """Codes by codes as a heat map."""

    sort: Sorting = part(Sorting.CODEBOOK, "The order of the codes; cluster draws the tree, too.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkQuestion(PairsQuestion):
    """Codes that occur together as a network."""

    threshold: float = part(0.0, "Draw a line only where the figure is above X.", stands_for="X")
    connected: bool = part(False, "Leave out unconnected codes.")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsHeatMapQuestion(GroupsQuestion):
    """Codes by groups as a heat map."""

    by: tuple[str, ...] = part(
        (ColumnsBy.TRANSCRIPT.value,), _BY, stands_for="COLUMNS", or_one=True, in_list=QUERY
    )
    totals: bool = part(False, "Also draw totals of rows and columns.")
    sort: Sorting = part(
        Sorting.CODEBOOK,
        "The order of the codes: as in the codebook, by name, or by how often they are used.",
        among=tuple(sorting for sorting in Sorting if sorting is not Sorting.CLUSTER),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BarsQuestion(GroupsQuestion):
    """How often codes occur as bars, whole or made up of groups."""

    by: tuple[str, ...] = part(
        (ColumnsBy.TRANSCRIPT.value,), _BY, stands_for="COLUMNS", or_one=True, in_list=QUERY
    )
    stacked: bool = part(False, "Show what each bar is made up of.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PortraitQuestion(CodingsQuestion):
    """The codes along the turns of a transcript."""

    transcript: str = part(words="The transcript that is drawn.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineQuestion(CodingsQuestion):
    """The codes of a transcript with times along its minutes."""

    transcript: str = part(words="The transcript that is drawn.")
    minutes: float | None = part(
        None, "Count in stretches of N minutes. [default: what fits]", least=0.1, stands_for="N"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonQuestion(CodingsQuestion):
    """Transcripts one below the other as bands of their codes."""

    transcripts: tuple[str, ...] | None = transcripts_part()
    folders: tuple[str, ...] = folders_part()
    statuses: tuple[TranscriptStatus, ...] = statuses_part()
    kind: TranscriptKind | None = part(None, "Only transcripts of this kind. [default: all]")


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkQuestion:
    """Who speaks after whom in a transcript, how much, or of what first."""

    transcript: str = part(words="The transcript that is drawn.")
    form: TalkForm = part(
        TalkForm.HEATMAP,
        "Who follows whom as heat map or network, shares of it as bars, or first mentions of codes.",
        key="as",
        option="--as",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsQuestion:
    """The most frequent words, in passages of a ``code`` and by a ``participant`` where they are given."""

    transcripts: tuple[str, ...] | None = transcripts_part()
    folders: tuple[str, ...] = folders_part()
    statuses: tuple[TranscriptStatus, ...] = statuses_part()
    code: str | None = part(None, "Only in passages of this code.")
    participant: str | None = part(None, "Only what this participant says.")
    common: bool = part(False, "Count common words (the, and, …) as well.")
    brackets: bool = part(
        True, "Count what is in brackets, such as [son] and <noise>.", option="--brackets/--no-brackets"
    )
    most: int = part(40, "Draw N words.", least=1, most=200, stands_for="N")
    cloud: bool = part(True, "Draw a cloud beside the bars.", option="--cloud/--no-cloud")
    coders: tuple[str, ...] = part(
        (),
        "Only this coder's codings; may be repeated, and the coders are merged. [default: all coders]",
        option="--coder",
    )
    aggregate: bool = part(False, "A code stands for itself and all its subcodes.")
    interviewers: bool = part(False, "Also count what interviewers say.")
