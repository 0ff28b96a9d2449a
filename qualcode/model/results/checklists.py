"""COREQ and SRQR item by item, in our own words and numbered as published."""

from typing import Final, NamedTuple

from qualcode.model.errors import QualcodeError
from qualcode.model.papers import Checklist, ChecklistAnswer
from qualcode.model.results.works import COREQ, SRQR
from qualcode.model.study import Study


class ChecklistItem(NamedTuple):
    """An item: its number, the part it belongs to, what it is called, and what readers want to know."""

    number: int
    part: str
    name: str
    asked: str


class AnsweredItem(NamedTuple):
    """An item, what the project knows of it and where it is told, and people's own answer; empty for none."""

    item: ChecklistItem
    known: str
    where: str
    own: str


CHECKLIST_NAMES: Final = {
    Checklist.COREQ: "COREQ (32 items)",
    Checklist.SRQR: "SRQR (21 items)",
}

SOURCES: Final = {Checklist.COREQ: COREQ, Checklist.SRQR: SRQR}

_TEAM, _DESIGN, _FINDINGS = (
    "1 Research team and reflexivity",
    "2 Study design",
    "3 Analysis and findings",
)

_COREQ: Final = (
    (_TEAM, "Interviewer or facilitator", "Which of the authors led the interviews or groups."),
    (_TEAM, "Credentials", "The researchers’ degrees."),
    (_TEAM, "Occupation", "What the researchers worked as during the study."),
    (_TEAM, "Gender", "The researchers’ gender."),
    (_TEAM, "Experience and training", "What the researchers had learnt and done that prepared them."),
    (_TEAM, "Relationship established", "Whether researchers and participants had met before the study."),
    (
        _TEAM,
        "What participants knew of the interviewer",
        "What they had been told: who the researcher is, and why the research is done.",
    ),
    (
        _TEAM,
        "Interviewer’s characteristics",
        "What of the interviewer may matter: assumptions, interests, reasons for the topic.",
    ),
    (
        _DESIGN,
        "Methodological orientation",
        "The approach behind the study, such as grounded theory, phenomenology or content analysis.",
    ),
    (_DESIGN, "Sampling", "How participants were chosen: purposively, for convenience, by snowball."),
    (_DESIGN, "Method of approach", "How they were approached: in person, by telephone, by letter."),
    (_DESIGN, "Sample size", "How many took part."),
    (_DESIGN, "Non-participation", "How many declined or dropped out, and why."),
    (_DESIGN, "Setting of data collection", "Where it took place: at home, in a clinic, at work, online."),
    (_DESIGN, "Presence of others", "Whether anybody besides participants and researchers was there."),
    (_DESIGN, "Description of the sample", "What readers should know of the participants, and when it was."),
    (_DESIGN, "Interview guide", "Which questions and prompts there were, and whether they were piloted."),
    (_DESIGN, "Repeat interviews", "Whether anybody was interviewed again, and how often."),
    (_DESIGN, "Recording", "Whether sound or video was recorded."),
    (_DESIGN, "Field notes", "Whether notes were made during or after the conversations."),
    (_DESIGN, "Duration", "How long interviews or groups took."),
    (_DESIGN, "Data saturation", "Whether saturation was considered, and what came of it."),
    (_DESIGN, "Transcripts returned", "Whether participants got transcripts to comment on or correct."),
    (_FINDINGS, "Number of coders", "How many people coded the data."),
    (_FINDINGS, "Coding tree", "What the coding tree looks like."),
    (_FINDINGS, "Derivation of themes", "Whether themes were set in advance or came from the data."),
    (_FINDINGS, "Software", "Which software managed the data."),
    (_FINDINGS, "Participant checking", "Whether participants commented on the findings."),
    (
        _FINDINGS,
        "Quotations presented",
        "Whether quotations illustrate the themes, and each tells who speaks, as by a number.",
    ),
    (_FINDINGS, "Data and findings consistent", "Whether the findings follow from the data shown."),
    (_FINDINGS, "Clarity of major themes", "Whether the major themes are clearly presented."),
    (
        _FINDINGS,
        "Clarity of minor themes",
        "Whether unusual cases are described, and minor themes discussed.",
    ),
)

