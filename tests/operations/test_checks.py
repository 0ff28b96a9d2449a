"""Names are bounded wherever they are given, in one sentence; what files hold already is kept as it is.

What has tests of its own, codes and people and projects, is tested here as far as it is given names.
"""

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.model.change import ChangeSet
from qualcode.model.entities import AttributeSubject
from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query_text import read_query
from qualcode.model.study import Study
from qualcode.model.words.names import LONGEST_NAME
from qualcode.operations import coders, project, queries, reports
from qualcode.operations.codes import code_sets, codebook, codebook_tree
from qualcode.operations.people import attributes, participants
from qualcode.operations.text.turns import set_speaker
from qualcode.operations.transcripts import documents, folders
from qualcode.project.opening import create_project
from tests.support.studies import FG1, example_study

LONG = "x" * (LONGEST_NAME + 1)
WAYS: dict[str, Callable[[Study, str], object]] = {
    "code": codebook.add_code,
    "code by path": lambda study, name: codebook_tree.add_code_at(study, f"stigma > {name}"),
    "code renamed": lambda study, name: codebook.rename_code(study, study.code_named("stigma").id, name),
    "coder": coders.ensure_coder,
    "coder renamed": lambda study, name: coders.rename_coder(study, study.coder_named("AB").id, name),
    "participant": participants.add_participant,
    "participant renamed": lambda study, name: participants.rename_participant(
        study, next(iter(study.participants)), name
    ),
    "speaker": lambda study, name: set_speaker(study, study.transcript_named(FG1.name).id, [1], name),
    "transcript": lambda study, name: documents.rename_transcript(
        study, study.transcript_named(FG1.name).id, name
    ),
    "folder": folders.add_folder,
    "code set": code_sets.add_code_set,
    "attribute": lambda study, name: attributes.add_attribute(study, name, AttributeSubject.PARTICIPANT),
    "query": lambda study, name: queries.save_query(study, name, read_query("code:stigma")),
    "report": lambda study, name: reports.save_report(study, name, "{}"),
    "project": project.rename_project,
}


@pytest.mark.parametrize("way", WAYS)
def test_a_name_that_is_too_long_is_refused_in_one_sentence(way: str) -> None:
    study = example_study()
    with pytest.raises(QualcodeError) as refused:
        WAYS[way](study, LONG)
    noun = way.split(" by ")[0].removesuffix(" renamed")
    article = "an" if noun[0] in "aeiou" else "a"
    assert str(refused.value) == (
        f"The name of {article} {noun} can have at most 500 characters, and this one has 501; "
        "choose a shorter one."
    )
    assert WAYS[way](study, f"  {LONG[1:]} ")


@pytest.mark.parametrize("way", WAYS)
def test_a_name_is_one_line_without_control_characters(way: str) -> None:
    study = example_study()
    made = WAYS[way](study, "two\nli\x07nes")
    change = made[1] if isinstance(made, tuple) else made
    assert isinstance(change, ChangeSet)
    said = f"{change.label} {change.rows}"
    assert "two lines" in said
    assert not {"\n", "\x07"} & set(change.label)
    assert not re.search(r"two\\nli|\\x07", said)


def test_who_makes_a_step_has_a_name_of_bounded_length(tmp_path: Path) -> None:
    with closing(create_project(str(tmp_path / "a.qualcode"), "A", "AB")) as opened:
        before = opened.study
        change = project.rename_project(before, "Other")
        with pytest.raises(QualcodeError, match="The name of a coder can have at most 500 characters"):
            opened.do(change, LONG)
        assert opened.study is before
        assert opened.do(change, LONG[1:]) is not None
