"""Which differences are listed: between whom, in which transcripts, about which code, of which kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from qualcode.analysis.decision_reasons import decided_between
from qualcode.analysis.differences import who_code
from qualcode.model.study import Study
from qualcode.model.teamwork.readings import AGREED, Difference, ReadingDifference
from qualcode.model.teamwork.rounds import agreed_layers, second_codings
from qualcode.ui.models.transcript_places import TranscriptPlace, transcripts_at

_KINDS = {Difference.CODE: "other code", Difference.BOUNDARIES: "other boundaries"}


@dataclass(frozen=True, slots=True)
class ReadingChoice:
    """None: every one. ``one`` and ``other`` None: there are no two coders."""

    one: UUID | None = None
    other: UUID | None = None
    place: TranscriptPlace | None = None
    code: UUID | None = None
    kind: Difference | None = None
    unsettled: bool = False

    def transcripts(self, study: Study) -> Sequence[UUID]:
        """The transcripts in which the two are compared."""
        if self.place is None:
            return [row.id for row in study.transcripts_in_order]
        return transcripts_at(study, self.place) or ()

    def holds(self, each: ReadingDifference) -> bool:
        """Whether a difference between the two in these transcripts is listed."""
        return (
            (self.code is None or self.code in each.codes)
            and self.kind in (None, each.kind)
            and not (self.unsettled and each.decision is not None)
        )


def first_choice(study: Study, code_id: UUID | None = None) -> ReadingChoice:
    """The two of whom something about the code was settled last; else the first two who code.

    What is agreed is nobody's reading, and a second coding is not compared with its first unless somebody
    asks for that.
    """
    settled = None if code_id is None else decided_between(study, code_id)
    if settled is not None:
        return ReadingChoice(*settled, code=code_id)
    besides = agreed_layers(study) | second_codings(study)
    everybody = [row.id for row in who_code(study, AGREED)]
    rows = [row for row in everybody if row not in besides]
    rows = rows if len(rows) > 1 else everybody
    return ReadingChoice(rows[0], rows[1], code=code_id) if len(rows) > 1 else ReadingChoice(code=code_id)


def valid(study: Study, choice: ReadingChoice) -> ReadingChoice:
    """The same choice as far as what it is about is still there."""
    if {choice.one, choice.other} <= study.coders.keys():
        place = choice.place if transcripts_at(study, choice.place) is not None else None
        code = choice.code if choice.code in study.codes else None
        return ReadingChoice(choice.one, choice.other, place, code, choice.kind, choice.unsettled)
    return first_choice(study)


def name_of(study: Study, coder_id: UUID | None) -> str:
    """What a coder is called; nothing where there is none."""
    known = None if coder_id is None else study.coders.get(coder_id)
    return "" if known is None else known.name


def kinds_offered(study: Study, choice: ReadingChoice) -> list[tuple[Difference | None, str]]:
    """The kinds of difference, named by the two coders."""
    names = [name_of(study, each) for each in (choice.one, choice.other)]
    return [
        (None, "of every kind"),
        (Difference.ONLY_ONE, f"only {names[0]}"),
        (Difference.ONLY_OTHER, f"only {names[1]}"),
        *_KINDS.items(),
    ]
