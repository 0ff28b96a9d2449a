"""What became of a damaged project: refused in words, found unsound, the same as before, or our fault."""

import traceback
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from qualcode.model.errors import QualcodeError
from qualcode.operations.coders import ensure_coder
from qualcode.project.checking import check_project, problems
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from tests.torture.victim import CODER, told

Outcome = Literal["refused", "found", "same", "SILENT", "BUG", "HANG"]
LONGEST_SENTENCE = 700


@dataclass(frozen=True)
class Verdict:
    """One outcome, and the words that go with it."""

    outcome: Outcome
    words: str


def judge(path: Path, before: dict[str, Any]) -> Verdict:
    """Check, open, read and change the project at ``path``; ``before`` is what it told when it was whole."""
    try:
        return _judge(path, before)
    except Exception:  # noqa: BLE001 - whatever else is raised is the finding
        return Verdict("BUG", traceback.format_exc())


def _judge(path: Path, before: dict[str, Any]) -> Verdict:
    try:
        checked = check_project(str(path)).problems
    except QualcodeError as error:
        checked = (str(error),)
    try:
        project = open_project(str(path))
    except QualcodeError as error:
        if not checked:
            return Verdict("BUG", f"refused, though check finds nothing: {error}")
        if len(str(error)) > LONGEST_SENTENCE:
            return Verdict("BUG", f"a sentence too long: {error}")
        return Verdict("refused", str(error))
    with closing(project):
        now = told(project.study)
        _look_around(project)
        if not checked and now != before:
            return Verdict("SILENT", "; ".join(key for key in before if before[key] != now[key]))
        try:
            _go_on(project)
        except QualcodeError as error:
            if not checked:
                return Verdict("BUG", f"a step is refused, though check finds nothing: {error}")
        after = problems(project)
        if not checked and after:
            return Verdict("SILENT", f"sound, but not after a step: {after}")
    return Verdict("found", checked[0]) if checked else Verdict("same", "")


def _look_around(project: Project) -> None:
    """Read what the window would show."""
    study = project.study
    for code in study.codes_in_order:
        assert study.path(code.id)
        study.memos_of(code.id)
        study.typical_quotes_of(code.id)
    assert len(study.codes_in_order) == len(study.codes)
    for transcript in study.transcripts_in_order:
        text = study.text(transcript.id)
        assert (
            "".join(text[turn.span.start : turn.span.end] for turn in study.turns_of(transcript.id)) == text
        )
        for coding in study.codings_of(transcript.id):
            assert study.quoted(transcript.id, coding.span)
            assert study.coders[coding.coder_id].name is not None
        study.highlights_of(transcript.id)
    for participant in study.participants_in_order:
        study.values_of(participant.id)
    assert [step.title for step in project.history.steps]


def _go_on(project: Project) -> None:
    _, change = ensure_coder(project.study, "another coder")
    if change:
        project.do(change, CODER)
        project.undo(CODER)
        project.redo(CODER)
    project.undo(CODER)
    project.undo(CODER)
