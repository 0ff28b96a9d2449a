"""A project of two coders with a blind round: what CD did says so, wherever it might turn up."""

from typing import Final

from qualcode.model.change import ChangeSet, added
from qualcode.model.entities import Entity, Memo, MemoSubject, Summary
from qualcode.model.identity import new_id, now
from qualcode.model.study import Study
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.codings.highlights import add_highlight
from qualcode.operations.teamwork.rounds import open_round
from qualcode.operations.text.turns import set_turn_time
from qualcode.operations.typical_quotes import mark_typical
from qualcode.project.opening import create_project
from qualcode.project.project import Project
from tests.ui.material import fill, found

MARK: Final = "zebra"
"""In everything that CD wrote."""
PASSAGE: Final = "I would trust the school, not the firm."
"""What CD alone has coded."""


def team_project(address: str, *, blind: bool = True) -> Project:
    """FG1 is coded by AB and CD in the round “Pilot”; INT01 is in no round."""
    project = create_project(address, "Lead", "Study")
    fill(project)
    project.do(ensure_coder(project.study, "CD")[1], "CD")
    project.do(code_as(project.study, "CD", "stigma", PASSAGE, memo=f"{MARK} of a coding"), "CD")
    study = project.study
    place, span = found(study, "FG1", "Nobody at all.")
    project.do(add_highlight(study, place, span, study.coder_named("CD").id, MARK), "CD")
    project.do(_notes_by_cd(project.study), "CD")
    project.do(mark_typical(study, study.code_named("stigma").id, *found(study, "FG1", PASSAGE)), "CD")
    for turn in range(5):
        project.do(set_turn_time(project.study, place, [turn], 60 * turn), "Lead")
    project.do(open_round(project.study, "Pilot", [place], ["AB", "CD"], blind=blind, by="Lead")[1], "Lead")
    return project


def code_as(
    study: Study, name: str, code: str, words: str, transcript: str = "FG1", memo: str = ""
) -> ChangeSet:
    """Somebody applies a code to words."""
    place, span = found(study, transcript, words)
    coder = study.coder_named(name).id
    return apply_code(study, study.code_named(code).id, place, span, coder, memo=memo)


def _notes_by_cd(study: Study) -> ChangeSet:
    text, stigma, moment = study.transcript_named("FG1").id, study.code_named("stigma").id, now()
    person = study.participants_in_order[0]
    memos = [
        Memo(new_id(), subject, about, MARK, f"{MARK} {subject}", "CD", moment)
        for subject, about in (
            (MemoSubject.TRANSCRIPT, text),
            (MemoSubject.CODE, stigma),
            (MemoSubject.PROJECT, study.info.id),
        )
    ]
    rows: tuple[Entity, ...] = (
        *memos,
        Memo(new_id(), MemoSubject.PLACE, text, MARK, MARK, "CD", moment, 3, 8),
        Summary(new_id(), stigma, person.id, MARK, "CD", moment),
    )
    return ChangeSet(f"Write about {MARK}", tuple(added(row) for row in rows))
