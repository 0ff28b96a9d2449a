"""A project goes out to another program and comes home: what changed there is planned, and nothing else."""

import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from qualcode.exporters.refi.project_file import write_refi
from qualcode.importers.refi.document import read_refi
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import Highlight, Transcript
from qualcode.model.errors import Cancelled
from qualcode.model.exchange.foreign import ForeignKind, ForeignPart
from qualcode.model.exchange.selections import selection_id, written_guid
from qualcode.model.exchange.targets import Target
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.teamwork.merge_plan import MergeState, Side
from qualcode.operations.project import new_project
from qualcode.project.exchanging.reading import compared, of_project, read_exchange
from qualcode.project.exchanging.writing import export_exchange
from qualcode.project.merging import merge_plan
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from qualcode.project.record import Record
from tests.support import another_program as other
from tests.support.examples import whole_example
from tests.support.foreign_project import archive, codes, document, guid, selection, text_source
from tests.support.ready import ReadyProjects
from tests.support.studies import History, histories
from tests.ui.material import fill


@pytest.fixture
def here(ready_projects: ReadyProjects, tmp_path: Path) -> Project:
    address = ready_projects.copy(_filled, tmp_path / "here.qualcode")
    return open_project(address)


def _filled(address: str) -> Project:
    made = create_project(address, "AB", "Study")
    fill(made)
    return made


def a_colleagues_work(root: etree._Element, texts: dict[str, str]) -> None:
    """One code renamed, one code and two codings added, one coding removed."""
    renamed = other.code(root, "stigma")
    renamed.set("name", "Stigma and shame")
    codes = next(root.iter(f"{other.N}Codes"))
    cellar = etree.SubElement(
        codes, f"{other.N}Code", guid="AAAAAAAA-0000-4000-8000-000000000001", name="cellar", isCodable="true"
    )
    source = next(
        each for each in root.iter(f"{other.N}TextSource") if each.find(f".//{other.N}Coding") is not None
    )
    gone = next(source.iter(f"{other.N}Coding"))
    gone.getparent().remove(gone)  # type: ignore[union-attr]  # it is below its source
    user = next(root.iter(f"{other.N}User")).get("guid", "")
    text = texts[source.get("guid", "").upper()]
    words = text.split("\n")[0]
    other.coded(source, text, words, [cellar.get("guid", ""), renamed.get("guid", "")], user)


@pytest.mark.parametrize("spelling", [other.as_it_is, other.lower, other.braced, other.new])
def test_what_came_back_unchanged_changes_nothing(
    here: Project, tmp_path: Path, spelling: other.Spelling
) -> None:
    path = tmp_path / "out.qdpx"
    export_exchange(path, here.record())
    back = other.handed_back(path, lambda _root, _texts: None, spelling)
    found = compared(here.record(), read_exchange(back))
    plan = merge_plan(here.study, found.other)
    assert (plan.lines, plan.change.extent, found.unsure) == ((), 0, ())
    here.close()


@pytest.mark.parametrize("spelling", [other.as_it_is, other.lower, other.braced, other.new])
def test_what_a_colleague_did_there_is_planned_and_nothing_else(
    here: Project, tmp_path: Path, spelling: other.Spelling
) -> None:
    path = tmp_path / "out.qdpx"
    export_exchange(path, here.record())
    back = other.handed_back(path, a_colleagues_work, spelling)
    found = compared(here.record(), read_exchange(back))
    plan = merge_plan(here.study, found.other)
    told = sorted((str(line.state), line.noun, line.number) for line in plan.lines)
    expected = sorted(
        [
            (str(MergeState.NEW), "code", 1),
            (str(MergeState.NEW), "coding", 2),
            (str(MergeState.CHANGED_THERE), "code", 1),
            (str(MergeState.DELETED_THERE), "coding", 1),
        ]
    )
    if spelling is other.new:
        # A code that was renamed and has another GUID as well is another code.
        assert (str(MergeState.NEW), "coding", 2) in told
    else:
        assert told == expected
    before = here.study.coding_count
    here.do(plan.change, "AB")
    assert here.study.coding_count == before + 2
    gone = {line.key: Side.THEIRS for line in plan.lines if line.state is MergeState.DELETED_THERE}
    if spelling is not other.new:
        again = merge_plan(here.study, compared(here.record(), read_exchange(back)).other, gone)
        here.do(again.change, "AB")
        assert here.study.coding_count == before + 1
    here.close()


