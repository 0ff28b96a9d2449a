"""Small studies for tests: one to read (``example_study``), and random ones with random steps."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar
from uuid import UUID

from hypothesis import strategies as st

from qualcode.analysis.differences import differences
from qualcode.model.change import ChangeSet
from qualcode.model.codes.codebook import CodebookRow
from qualcode.model.codes.coding_rows import CodingRow
from qualcode.model.codes.pinned_keys import PINNED_KEYS
from qualcode.model.entities import (
    AttributeSubject,
    AttributeType,
    Comment,
    Memo,
    MemoLink,
    MemoSubject,
    Palette,
)
from qualcode.model.errors import QualcodeError
from qualcode.model.front import FrontPage
from qualcode.model.identity import id_at
from qualcode.model.memos import LINKABLE, MemoTarget
from qualcode.model.papers import Checklist
from qualcode.model.queries.query import PartKind, Query, QueryPart
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.team import CodingState, Outcome
from qualcode.model.teamwork.comments import About
from qualcode.model.teamwork.rounds import coders_of_round, rounds_in_order, transcripts_of_round
from qualcode.model.transcript import ReadTranscript, ReadTurn, Remark, Role, TranscriptKind, TranscriptStatus
from qualcode.model.transcripts.speaker_guide import SpeakerGuide, SpeakerMarking
from qualcode.operations import coders, comments, memo_links, memos, project, queries, reports, typical_quotes
from qualcode.operations.codes import (
    code_sets,
    codebook,
    codebook_import,
    codebook_merge,
    codebook_structure,
    codebook_tree,
)
from qualcode.operations.codes.codebook_merge import SplitPart
from qualcode.operations.codes.codebook_structure import Children
from qualcode.operations.codings import coding, coding_import, highlights
from qualcode.operations.papers import checklists, codebook_versions, tool_register
from qualcode.operations.people import attribute_import, attributes, participants, speakers, summaries
from qualcode.operations.teamwork import rounds, settling
from qualcode.operations.text import text_correction, text_replacing, turns
from qualcode.operations.transcripts import documents, folders, remembered_guides
from tests.support.drawing import YES_OR_NO, pick, whole

T = TypeVar("T")
Draw = st.DrawFn
RandomStep = Callable[[Draw, Study], ChangeSet]

LOGOS = ("", "data:image/png;base64,iVBORw0KGgo=")


# -- to read -------------------------------------------------------------------------------------------


def read_transcript(
    name: str,
    said: Sequence[tuple[str, str]],
    *,
    kind: TranscriptKind = TranscriptKind.FOCUS_GROUP,
    details: Sequence[tuple[str, str]] = (),
    remarks: Sequence[Remark] = (),
) -> ReadTranscript:
    """A file as an importer reads it, from pairs of speaker label and words; "" begins a header."""
    position = 0
    found = []
    text = ""
    for label, words in said:
        written = f"{label}: " if label else ""
        stretch = f"{written}{words}\n"
        found.append(
            ReadTurn(Span(position, position + len(stretch)), position + len(written), label, _role_of(label))
        )
        position += len(stretch)
        text += stretch
    digest = hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()
    return ReadTranscript(
        name,
        text,
        tuple(found),
        f"{name}.txt",
        digest,
        kind,
        details=tuple(details),
        remarks=tuple(remarks),
    )


def _role_of(label: str) -> Role:
    if not label:
        return Role.OTHER
    return Role.INTERVIEWER if label in ("MOD", "I") else Role.PARTICIPANT


FG1 = read_transcript(
    "FG1 Home owners",
    [
        ("", "Focus group 1"),
        ("MOD", "What do you make of it?"),
        ("P1", "I would want to be asked first. 🙂 Really."),
        ("P2", "They just assume that you have nothing to hide."),
        ("P1", "And then it sits in some company's cellar."),
    ],
    details=[("Date", "12 March 2021")],
)
INT01 = read_transcript(
    "INT01 Ruth",
    [("I", "Who knows about you?"), ("R", "The school does. The council, I suppose."), ("I", "Thank you.")],
    kind=TranscriptKind.INTERVIEW,
)


def example_study() -> Study:
    """A focus group and an interview; Trust > (firms, councils), stigma, privacy; codings by AB and CD.

    AB: privacy on "asked first", stigma and privacy on P2's words. CD: privacy on "asked first".
    """
    study = Study().after(project.new_project("Example"))
    study = study.after(documents.add_transcripts(study, [FG1, INT01]).change)
    rows = [
        CodebookRow("Trust", codable=False),
        CodebookRow("firms", "Trust"),
        CodebookRow("councils", "Trust", digit=2),
        CodebookRow("stigma", definition="Being looked down upon", memo="from the first group"),
        CodebookRow("privacy", digit=1),
    ]
    study = study.after(codebook_import.import_codebook(study, rows))
    asked, assume = span_of(study, "asked first"), span_of(study, "They just assume")
    name = FG1.name
    table = [
        CodingRow(name, "privacy", "AB", *asked, memo="control"),
        CodingRow(name, "stigma", "AB", *assume, memo="assumption"),
        CodingRow(name, "privacy", "AB", *assume),
        CodingRow(name, "privacy", "CD", *asked),
    ]
    return study.after(coding_import.import_codings(study, table).change)


def span_of(study: Study, words: str, transcript: str = FG1.name) -> Span:
    """Where words stand in a transcript."""
    start = study.text(study.transcript_named(transcript).id).index(words)
    return Span(start, start + len(words))


def quotes(study: Study) -> list[tuple[str, str, str]]:
    """Every coding as code, coder and words, sorted."""
    return sorted(
        (study.path(row.code_id), study.coders[row.coder_id].name, study.quoted(transcript_id, row.span))
        for transcript_id, table in study.codings.items()
        for row in table
    )


# -- random values -------------------------------------------------------------------------------------

WORDS = (
    "trust",
    "the",
    "council",
    "e\u0301te\u0301",
    "🙂",
    "a\u00a0b",
    "no\u2028yes",
    "—",
    "don’t",
    "שלום",
    "信任",
)
LABELS = ("", "MOD", "I", "P1", "P2", "R", "Anna", "BEN")
NAMES = ("trust", "Trust", "stigma", "firms", "a, b", 'say "x"', "=1+1", "🙂", "privacy", "two\nlines")

speech = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
# Readers put another character in the place of NUL, which a server cannot hold.
any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
names = st.sampled_from(NAMES)

WEIGHTS = st.none() | st.integers(0, 100)
PLACES = st.none() | st.integers(0, 3)
TAGS = st.lists(names, max_size=2)


SAID = st.lists(st.tuples(st.sampled_from(LABELS), speech), min_size=1, max_size=6)
DETAILS = st.lists(st.tuples(st.sampled_from(("Date", "Place")), speech), max_size=2)


@st.composite
def read_transcripts(draw: Draw) -> ReadTranscript:
    """A file with a few turns, perhaps a detail and a remark."""
    name = pick(draw, ("FG1 One", "FG2", "INT01 Ruth", "INT02 Ben", "Talk one", "Talk two"))
    said = draw(SAID)
    kind = pick(draw, TranscriptKind)
    details = draw(DETAILS)
    read = read_transcript(name, said, kind=kind, details=details)
    at = draw(remarks_in(len(read.text)))
    return read_transcript(
        name, said, kind=kind, details=details, remarks=[Remark(span, "comment", "X", "note") for span in at]
    )


@cache
def remarks_in(length: int) -> st.SearchStrategy[list[Span]]:
    return st.lists(spans_in(length), max_size=2)


@cache
def spans_in(length: int) -> st.SearchStrategy[Span]:
    """A stretch of at least one code point of a text of ``length``."""
    return st.tuples(st.integers(0, length - 1), st.integers(1, length)).map(
        lambda pair: Span(pair[0], max(pair[0] + 1, pair[1]))
    )


# -- random steps --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class History:
    """A study, steps that were taken from it one after another, and where they led."""

    start: Study
    steps: tuple[ChangeSet, ...]
    end: Study


@st.composite
def histories(draw: Draw, max_steps: int = 12, start: Study | None = None) -> History:
    """Random steps from ``start`` (an empty project where none is given); none of them is empty."""
    first = Study().after(project.new_project("Random")) if start is None else start
    study = first
    steps = []
    for step in draw(st.lists(st.sampled_from(RANDOM_STEPS), max_size=max_steps)):
        change = attempt(draw, study, step)
        if change:
            steps.append(change)
            study = study.after(change)
    return History(first, tuple(steps), study)


SEVERAL = st.lists(read_transcripts(), min_size=1, max_size=3)


@st.composite
def studies(draw: Draw) -> Study:
    """A random study that already has transcripts, codes and coders."""
    study = Study().after(project.new_project("Random"))
    reads = draw(SEVERAL)
    study = study.after(documents.add_transcripts(study, reads).change)
    for name in ("AB", "CD"):
        study = study.after(coders.ensure_coder(study, name)[1])
    rows = [CodebookRow("Trust"), CodebookRow("firms", "Trust"), CodebookRow("stigma")]
    study = study.after(codebook_import.import_codebook(study, rows))
    for _ in range(draw(whole(0, 8))):
        study = study.after(attempt(draw, study, _apply))
    return study


@st.composite
def steps(draw: Draw) -> tuple[Study, ChangeSet]:
    """A random study and one random step from it, which may be empty."""
    study = draw(studies())
    return study, attempt(draw, study, pick(draw, RANDOM_STEPS))


def attempt(draw: Draw, study: Study, step: RandomStep) -> ChangeSet:
    """The step, or an empty change where it is refused or has nothing to work on."""
    try:
        return step(draw, study)
    except (QualcodeError, _Nothing):
        return ChangeSet("refused")


class _Nothing(Exception):  # noqa: N818 - no error: there is nothing to choose from
    """Nothing to choose from."""


def _one(draw: Draw, rows: Sequence[T]) -> T:
    if not rows:
        raise _Nothing
    return pick(draw, rows)


@cache
def places_of(length: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, length - 1), min_size=1, max_size=3)


def _some(draw: Draw, rows: Sequence[T]) -> list[T]:
    if not rows:
        raise _Nothing
    return [rows[place] for place in draw(places_of(len(rows)))]


def _code(draw: Draw, study: Study) -> UUID:
    return _one(draw, study.codes_in_order).id


def _codes(draw: Draw, study: Study) -> list[UUID]:
    return [code.id for code in _some(draw, study.codes_in_order)]


def _parent(draw: Draw, study: Study) -> UUID | None:
    return pick(draw, [None, *(code.id for code in study.codes_in_order)])


def _coder(draw: Draw, study: Study) -> UUID:
    return _one(draw, study.coders_in_order).id


def _person(draw: Draw, study: Study) -> UUID:
    return _one(draw, study.participants_in_order).id


def _transcript(draw: Draw, study: Study) -> UUID:
    return _one(draw, study.transcripts_in_order).id


def _place(draw: Draw, study: Study) -> tuple[UUID, Span]:
    transcript_id = _transcript(draw, study)
    return transcript_id, draw(spans_in(study.text_version(transcript_id).text.length))


def _coding(draw: Draw, study: Study) -> tuple[UUID, UUID]:
    coded = [row.id for row in study.transcripts_in_order if len(study.codings_of(row.id))]
    transcript_id = _one(draw, coded)
    ids = study.codings_of(transcript_id).id
    return transcript_id, id_at(ids, draw(whole(0, len(ids) - 1)))


def _turn(draw: Draw, study: Study) -> tuple[UUID, int]:
    transcript_id = _transcript(draw, study)
    return transcript_id, _one(draw, range(len(study.turns_of(transcript_id))))


def _subject(
    draw: Draw, study: Study, among: Sequence[MemoSubject] = tuple(MemoSubject)
) -> tuple[MemoSubject, UUID, Span | None]:
    subject = pick(draw, among)
    if subject is MemoSubject.PLACE:
        return subject, *_place(draw, study)
    if subject in (MemoSubject.PROJECT, MemoSubject.JOURNAL):
        return subject, study.info.id, None
    choose = {MemoSubject.CODE: _code, MemoSubject.PARTICIPANT: _person, MemoSubject.TRANSCRIPT: _transcript}
    return subject, choose[subject](draw, study), None


def _apply(draw: Draw, study: Study) -> ChangeSet:
    transcript_id, span = _place(draw, study)
    weight = draw(WEIGHTS)
    memo = pick(draw, ("", "one", "two"))
    return coding.apply_code(
        study, _code(draw, study), transcript_id, span, _coder(draw, study), weight=weight, memo=memo
    )


def _code_passages(draw: Draw, study: Study) -> ChangeSet:
    passages = [_place(draw, study) for _ in range(draw(whole(1, 4)))]
    return coding.code_passages(study, _code(draw, study), passages, _coder(draw, study))


def _import_codings(draw: Draw, study: Study) -> ChangeSet:
    rows = []
    for line in range(draw(whole(1, 4))):
        transcript_id, span = _place(draw, study)
        name = study.transcripts[transcript_id].name
        code = pick(draw, ("trust", "Trust > new", "stigma"))
        rows.append(CodingRow(name, code, pick(draw, ("AB", "ab", "EF")), *span, line=line + 2))
    return coding_import.import_codings(study, rows).change


CODEBOOK = st.lists(
    st.builds(
        CodebookRow,
        name=names,
        parent=st.sampled_from(("", "Trust", "Trust > stigma")),
        codable=st.none() | st.booleans(),
        definition=st.none() | any_text,
        digit=st.none() | st.sampled_from(PINNED_KEYS),
    ),
    min_size=1,
    max_size=4,
)


def _import_codebook(draw: Draw, study: Study) -> ChangeSet:
    return codebook_import.import_codebook(study, draw(CODEBOOK))


def _split_code(draw: Draw, study: Study) -> ChangeSet:
    transcript_id, coding_id = _coding(draw, study)
    table = study.codings_of(transcript_id)
    code_id = next(row.code_id for row in table if row.id == coding_id)
    target = draw(st.none() | st.just(_code(draw, study)))
    part = SplitPart([(transcript_id, coding_id)], draw(names), target)
    return codebook_merge.split_code(study, code_id, [part], below=draw(YES_OR_NO))


def _correct(draw: Draw, study: Study) -> ChangeSet:
    transcript_id, span = _place(draw, study)
    text = study.text(transcript_id)
    new = text[: span.start] + draw(speech) + text[span.end :]
    return text_correction.correct_text(study, transcript_id, new).change


def _set_value(draw: Draw, study: Study) -> ChangeSet:
    attribute = _one(draw, study.attributes_in_order)
    people = attribute.subject is AttributeSubject.PARTICIPANT
    subject_id = _person(draw, study) if people else _transcript(draw, study)
    text = pick(draw, ("", "3", "2.50", "yes", "12 March 2021", "red"))
    return attributes.set_value(study, attribute.id, subject_id, text)


def _import_attributes(draw: Draw, study: Study) -> ChangeSet:
    cells = st.sampled_from(("", "1", "2", "yes", "no", "red"))
    people = draw(st.lists(st.sampled_from(("Anna", "FG1-P1", "New")), unique=True, min_size=1))
    rows = [[name, draw(cells), draw(cells)] for name in people]
    subject = AttributeSubject.PARTICIPANT
    return attribute_import.import_attributes(study, subject, ["name", "age", "x"], rows).change


def _reword(draw: Draw, study: Study) -> ChangeSet:
    places = dict(_place(draw, study) for _ in range(draw(whole(1, 3))))
    return text_replacing.replace_words(
        study, {place: [span] for place, span in places.items()}, draw(speech), "Replace"
    ).change


def _join_turns(draw: Draw, study: Study) -> ChangeSet:
    transcript_id, ordinal = _turn(draw, study)
    return turns.join_turns(study, transcript_id, ordinal, ordinal + draw(whole(1, 2))).change


def _split_turn(draw: Draw, study: Study) -> ChangeSet:
    transcript_id, span = _place(draw, study)
    label = draw(st.none() | st.sampled_from(("P1", "Anna", "New")))
    return turns.split_turn(study, transcript_id, pick(draw, ([span.start], list(span))), label=label)


def _set_speaker(draw: Draw, study: Study) -> ChangeSet:
    transcript_id, ordinal = _turn(draw, study)
    return turns.set_speaker(study, transcript_id, [ordinal, 0], pick(draw, ("P1", "p1", "", "New", "I")))


def _time_turns(draw: Draw, study: Study) -> ChangeSet:
    transcript_id, ordinal = _turn(draw, study)
    if draw(YES_OR_NO):
        return turns.shift_turn_times(study, transcript_id, [ordinal], draw(st.floats(-9, 9)))
    return turns.set_turn_time(study, transcript_id, [ordinal], draw(st.none() | st.integers(0, 9)))


def _add_memo(draw: Draw, study: Study) -> ChangeSet:
    subject, subject_id, span = _subject(draw, study)
    links = [MemoTarget(*_subject(draw, study, LINKABLE)) for _ in range(draw(whole(0, 2)))]
    tags = draw(TAGS)
    return memos.add_memo(
        study, subject, subject_id, draw(speech), author="AB", span=span, links=links, tags=tags
    )[1]


def _link_memo(draw: Draw, study: Study) -> ChangeSet:
    memo_id = _one(draw, sorted(study.rows(Memo)))
    return memo_links.link_memo(study, memo_id, [MemoTarget(*_subject(draw, study, LINKABLE))])


def _edit_memo(draw: Draw, study: Study) -> ChangeSet:
    memo_id = _one(draw, sorted(study.rows(Memo)))
    day = draw(st.one_of(st.none(), st.dates()))
    return memos.edit_memo(study, memo_id, title=draw(speech), tags=draw(TAGS), day=day)


def _comment(draw: Draw, study: Study) -> ChangeSet:
    author, words = draw(st.sampled_from(("AB", "CD"))), draw(speech)
    known, answers = sorted(study.rows(Comment)), draw(st.booleans())
    if known and answers:
        return comments.reply(study, _one(draw, known), words, author)
    subject, subject_id, span = _subject(draw, study)
    if subject is MemoSubject.CODE:
        return comments.add_comment(study, words, author, About(code_id=subject_id))
    is_place = subject is MemoSubject.PLACE and span is not None and span.start < span.end
    transcript_id = subject_id if is_place else _transcript(draw, study)
    code_id = draw(st.sampled_from([None, *sorted(study.codes)]))
    return comments.add_comment(
        study, words, author, About(transcript_id, code_id, span if is_place else None)
    )


def _change_comment(draw: Draw, study: Study) -> ChangeSet:
    comment = study.rows(Comment)[_one(draw, sorted(study.rows(Comment)))]
    match draw(st.sampled_from(("edit", "delete", "done"))):
        case "edit":
            return comments.edit_comment(study, comment.id, draw(speech), comment.author)
        case "delete":
            return comments.delete_comment(study, comment.id, comment.author)
        case _:
            return comments.set_done(study, [comment.id], done=draw(st.booleans()))


def _journal(draw: Draw, study: Study) -> ChangeSet:
    return memos.add_journal_entry(study, draw(speech), author="AB", day=draw(st.dates()))[1]


def _add_transcripts(draw: Draw, study: Study) -> ChangeSet:
    reads = draw(st.lists(read_transcripts(), min_size=1, max_size=2))
    return documents.add_transcripts(study, reads, allow_repeats=draw(YES_OR_NO)).change


def _folder(draw: Draw, study: Study) -> UUID:
    return _one(draw, study.folders.in_order).id


def _some_folder(draw: Draw, study: Study) -> UUID | None:
    return pick(draw, [None, *(row.id for row in study.folders.in_order)])


def _add_folder(draw: Draw, study: Study) -> ChangeSet:
    held = [row.id for row in _some(draw, study.transcripts_in_order)]
    return folders.add_folder(study, draw(names), _some_folder(draw, study), held)[1]


def _remember_guide(draw: Draw, study: Study) -> ChangeSet:
    guide = SpeakerGuide(pick(draw, SpeakerMarking))
    return remembered_guides.remember_guides(study, {pick(draw, ("text w:", "docx w:")): guide})


def _place_transcripts(draw: Draw, study: Study) -> ChangeSet:
    moved = [row.id for row in _some(draw, study.transcripts_in_order)]
    before = draw(st.none() | st.just(_transcript(draw, study)))
    return folders.place_transcripts(study, moved, _some_folder(draw, study), before)


def _fill_set(draw: Draw, study: Study) -> ChangeSet:
    chosen = _one(draw, study.code_sets_in_order)
    return code_sets.set_codes_of_set(study, chosen.id, _codes(draw, study))


def _summarise(draw: Draw, study: Study) -> ChangeSet:
    return summaries.set_summary(study, _person(draw, study), _code(draw, study), draw(speech), "AB")


def _query(draw: Draw, study: Study) -> Query:
    return Query(QueryPart(PartKind.CODE, study.path(_code(draw, study))))


def _choose_quote(draw: Draw, study: Study) -> ChangeSet:
    transcript_id, coding_id = _coding(draw, study)
    row = next(row for row in study.codings_of(transcript_id) if row.id == coding_id)
    return typical_quotes.toggle_typical(study, row.code_id, transcript_id, row.span)


def _open_round(draw: Draw, study: Study) -> ChangeSet:
    texts = [row.id for row in _some(draw, study.transcripts_in_order)]
    people = [row.name for row in _some(draw, study.coders_in_order)]
    sample = draw(st.none() | st.builds(rounds.TurnSample, st.integers(1, 3), st.integers(0, 9)))
    _, change = rounds.open_round(study, draw(names), texts, people, blind=draw(YES_OR_NO), sample=sample)
    return change


def _round(draw: Draw, study: Study) -> UUID:
    return _one(draw, rounds_in_order(study)).id


def _say_progress(draw: Draw, study: Study) -> ChangeSet:
    round_id = _round(draw, study)
    text = _one(draw, transcripts_of_round(study, round_id))
    coder = _one(draw, coders_of_round(study, round_id))
    return rounds.set_progress(study, round_id, [(text.id, coder.id)], pick(draw, CodingState))


def _settle(draw: Draw, study: Study) -> ChangeSet:
    one, other = _one(draw, study.coders_in_order), study.coders_in_order[-1]
    each = _one(draw, differences(study, (one.id, other.id)))
    outcome = pick(draw, Outcome)
    code_id = _code(draw, study) if outcome is Outcome.NEW else None
    return settling.settle(study, settling.Settlement(each, outcome, draw(speech), code_id), "AB")


RANDOM_STEPS: tuple[RandomStep, ...] = (
    _settle,
    _settle,
    _open_round,
    _open_round,
    _say_progress,
    lambda draw, study: rounds.close_round(study, _round(draw, study)),
    lambda draw, study: rounds.reopen_round(study, _round(draw, study)),
    lambda draw, study: rounds.delete_round(study, _round(draw, study)),
    _fill_set,
    _summarise,
    _choose_quote,
    lambda draw, study: code_sets.add_code_set(study, draw(names), _codes(draw, study))[1],
    lambda draw, study: code_sets.delete_code_set(study, _one(draw, study.code_sets_in_order).id),
    lambda draw, study: reports.save_report(study, draw(names), draw(any_text)),
    lambda draw, study: queries.save_query(study, draw(names), _query(draw, study))[1],
    lambda draw, study: queries.delete_query(study, _one(draw, study.queries_in_order).id),
    lambda draw, study: reports.delete_report(study, _one(draw, study.reports_in_order).id),
    _add_transcripts,
    _apply,
    _code_passages,
    _import_codings,
    _import_codebook,
    _split_code,
    _correct,
    _set_value,
    _import_attributes,
    _reword,
    _join_turns,
    _split_turn,
    _set_speaker,
    _time_turns,
    _add_memo,
    _link_memo,
    _edit_memo,
    _journal,
    _comment,
    _change_comment,
    lambda draw, study: codebook_versions.name_version(study, draw(names), "AB"),
    lambda draw, study: tool_register.record_tool(study, tool_register.ToolWords(draw(names), "x"), "AB"),
    lambda draw, study: checklists.answer_item(
        study, Checklist.COREQ, draw(whole(1, 32)), draw(speech), "AB"
    ),
    lambda draw, study: memos.delete_memos(study, [_one(draw, sorted(study.rows(Memo)))]),
    lambda draw, study: memo_links.unlink_memo(study, [_one(draw, sorted(study.rows(MemoLink)))]),
    lambda draw, study: documents.rename_transcript(study, _transcript(draw, study), draw(names)),
    lambda draw, study: documents.delete_transcripts(study, [_transcript(draw, study)]),
    lambda draw, study: documents.order_transcripts(study, [_transcript(draw, study)]),
    lambda draw, study: documents.set_transcript_status(
        study, [_transcript(draw, study)], pick(draw, TranscriptStatus)
    ),
    _add_folder,
    _remember_guide,
    _place_transcripts,
    lambda draw, study: folders.file_under(study, [_transcript(draw, study)], draw(names)),
    lambda draw, study: folders.rename_folder(study, _folder(draw, study), draw(names)),
    lambda draw, study: folders.move_folders(
        study, [_folder(draw, study)], _some_folder(draw, study), draw(PLACES)
    ),
    lambda draw, study: folders.delete_folders(study, [_folder(draw, study)]),
    lambda draw, study: coders.ensure_coder(study, pick(draw, ("AB", "CD")))[1],
    lambda draw, study: coders.merge_coders(study, [_coder(draw, study)], _coder(draw, study)),
    lambda draw, study: coders.delete_coder(study, _coder(draw, study)),
    lambda draw, study: codebook.add_code(study, draw(names), parent_id=_parent(draw, study))[1],
    lambda draw, study: codebook.rename_code(study, _code(draw, study), draw(names)),
    lambda draw, study: codebook.edit_code(study, _code(draw, study), memo=draw(speech)),
    lambda draw, study: codebook.set_codable(study, _code(draw, study), draw(YES_OR_NO)),
    lambda draw, study: codebook.pin_code(study, _code(draw, study), draw(whole(1, 3))),
    lambda draw, study: codebook_structure.move_codes(
        study, _codes(draw, study), _parent(draw, study), draw(PLACES)
    ),
    lambda draw, study: codebook_structure.sort_codes(study, _parent(draw, study)),
    lambda draw, study: codebook_structure.delete_codes(study, _codes(draw, study), pick(draw, Children)),
    lambda draw, study: codebook_merge.merge_preview(study, _codes(draw, study), _code(draw, study)).change,
    lambda draw, study: coding.remove_codings(study, (at := _coding(draw, study))[0], [at[1]]),
    lambda draw, study: coding.resize_coding(
        study, *(at := _coding(draw, study)), draw(spans_in(study.text_version(at[0]).text.length))
    ),
    lambda draw, study: coding.recode_codings(
        study, (at := _coding(draw, study))[0], [at[1]], _code(draw, study)
    ),
    lambda draw, study: coding.weigh_codings(study, (at := _coding(draw, study))[0], [at[1]], draw(WEIGHTS)),
    lambda draw, study: coding.set_coding_memo(study, *_coding(draw, study), draw(speech)),
    lambda draw, study: codebook.deal_colours(study, _codes(draw, study)),
    lambda draw, study: codebook.change_palette(study, pick(draw, Palette)),
    lambda draw, study: codebook_tree.add_code_at(
        study, f"{draw(names)} > {draw(names)}", parent_id=_parent(draw, study)
    )[1],
    lambda draw, study: project.set_weights(study, pick(draw, ((), ("1 weak", "5 strong")))),
    lambda draw, study: project.set_front(study, FrontPage(authors=draw(names), logo=pick(draw, LOGOS))),
    lambda draw, study: participants.merge_participants(study, [_person(draw, study)], _person(draw, study)),
    lambda draw, study: participants.delete_participants(study, [_person(draw, study)]),
    lambda draw, study: attributes.add_attribute(
        study, draw(names), pick(draw, AttributeSubject), pick(draw, AttributeType)
    )[1],
    lambda draw, study: attributes.retype_attribute(
        study, _one(draw, study.attributes_in_order).id, pick(draw, AttributeType)
    ),
    lambda draw, study: attributes.delete_attribute(study, _one(draw, study.attributes_in_order).id),
    lambda draw, study: speakers.merge_labels(
        study, [_transcript(draw, study)], ["P1", "P2"], pick(draw, ("P1", "Anna"))
    ),
    lambda draw, study: speakers.assign_label(
        study, [_transcript(draw, study)], "P1", draw(st.none() | st.just(_person(draw, study)))
    ),
    lambda draw, study: highlights.add_highlight(study, *_place(draw, study), _coder(draw, study)),
    lambda draw, study: project.set_project_memo(study, draw(speech)),
)
"""One entry for each kind of step; a step may be refused or find nothing to work on."""
