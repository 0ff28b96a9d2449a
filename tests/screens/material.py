"""The sample project with a few things of every kind, so that no page and no dialog is empty."""

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.entities import MemoSubject
from qualcode.model.queries.query_names import typed_query
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.teamwork.comments import About, threads
from qualcode.model.teamwork.rounds import rounds_in_order
from qualcode.operations.codes.code_sets import add_code_set
from qualcode.operations.codes.codebook import add_code, edit_code
from qualcode.operations.codings.coding import apply_code, set_coding_memo
from qualcode.operations.codings.highlights import add_highlight
from qualcode.operations.comments import add_comment, reply
from qualcode.operations.memos import add_journal_entry, add_memo
from qualcode.operations.people.summaries import set_summary
from qualcode.operations.project import set_weights
from qualcode.operations.queries import save_query
from qualcode.operations.reports import save_report
from qualcode.operations.teamwork.giving import keep_given
from qualcode.operations.teamwork.rounds import close_round, open_round
from qualcode.operations.text.text_correction import correct_text
from qualcode.operations.transcripts.folders import file_under
from qualcode.operations.typical_quotes import toggle_typical
from qualcode.project.copying import copy_project
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.project.sample import build_sample
from qualcode.project.teamwork.giving import write_copy

_DAY = date(2026, 3, 11)
REPORT = "Paper"
QUERY = "Lone parents on stigma"
_OUTPUTS = (
    {"file": "codebook.docx", "table": "codebook"},
    {"file": "matrix.csv", "table": "cooccurrence"},
    {"file": "segments.xlsx", "table": "segments"},
)


def build(folder: Path) -> Path:
    """The project, in a folder with what dialogs read: copies of colleagues, and files."""
    path = folder / "Screens.qualcode"
    project = build_sample(str(path), "AB")
    try:
        for step in _STEPS:
            project.do(step(project.study), "AB")
        _give(project, folder / "copy.qualcode")
    finally:
        project.close()
    _colleague(path, folder / "colleague.qualcode")
    _files(folder)
    return path


def first_of(study: Study, code: str, transcript: str | None = None) -> tuple[UUID, UUID, Span]:
    """The transcript, the coding and the words that a code is applied to first, in one or in all of them."""
    wanted = study.code_named(code).id
    return next(
        (row.id, item.id, item.span)
        for row in study.transcripts_in_order
        for item in study.codings_of(row.id)
        if item.code_id == wanted and transcript in (None, row.name)
    )


def _filed(study: Study, path: str, beginning: str) -> ChangeSet:
    ids = [row.id for row in study.transcripts_in_order if row.name.startswith(beginning)]
    return file_under(study, ids, path)


def _marked(study: Study) -> ChangeSet:
    transcript_id, _, span = first_of(study, "resignation")
    return add_highlight(study, transcript_id, span, study.coder_named("AB").id, "Come back to this")


def _noted(study: Study) -> ChangeSet:
    transcript_id, coding_id, _ = first_of(study, "stigma")
    words = "Said before anybody had asked about it. Compare with what FG2 says of the health visitor."
    return set_coding_memo(study, transcript_id, coding_id, words)


def _typical(study: Study) -> ChangeSet:
    transcript_id, _, span = first_of(study, "stigma")
    return toggle_typical(study, study.code_named("stigma").id, transcript_id, span)


def _passage_memo(study: Study) -> ChangeSet:
    transcript_id, _, span = first_of(study, "consent")
    words = "Consent as something that wears off: said once, then taken for granted."
    return add_memo(
        *(study, MemoSubject.PLACE, transcript_id, words),
        author="CD", title="Consent wears off", span=span, tags=("theory", "consent"), day=_DAY,
    )[1]  # fmt: skip


def _code_memo(study: Study) -> ChangeSet:
    code_id = study.code_named("surveillance").id
    return add_memo(study, MemoSubject.CODE, code_id, "Narrower than in the literature.", author="AB")[1]


def _comment(study: Study) -> ChangeSet:
    transcript_id, _, span = first_of(study, "privacy")
    return add_comment(study, "Is this privacy, or data security?", "CD", About(transcript_id, span=span))


def _reply(study: Study) -> ChangeSet:
    return reply(study, threads(study)[0].first.id, "Both, I would say; let us talk on Monday.", "AB")


