"""A small study with a memo of every kind."""

from datetime import date

from qualcode.model.entities import MemoSubject
from qualcode.model.memos import MemoTarget
from qualcode.model.study import Study
from qualcode.operations.codings.highlights import add_highlight
from qualcode.operations.memos import add_journal_entry, add_memo
from qualcode.operations.people.participants import set_participant_memo
from qualcode.operations.project import set_project_memo
from qualcode.operations.transcripts.documents import set_transcript_memo
from tests.support.studies import FG1, example_study, span_of


def noted_study() -> Study:
    """The example study, in which two codings ("control", "assumption") and the code stigma have memos."""
    study = example_study()
    fg1 = study.transcript_named(FG1.name).id
    there, stigma = span_of(study, "nothing to hide"), study.code_named("stigma").id
    study = study.after(set_project_memo(study, "about the study"))
    study = study.after(set_transcript_memo(study, fg1, "about the group"))
    study = study.after(set_participant_memo(study, study.participants_in_order[1].id, "about P1"))
    study = study.after(add_highlight(study, fg1, there, study.coder_named("CD").id, "about the mark"))
    study = study.after(
        add_memo(study, MemoSubject.PLACE, fg1, "about the place", author="CD", title="Look", span=there)[1]
    )
    links = [MemoTarget(MemoSubject.CODE, stigma), MemoTarget(MemoSubject.PLACE, fg1, there)]
    study = study.after(
        add_memo(
            study, MemoSubject.PROJECT, study.info.id, "Who decides\nwhat is hidden?", author="AB",
            title="On hiding", tags=["method", "to do"], day=date(2021, 3, 11), links=links,
        )[1]
    )  # fmt: skip
    entry = add_journal_entry(study, "Began to code.", author="AB", day=date(2021, 3, 12))[1]
    return study.after(entry)