def test_a_program_that_drops_our_note_doubles_nothing_and_deletes_nothing(
    here: Project, tmp_path: Path
) -> None:
    path = tmp_path / "out.qdpx"
    export_exchange(path, here.record())
    back = other.handed_back(path, a_colleagues_work, other.lower, notes=False)
    found = compared(here.record(), read_exchange(back))
    plan = merge_plan(here.study, found.other)
    told = sorted((str(line.state), line.noun, line.number) for line in plan.lines)
    assert told == [
        (str(MergeState.BOTH), "code", 1),
        (str(MergeState.NEW), "code", 1),
        (str(MergeState.NEW), "coding", 2),
    ]
    before = here.study
    here.do(plan.change, "AB")
    assert here.study.coding_count == before.coding_count + 2
    assert dict(here.study.turns) == dict(before.turns)
    here.close()


@settings(max_examples=40)
@given(histories(max_steps=14), st.sampled_from(Target), st.sampled_from([".qdpx", ".qde"]))
def test_what_was_written_is_read_back_the_same(history: History, target: Target, suffix: str) -> None:
    """Weights, turns, quotes, summaries, reports and older wordings with it, in any manner of writing."""
    assert read_back(history.end, target, suffix) == history.end


@pytest.mark.parametrize("target", Target)
def test_one_of_everything_is_read_back_the_same(target: Target) -> None:
    study = Study().after(whole_example())
    assert read_back(study, target, ".qdpx") == study


@pytest.mark.parametrize("kind", ["TextSource", "Case", "Code"])
def test_what_hung_on_something_deleted_there_goes_with_it(tmp_path: Path, kind: str) -> None:
    """Quotes, rounds, decisions and summaries that the format knows nothing of."""

    def deleted(root: etree._Element, _texts: dict[str, str]) -> None:
        for each in list(root.iter(f"{other.N}{kind}")):
            if each.find(f"{other.N}Code") is None:
                gone = each.get("guid")
                each.getparent().remove(each)  # type: ignore[union-attr]  # it is below the project
                for reference in list(root.iter(f"{other.N}CodeRef")):
                    if reference.get("targetGUID") == gone:
                        coding = reference.getparent()
                        coding.getparent().remove(coding)  # type: ignore[arg-type, union-attr]

    study = Study().after(whole_example())
    path = tmp_path / "study.qdpx"
    write_refi(path, study, next(iter(Target)))
    read = of_project("back", read_refi(other.handed_back(path, deleted)))
    found = compared(cast(Record, Elsewhere(Study().after(new_project("Another")))), read).other.study
    assert broken_invariants(found) == []


def read_back(study: Study, target: Target, suffix: str) -> Study:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"study{suffix}"
        write_refi(path, study, target)
        read = of_project(path.name, read_refi(path))
    found = compared(cast(Record, Elsewhere(Study().after(new_project("Another")))), read)
    assert found.other.common is None
    return found.other.study


class Elsewhere:
    """Another project on record, from which nothing was ever written."""

    def __init__(self, study: Study) -> None:
        self.study = study

    def hashes(self) -> list[str]:
        return []


def test_what_was_marked_there_without_a_code_is_a_highlight(here: Project, tmp_path: Path) -> None:
    """A selection that was a coded one, or a turn, is none."""

    def marked(root: etree._Element, texts: dict[str, str]) -> None:
        source = next(root.iter(f"{other.N}TextSource"))
        coding = next(source.iter(f"{other.N}Coding"))
        coding.getparent().remove(coding)  # type: ignore[union-attr]  # it is below its source
        other.coded(source, texts[source.get("guid", "").upper()], "And then?", [], "")

    path = tmp_path / "out.qdpx"
    export_exchange(path, here.record())
    found = compared(here.record(), read_exchange(other.handed_back(path, marked, other.as_it_is)))
    after = here.study.after(merge_plan(here.study, found.other).change)
    told = [
        after.quoted(row.transcript_id, Span(row.start, row.end)) for row in after.rows(Highlight).values()
    ]
    assert told == ["And then?"]
    here.close()


