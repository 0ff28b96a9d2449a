"""Every kind of output: its word in a saved report, the files it can be, its command, and what it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from qualcode.model.errors import QualcodeError
from qualcode.model.questions.matrices import ConversationQuestion, CooccurrenceQuestion, TableQuestion
from qualcode.model.questions.papers import AuditQuestion, ChecklistQuestion, SaturationQuestion
from qualcode.model.questions.parts import read, written
from qualcode.model.questions.pictures import (
    BarsQuestion,
    ComparisonQuestion,
    GroupsHeatMapQuestion,
    HeatMapQuestion,
    NetworkQuestion,
    PortraitQuestion,
    TalkQuestion,
    TimelineQuestion,
    WordsQuestion,
)
from qualcode.model.questions.reports import (
    AgreementQuestion,
    CodebookQuestion,
    FrameworkQuestion,
    MethodsQuestion,
    ParticipantsQuestion,
    SegmentsQuestion,
    TranscriptQuestion,
)

AnyPicture = (
    HeatMapQuestion
    | NetworkQuestion
    | GroupsHeatMapQuestion
    | BarsQuestion
    | PortraitQuestion
    | TimelineQuestion
    | ComparisonQuestion
    | TalkQuestion
    | WordsQuestion
)
AnyReport = (
    CodebookQuestion
    | SegmentsQuestion
    | TranscriptQuestion
    | FrameworkQuestion
    | ParticipantsQuestion
    | MethodsQuestion
    | AgreementQuestion
    | SaturationQuestion
    | ChecklistQuestion
    | AuditQuestion
)
AnyQuestion = CooccurrenceQuestion | TableQuestion | ConversationQuestion | AnyReport | AnyPicture


@dataclass(frozen=True, slots=True)
class OutputKind:
    """A kind of output, and what people call it where it is listed.

    ``command`` are the words after ``qualcode``; ``about`` is what they do. ``shows`` is how the sentence
    goes on that names a picture in a document: “Figure 2 …”.
    """

    question: type[AnyQuestion]
    called: str
    endings: tuple[str, ...]
    command: tuple[str, str]
    about: str
    shows: str = ""


_MATRIX = (".xlsx", ".csv", ".docx", ".html", ".pdf")
_PAGES = (".docx", ".html", ".pdf")
_PAGES_AND_TABLES = (".docx", ".html", ".pdf", ".xlsx", ".csv")
_PICTURE = (".png", ".svg", ".pdf")


def _report(name: str) -> tuple[str, str]:
    return "report", name


def _picture(name: str) -> tuple[str, str]:
    return "picture", name


KINDS: Final[Mapping[str, OutputKind]] = {
    "codebook": OutputKind(
        CodebookQuestion,
        "Codebook",
        (".docx", ".html", ".pdf", ".xlsx", ".csv"),
        _report("codebook"),
        "Write the codebook as a book or one table (docx, html, pdf, xlsx, csv).\n\n"
        "A book has a chapter for each category and a section for each code, with definition, figures, "
        "quotes and earlier wordings; --form compact is one table for an appendix. --part chooses what is "
        "said of each code, and in which order.",
    ),
    "cooccurrence": OutputKind(
        CooccurrenceQuestion,
        "Co-occurrence of codes",
        _MATRIX,
        ("matrix", "cooccurrence"),
        "Write how often codes occur together, as csv, xlsx, docx, html or pdf.",
    ),
    "codes": OutputKind(
        TableQuestion,
        "Codes",
        _MATRIX,
        ("matrix", "codes"),
        "Write how often codes occur in transcripts, with participants or by an attribute.\n\n"
        "The file is csv, xlsx, docx, html or pdf.",
    ),
    "conversation": OutputKind(
        ConversationQuestion,
        "Conversation",
        _MATRIX,
        ("conversation", ""),
        "Write who talks, and who takes up codes.\n\n"
        "Shares of turns, words and minutes, who speaks after whom, and in which turns each participant "
        "touches each code; as docx, html or pdf, or as csv or xlsx with the numbers of the turns behind "
        "every figure.",
    ),
    "segments": OutputKind(
        SegmentsQuestion,
        "Coded segments",
        (".docx", ".html", ".pdf", ".xlsx", ".csv", ".json"),
        ("codings", "export"),
        "Write coded segments as csv, xlsx, json, docx, html or pdf.\n\n"
        "A category named by --code brings its subcodes along. Documents (docx, html, pdf) leave out "
        "and count segments of speakers who did not consent to be quoted (the attribute “consent to quote”), "
        "and give what several coders coded alike once; data files hold every coding. --consent, --everybody "
        "and --passages say otherwise.",
    ),
    "framework": OutputKind(
        FrameworkQuestion,
        "Framework",
        _PAGES_AND_TABLES,
        _report("framework"),
        "Write the framework matrix (participants by codes, cells in your words).\n\n"
        "The file is docx, html, pdf, xlsx or csv. In documents a dot says that a cell has segments, but no "
        "summary yet; with --passages each cell leads to a list of its passages at the end.",
    ),
    "participants": OutputKind(
        ParticipantsQuestion,
        "Participants",
        _PAGES_AND_TABLES,
        _report("participants"),
        "Write what each participant said and how it was coded, as docx, html, pdf, xlsx or csv.\n\n"
        "Quotes are left out, and counted, where the attribute “consent to quote” does not say yes.",
    ),
    "methods": OutputKind(
        MethodsQuestion,
        "Methods",
        _PAGES,
        _report("methods"),
        "Write the methods appendix as docx, html or pdf.\n\n"
        "Paragraphs for a methods section (material, participants, coders, codebook, rules, consent, "
        "software with its citation), then tables of transcripts, coders, wordings of codes and saved "
        "reports.",
    ),
    "agreement": OutputKind(
        AgreementQuestion,
        "Agreement of coders",
        (".docx", ".html", ".pdf", ".xlsx", ".csv", ".json"),
        ("agreement", ""),
        "Write how far coders agree (docx, html, pdf, xlsx, csv, json).\n\n"
        "Per code, per pair of coders and over all: what both coded, only one, and neither; percent and "
        "positive agreement; the kappas of Cohen, Fleiss and Conger, Krippendorff’s alpha, Gwet’s AC1, "
        "Brennan and Prediger; alpha for unitizing and over sets of codes; each with a 95% interval.",
    ),
    "saturation": OutputKind(
        SaturationQuestion,
        "Saturation",
        _PAGES_AND_TABLES,
        _report("saturation"),
        "Write how many new codes each transcript brought (docx, html, pdf, xlsx, csv).\n\n"
        "With base size, run length and threshold of new information after Guest, Namey and Chen (2020), all "
        "of them printed. Transcripts without any of the codes are left out and named.",
    ),
    "checklist": OutputKind(
        ChecklistQuestion,
        "Checklist",
        _PAGES_AND_TABLES,
        _report("checklist"),
        "Write COREQ or SRQR as a filled checklist (docx, html, pdf, xlsx, csv).\n\n"
        "Items are worded in our own words and numbered as published. Where the project knows the answer it "
        "is given, with the report that tells it; your own answers (“qualcode checklist answer”) come first. "
        "The rest is empty, to be filled in.",
    ),
    "audit": OutputKind(
        AuditQuestion,
        "Audit trail",
        _PAGES_AND_TABLES,
        _report("audit"),
        "Write the audit trail: who changed what, when and why.\n\n"
        "The file is docx, html, pdf, xlsx or csv. Times are in UTC, to the minute in documents and to the "
        "second in data files; --exact-times and --identifiers say more.",
    ),
    "transcript": OutputKind(
        TranscriptQuestion,
        "Transcript",
        _PAGES,
        _report("transcript"),
        "Write a transcript with its codings as docx, html or pdf.\n\n"
        "With comments, each coding is a Word comment by its coder at exactly its words; colleagues can "
        "add comments in Word, and “codings import-word” takes them over.",
    ),
    "picture-heatmap": OutputKind(
        HeatMapQuestion,
        "Heat map",
        _PICTURE,
        _picture("heatmap"),
        "Draw how often codes occur together as a heat map, as png, svg or pdf.",
        shows="shows in colours how much any two codes occur together.",
    ),
    "picture-network": OutputKind(
        NetworkQuestion,
        "Network of codes",
        _PICTURE,
        _picture("network"),
        "Draw codes that occur together as a network, as png, svg or pdf.",
        shows="joins codes that occur together by lines: the thicker a line, the more they do.",
    ),
    "picture-codes": OutputKind(
        GroupsHeatMapQuestion,
        "Heat map of codes",
        _PICTURE,
        _picture("codes"),
        "Draw codes by transcripts, participants, speakers or an attribute as a heat map (png, svg, pdf).",
        shows="shows in colours how much each code was used in each column.",
    ),
    "picture-bars": OutputKind(
        BarsQuestion,
        "Bars of codes",
        _PICTURE,
        _picture("bars"),
        "Draw how often codes occur as bars, whole or stacked, as png, svg or pdf.",
        shows="compares how much each code was used.",
    ),
    "picture-portrait": OutputKind(
        PortraitQuestion,
        "Portrait",
        _PICTURE,
        _picture("portrait"),
        "Draw the codes along the turns of a transcript, as png, svg or pdf.",
        shows="follows the codes through the transcript, from its first turn to its last.",
    ),
    "picture-timeline": OutputKind(
        TimelineQuestion,
        "Timeline",
        _PICTURE,
        _picture("timeline"),
        "Draw the codes of a transcript with times along its minutes, as png, svg or pdf.",
        shows="follows the codes through the minutes of the transcript.",
    ),
    "picture-comparison": OutputKind(
        ComparisonQuestion,
        "Comparison of transcripts",
        _PICTURE,
        _picture("comparison"),
        "Draw transcripts one below the other as bands of their codes, as png, svg or pdf.",
        shows="compares the transcripts, each a band of the codes that were given to it.",
    ),
    "picture-conversation": OutputKind(
        TalkQuestion,
        "Conversation",
        _PICTURE,
        _picture("conversation"),
        "Draw who speaks after whom in a transcript, how much, or of what first, as png, svg or pdf.",
        shows="shows how the conversation went.",
    ),
    "picture-words": OutputKind(
        WordsQuestion,
        "Frequent words",
        _PICTURE,
        _picture("words"),
        "Draw the most frequent words as bars, as png, svg or pdf.",
        shows="compares how often the most frequent words were said.",
    ),
}
"""Every kind, by its word in the definition of a saved report."""

_WORDS: Final = {kind.question: word for word, kind in KINDS.items()}


def word_of(question: AnyQuestion) -> str:
    """What a saved report calls the kind of this question."""
    return _WORDS[type(question)]


def settings_of(question: AnyQuestion) -> dict[str, Any]:
    """The question as the definition of a saved report has it: what is as usual is left out."""
    return written(question)


def question_in(word: str, settings: Mapping[str, Any]) -> AnyQuestion:
    """The question of a definition. Raises QualcodeError with a sentence on what does not fit."""
    kind = KINDS.get(word)
    if kind is None:
        raise QualcodeError(f"there is no table “{word}”; there are {', '.join(KINDS)}.")
    return read(kind.question, settings, word)