def _summary(study: Study) -> ChangeSet:
    person, code_id = study.participants_in_order[1].id, study.code_named("stigma").id
    return set_summary(study, person, code_id, "Feels looked at in the waiting room.", "AB")


def _corrected(study: Study) -> ChangeSet:
    row = study.transcripts_in_order[0]
    return correct_text(study, row.id, study.text(row.id).replace(" and ", " & ", 2)).change


def _deep(depth: int, study: Study) -> ChangeSet:
    """A branch of fourteen levels, as deep as a codebook from another program may be."""
    above = None if depth == 1 else study.code_named(f"Level {depth - 1} of a deep branch").id
    return add_code(study, f"Level {depth} of a deep branch", parent_id=above)[1]


def _round(study: Study) -> ChangeSet:
    chosen = [row.id for row in study.transcripts_in_order[:2]]
    return open_round(study, "Pilot", chosen, ["AB", "CD"], blind=False, by="AB")[1]


def _close(study: Study) -> ChangeSet:
    return close_round(study, rounds_in_order(study)[0].id)


def _second_round(study: Study) -> ChangeSet:
    chosen = [row.id for row in study.transcripts_in_order[4:6]]
    return open_round(study, "Main round", chosen, ["AB", "CD"], blind=False, by="AB")[1]


_STEPS: tuple[Callable[[Study], ChangeSet], ...] = (
    partial(_filed, path="First wave/Focus groups", beginning="FG"),
    partial(_filed, path="First wave/Interviews", beginning="INT0"),
    _marked,
    _noted,
    _typical,
    _passage_memo,
    _code_memo,
    lambda study: add_journal_entry(study, "Began with the focus groups.", author="AB", day=_DAY)[1],
    _comment,
    _reply,
    _summary,
    lambda study: set_weights(study, ("1 weak", "2 medium", "3 strong")),
    lambda study: save_query(study, QUERY, typed_query(study, 'code:stigma transcript:"FG2 Lone parents"'))[
        1
    ],
    lambda study: add_code_set(
        study, "First paper", [study.code_named(name).id for name in ("stigma", "consent", "privacy")]
    )[1],
    lambda study: save_report(study, REPORT, json.dumps({"outputs": _OUTPUTS})),
    lambda study: edit_code(
        study, study.code_named("stigma").id, definition="Being seen as less by others, or fearing to be."
    ),
    _corrected,
    *(partial(_deep, depth) for depth in range(1, 15)),
    _round,
    _close,
    _second_round,
)


def _give(project: Project, path: Path) -> None:
    """The copy for a coder in the open round, in which something was coded since."""
    study = project.study
    row = next(row for row in rounds_in_order(study) if row.is_open)
    coder_id = study.coder_named("CD").id
    _, mark = write_copy(project.record(whole=True), row.id, coder_id, path, "AB")
    project.do(keep_given(study, mark), "AB")
    copy = open_project(str(path))
    try:
        transcript_id, _, span = first_of(copy.study, "stigma")
        code_id = copy.study.code_named("consent").id
        copy.do(apply_code(copy.study, code_id, transcript_id, span, coder_id), "CD")
    finally:
        copy.close()


def _colleague(path: Path, other: Path) -> None:
    """A copy in which somebody made a code and defined another."""
    copy_project(str(path), other)
    project = open_project(str(other))
    try:
        project.do(add_code(project.study, "blame")[1], "CD")
        project.do(edit_code(project.study, project.study.code_named("consent").id, memo="Theirs"), "CD")
    finally:
        project.close()


def _files(folder: Path) -> None:
    """What is imported: transcripts that are clear, doubtful or in an old encoding, and coded segments."""
    talk = "MOD: How did that make you feel?\nP1: They assume a lot.\nP2: Nobody asked us.\n"
    (folder / "Clear talk.txt").write_text(talk * 4, "utf-8")
    (folder / "Doubtful talk.txt").write_text(
        "Notes of the meeting\nMOD: Anything else?\nAnne: No.\nAnn: Yes.\nsomebody said: it was late\n",
        "utf-8",
    )
    (folder / "Old talk.txt").write_bytes(
        "MOD: £5 a day?\nP1: A café, naïve as I am – yes.\n".encode("cp1252")
    )
    (folder / "Empty.txt").write_bytes(b"")
    (folder / "coded.csv").write_text(
        "Document,Segment,Code,Coder\nFG1 Home owners,lovely,poverty,CD\nFG1 Home owners,never said,x,CD\n",
        "utf-8",
    )
