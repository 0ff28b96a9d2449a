"""The project that is damaged on purpose: a little of everything, made in several steps."""

from contextlib import closing
from pathlib import Path
from typing import Any

from qualcode.model.entities import MemoSubject, TextVersion
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.memos import add_memo
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from tests.support.examples import free_example
from tests.support.studies import FG1, INT01, read_transcript

CODER = "AB"


def make(folder: Path) -> tuple[Path, Path]:
    """A project and, beside it, the same one as it was three steps before."""
    path, earlier = folder / "study.qualcode", folder / "earlier.qualcode"
    with closing(create_project(str(path), CODER, "Study")) as project:
        project.do(free_example(), CODER)
        said = [(f"P{turn % 5}", f"words {turn} é 🙂 " * 9) for turn in range(60)]
        long = read_transcript("FG9 Long", said)
        project.do(add_transcripts(project.study, [FG1, INT01, long]).change, CODER)
        for place in range(40):
            code(project, place)
        project.undo(CODER)
        project.redo(CODER)
    earlier.write_bytes(path.read_bytes())
    with closing(open_project(str(path))) as project:
        study = project.study
        _, note = add_memo(study, MemoSubject.PROJECT, study.info.id, "Look again", author=CODER)
        project.do(note, CODER)
        code(project, 41)
        project.undo(CODER)
    return path, earlier


def code(project: Project, place: int) -> None:
    study = project.study
    transcripts, codable = study.transcripts_in_order, [code for code in study.codes_in_order if code.codable]
    where = transcripts[place % len(transcripts)]
    coder = study.coders_in_order[place % 2].id
    start = place % (study.text_version(where.id).text.length - 6)
    what, span = codable[place % len(codable)], Span(start, start + 5)
    change = apply_code(study, what.id, where.id, span, coder, memo=f"memo {place}")
    project.do(change, CODER)


def told(study: Study) -> dict[str, Any]:
    """All that a study says, in plain values, the letters of its texts too."""
    rows = {
        kind.__name__: sorted(map(repr, table.values()))
        for kind, table in study.tables.items()
        if kind is not TextVersion
    }
    texts = sorted(
        (str(row.id), str(row.transcript_id), row.number, row.created_at, row.text.length, row.text.read())
        for row in study.rows(TextVersion).values()
    )
    turns = {str(key): [repr(turn) for turn in table] for key, table in study.turns.items() if len(table)}
    codings = {str(key): [repr(row) for row in table] for key, table in study.codings.items() if len(table)}
    return {"rows": rows, "texts": texts, "turns": turns, "codings": codings, "step": study.step}
