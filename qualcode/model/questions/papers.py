"""Questions that papers ask: when codes stopped being new, what a checklist wants, who changed what."""

from dataclasses import dataclass

from qualcode.model.papers import Checklist
from qualcode.model.questions.first_page import FirstPageParts
from qualcode.model.questions.parts import part
from qualcode.model.questions.places import folders_part, statuses_part, transcripts_part
from qualcode.model.questions.words import SaturationOrder
from qualcode.model.step_topics import StepTopic
from qualcode.model.transcript import TranscriptStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class SaturationQuestion(FirstPageParts):
    """How many new codes each transcript brought, and whether they became few enough."""

    order: SaturationOrder = part(
        SaturationOrder.CODED, "Order of transcripts: by when each was first coded, or as in the list."
    )
    base: int = part(
        4, "Transcripts whose codes are the base that new ones are compared with.", least=1, stands_for="N"
    )
    run: int = part(2, "Transcripts in a row whose new codes are counted together.", least=1, stands_for="N")
    threshold: int = part(
        5,
        "New information, in percent of the base, that counts as saturation.",
        most=100,
        stands_for="PERCENT",
    )
    codes: tuple[str, ...] | None = part(
        None, "Only this code, by name or full path; may be repeated. [default: all]", option="--code"
    )
    coders: tuple[str, ...] = part(
        (),
        "Only this coder's codings; may be repeated, and the coders are merged. [default: all coders]",
        option="--coder",
    )
    transcripts: tuple[str, ...] | None = transcripts_part()
    folders: tuple[str, ...] = folders_part()
    statuses: tuple[TranscriptStatus, ...] = statuses_part()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistQuestion(FirstPageParts):
    """A reporting checklist, answered where the project knows the answer or people gave one."""

    checklist: Checklist = part(Checklist.COREQ, "Which checklist: COREQ (32 items) or SRQR (21 items).")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditQuestion(FirstPageParts):
    """Who changed what, when and why. ``since`` and ``until`` are days as in 2026-03-31, both included.

    ``reports`` None: with steps that only save reports, but in a chapter of a document.
    """

    topics: tuple[StepTopic, ...] = part(
        (), "Only this kind of step; may be repeated. [default: all]", option="--kind", key="kinds"
    )
    people: tuple[str, ...] = part((), "Only steps of this person; may be repeated.", option="--by", key="by")
    since: str | None = part(
        None, "Only steps from this day on.", stands_for="YYYY-MM-DD", what="a day such as 2026-03-31"
    )
    until: str | None = part(
        None, "Only steps up to this day.", stands_for="YYYY-MM-DD", what="a day such as 2026-03-31"
    )
    reasoned: bool = part(False, "Only steps with a reason.", option="--with-reason")
    wordings: bool = part(
        True, "Show how codes were worded before and after.", option="--wordings/--no-wordings"
    )
    reports: bool | None = part(
        None,
        "Include steps that only save reports. [default: true, but not in a document of several parts]",
        option="--reports/--no-reports",
    )
    exact: bool = part(False, "Give times to the millisecond.", option="--exact-times")
    identifiers: bool = part(False, "Also give the identifiers of what was changed.")