_TITLE, _INTRODUCTION, _METHODS, _RESULTS, _DISCUSSION, _OTHER = (
    "Title and abstract",
    "Introduction",
    "Methods",
    "Results",
    "Discussion",
    "Other",
)

_SRQR: Final = (
    (_TITLE, "Title", "What is studied and how; that it is qualitative, or by which approach or method."),
    (_TITLE, "Abstract", "Background, purpose, methods, results and conclusions in the journal’s form."),
    (
        _INTRODUCTION,
        "Problem",
        "What is studied and why it matters; the theory and empirical work it starts from.",
    ),
    (_INTRODUCTION, "Purpose or question", "What the study set out to learn."),
    (
        _METHODS,
        "Approach and paradigm",
        "Approach, guiding theory and paradigm, and why these were chosen.",
    ),
    (
        _METHODS,
        "Researchers and reflexivity",
        "What of the researchers may have shaped the study: background, relationships, assumptions.",
    ),
    (_METHODS, "Context", "Setting and circumstances that matter, and why this setting."),
    (_METHODS, "Sampling strategy", "How and why people, events or documents were chosen, and when enough."),
    (
        _METHODS,
        "Ethics",
        "Approval by a committee and consent of participants, or why there was none; confidentiality.",
    ),
    (
        _METHODS,
        "Data collection methods",
        "What was collected and how; when it began and ended; what changed on the way.",
    ),
    (
        _METHODS,
        "Instruments and technologies",
        "Interview guides, questionnaires and recorders, and whether they changed.",
    ),
    (_METHODS, "Units of study", "How many participants, documents or events, and their characteristics."),
    (
        _METHODS,
        "Data processing",
        "What was done before and during analysis: transcription, data security, checks, anonymising.",
    ),
    (
        _METHODS,
        "Data analysis",
        "How themes were found and developed, who took part in it, in which tradition, and why so.",
    ),
    (
        _METHODS,
        "Trustworthiness",
        "What was done for credibility, such as triangulation, audit trail, member checks; and why.",
    ),
    (_RESULTS, "Synthesis and interpretation", "The main findings, with theory or model where there is one."),
    (_RESULTS, "Links to the data", "Quotations, notes, extracts or pictures that bear the findings out."),
    (
        _DISCUSSION,
        "Prior work and contribution",
        "How findings relate to earlier work; what they add, how far they carry, what follows.",
    ),
    (_DISCUSSION, "Limitations", "What limits the trustworthiness of the findings."),
    (_OTHER, "Conflicts of interest", "What may have influenced the study, and how that was dealt with."),
    (_OTHER, "Funding", "Who paid, and what part they had in collecting, interpreting and reporting."),
)

ITEMS: Final[dict[Checklist, tuple[ChecklistItem, ...]]] = {
    checklist: tuple(ChecklistItem(number, *words) for number, words in enumerate(rows, 1))
    for checklist, rows in ((Checklist.COREQ, _COREQ), (Checklist.SRQR, _SRQR))
}


def item_of(checklist: Checklist, number: int) -> ChecklistItem:
    """The item with this number. Raises QualcodeError where there is none."""
    items = ITEMS[checklist]
    if not 1 <= number <= len(items):
        raise QualcodeError(f"{checklist.upper()} has the items 1 to {len(items)}; {number} is none of them.")
    return items[number - 1]


def answer_to(study: Study, checklist: Checklist, number: int) -> ChecklistAnswer | None:
    """What people said to an item; None where nobody said anything."""
    rows = study.rows(ChecklistAnswer).values()
    found = [row for row in rows if row.checklist is checklist and row.item == number]
    # Two copies of a project may have been answered apart and merged.
    return max(found, key=lambda row: (row.changed_at, row.id), default=None)