def test_a_text_that_was_corrected_there_takes_turns_and_codings_along(here: Project, tmp_path: Path) -> None:
    path = tmp_path / "out.qdpx"
    export_exchange(path, here.record())
    changed = tmp_path / "changed.qdpx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as made:
        for name in old.namelist():
            content = old.read(name)
            made.writestr(name, content.replace(b"Thank you.", b"Thank you so much."))
    found = compared(here.record(), read_exchange(changed))
    plan = merge_plan(here.study, found.other)
    assert [(str(line.state), line.noun) for line in plan.lines] == [(str(MergeState.CHANGED_THERE), "text")]
    transcript = here.study.transcript_named("FG1")
    after = here.study.after(plan.change)
    assert "Thank you so much." in after.text(transcript.id)
    assert len(after.turns_of(transcript.id)) == len(here.study.turns_of(transcript.id))
    assert after.coding_count == here.study.coding_count
    here.close()


def test_a_project_that_is_new_here_comes_in_whole_and_once(here: Project, tmp_path: Path) -> None:
    path = tmp_path / "out.qdpx"
    export_exchange(path, here.record())
    empty = create_project(str(tmp_path / "empty.qualcode"), "AB", "Empty")
    back = other.handed_back(path, lambda _root, _texts: None, other.lower, notes=False)
    for _ in range(2):
        found = compared(empty.record(), read_exchange(back))
        plan = merge_plan(empty.study, found.other)
        if plan.change:
            empty.do(plan.change, "AB")
    assert not plan.change
    assert empty.study.coding_count == here.study.coding_count
    assert {code.name for code in empty.study.codes.values()} == {
        code.name for code in here.study.codes.values()
    }
    assert broken_invariants(empty.study) == []
    empty.close()
    here.close()


def test_what_refers_to_a_coded_stretch_follows_it_into_our_transcript(here: Project, tmp_path: Path) -> None:
    """The text is here already, under another identity, so that the stretch has another one as well."""
    ours = here.study.transcripts_in_order[0]
    text = here.study.text(ours.id)
    words = [match.span() for match in re.finditer(r"[A-Za-z]{3,}", text[: text.index("👩")])]
    stretches = [selection(50 + place, *span, 1) for place, span in enumerate(words)]
    ends = f'originGUID="{guid(50)}" targetGUID="{guid(1)}"'
    link = f'<Links><Link guid="{guid(900)}" name="because" direction="OneWay" {ends}/></Links>'
    body = codes("asking") + text_source(escape(text), *stretches, name="Elsewhere") + link
    found = compared(here.record(), read_exchange(archive(tmp_path / "x.qdpx", document(body))))
    plan = merge_plan(here.study, found.other)
    here.do(plan.change, "AB")
    assert "Elsewhere" not in {row.name for row in here.study.rows(Transcript).values()}
    (kept,) = (row for row in here.study.rows(ForeignPart).values() if row.kind is ForeignKind.LINK)
    assert written_guid(selection_id(ours.id, *words[0])) in kept.content
    export_exchange(tmp_path / "out.qdpx", here.record())
    with zipfile.ZipFile(tmp_path / "out.qdpx") as archived:
        assert b'name="because"' in archived.read("project.qde")
    here.close()


def test_the_guids_of_a_file_that_is_here_by_content_are_written_and_found_again(
    here: Project, tmp_path: Path
) -> None:
    """A file from elsewhere has our code and our transcript; there the code is renamed afterwards."""
    ours = here.study.transcripts_in_order[0]
    body = codes("stigma") + text_source(escape(here.study.text(ours.id)), name="Elsewhere")
    foreign = archive(tmp_path / "x.qdpx", document(body))
    before = (len(here.study.codes), len(here.study.transcripts))
    here.do(merge_plan(here.study, compared(here.record(), read_exchange(foreign)).other).change, "AB")
    assert (len(here.study.codes), len(here.study.transcripts)) == before
    export_exchange(tmp_path / "out.qdpx", here.record())
    with zipfile.ZipFile(tmp_path / "out.qdpx") as archived:
        written = archived.read("project.qde").decode()
        assert f"sources/{guid(100)}.txt" in archived.namelist()
    assert f'<Code guid="{guid(1)}" name="stigma"' in written
    assert f'<TextSource guid="{guid(100)}"' in written
    unchanged = merge_plan(here.study, compared(here.record(), read_exchange(tmp_path / "out.qdpx")).other)
    assert unchanged.lines == ()

    # Its own file, with the code under another name.
    renamed = archive(tmp_path / "y.qdpx", document(body.replace("stigma", "shame", 1)))
    lines = merge_plan(here.study, compared(here.record(), read_exchange(renamed)).other).lines
    assert MergeState.NEW not in {line.state for line in lines}
    assert ("stigma: name", "stigma", "shame") in {(line.name, line.here, line.there) for line in lines}

    # Our file, in which a colleague has given it another name.
    back = other.handed_back(
        tmp_path / "out.qdpx", lambda root, _: other.code(root, "stigma").set("name", "shame")
    )
    plan = merge_plan(here.study, compared(here.record(), read_exchange(back)).other)
    assert [(line.state, line.noun) for line in plan.lines] == [(MergeState.CHANGED_THERE, "code")]
    here.do(plan.change, "AB")
    assert "shame" in {code.name for code in here.study.codes.values()}
    assert (len(here.study.codes), len(here.study.transcripts)) == before
    here.close()


def test_comparing_can_be_stopped_at_every_step(here: Project, tmp_path: Path) -> None:
    path = archive(
        tmp_path / "x.qdpx", document(codes("a") + text_source("some words", selection(200, 0, 4, 1)))
    )
    read = of_project(path.name, read_refi(path))
    heard: list[str] = []
    comparing = "comparing with this project"
    compared(here.record(), read, progress=lambda _done, _total, what: heard.append(what))
    assert heard == ["Talk", comparing, "Talk", comparing, comparing]
    for number in range(len(heard)):
        calls = iter(range(len(heard)))

        def stop(
            _done: int, _total: int, _what: str, calls: Iterator[int] = calls, last: int = number
        ) -> None:
            if next(calls) == last:
                raise Cancelled

        with pytest.raises(Cancelled):
            compared(here.record(), read, progress=stop)


def test_a_file_of_another_program_that_comes_again_changes_nothing(here: Project, tmp_path: Path) -> None:
    """Whom labels alone show is here already, and is the same person."""
    text = "A: We signed the form\nB: Nobody asked us at all\n" * 4
    spans = [(found.start(), found.end()) for found in re.finditer("signed|Nobody|form|asked", text)]
    marks = [selection(5 + place, *span, 1) for place, span in enumerate(spans)]
    file = archive(tmp_path / "x.qdpx", document(codes("fear") + text_source(text, *marks)))
    for expected in (True, False):
        plan = merge_plan(here.study, compared(here.record(), read_exchange(file)).other)
        assert bool(plan.lines) is expected
        assert bool(plan.change) is expected
        if plan.change:
            here.do(plan.change, "AB")


def test_what_the_file_does_not_say_is_no_change(here: Project, tmp_path: Path) -> None:
    """It names neither colours nor who speaks, though it has a transcript and a code of ours."""
    study = here.study
    transcript = study.transcripts_in_order[0]
    text = study.text(transcript.id)
    spans = [found.span() for found in re.finditer(r"\w{5,}", text)][:8]
    marks = [selection(5 + place, *span, 1) for place, span in enumerate(spans)]
    code = study.code_named("stigma")
    body = codes(code.name) + text_source(escape(text), *marks, name=transcript.name)
    plan = merge_plan(
        study, compared(here.record(), read_exchange(archive(tmp_path / "x.qdpx", document(body)))).other
    )
    assert [line for line in plan.lines if line.state is MergeState.BOTH] == []
    after = study.after(plan.change)
    assert after.codes[code.id].colour == code.colour
    assert after.turns_of(transcript.id) == study.turns_of(transcript.id)
    assert after.coding_count == study.coding_count + len(spans)
