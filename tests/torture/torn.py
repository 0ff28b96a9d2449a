"""Torn copies: some pages of a project as they were before a few steps, the rest as they were after them.

So another program copies a file while a step is being saved, and so a file is left whose log was lost.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from qualcode.model.change import ChangeSet
from qualcode.model.entities import MemoSubject
from qualcode.model.study import Study
from qualcode.operations.codes.codebook import add_code, edit_code
from qualcode.operations.codes.codebook_merge import merge_preview
from qualcode.operations.codings.coding import remove_codings, set_coding_memo
from qualcode.operations.memos import add_memo
from qualcode.operations.text.text_correction import correct_text
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from tests.support.studies import read_transcript
from tests.torture import victim
from tests.torture.judging import Verdict, judge
from tests.torture.mutations import PAGE

Told = dict[str, Any]


def _edited(study: Study) -> ChangeSet:
    """No index sees it: only the row is another."""
    code = next(code for code in study.codes_in_order if code.codable)
    return edit_code(study, code.id, definition=f"{code.definition}, more exactly")


def _memo_of_a_coding(study: Study) -> ChangeSet:
    transcript_id, table = next((key, table) for key, table in study.codings.items() if len(table))
    return set_coding_memo(study, transcript_id, table.row(0).id, "read again")


def _memo(study: Study) -> ChangeSet:
    return add_memo(study, MemoSubject.PROJECT, study.info.id, "Look again", author=victim.CODER)[1]


def _removed(study: Study) -> ChangeSet:
    transcript_id, table = max(study.codings.items(), key=lambda item: len(item[1]))
    return remove_codings(study, transcript_id, [row.id for row in table][:4])


def _corrected(study: Study) -> ChangeSet:
    transcript = max(study.transcripts_in_order, key=lambda row: study.text_version(row.id).text.length)
    return correct_text(study, transcript.id, study.text(transcript.id).replace("words", "Words")).change


def _imported(study: Study) -> ChangeSet:
    said = [(f"Q{turn % 3}", f"other words {turn} " * 12) for turn in range(40)]
    return add_transcripts(study, [read_transcript("FG10 Late", said)]).change


def _do(work_out: Callable[[Study], ChangeSet]) -> Callable[[Project], None]:
    def step(project: Project) -> None:
        assert project.do(work_out(project.study), victim.CODER) is not None

    return step


def _merged(project: Project) -> None:
    """Every coding is written anew, in the places in the tables that it had."""
    study = project.study
    used = next(code for code in study.codes_in_order if code.codable)
    into, change = add_code(study, "other")
    project.do(change, victim.CODER)
    project.do(merge_preview(project.study, [used.id], into.id).change, victim.CODER)


def _undone(project: Project) -> None:
    project.undo(victim.CODER)


def _coded_anew(project: Project) -> None:
    """What comes takes the places in the tables that what went had."""
    victim.code(project, 60)
    project.undo(victim.CODER)
    victim.code(project, 61)


STEPS: Final[dict[str, Callable[[Project], None]]] = {
    "edited": _do(_edited),
    "memo of a coding": _do(_memo_of_a_coding),
    "memo": _do(_memo),
    "removed": _do(_removed),
    "merged": _merged,
    "corrected": _do(_corrected),
    "imported": _do(_imported),
    "undone": _undone,
    "coded anew": _coded_anew,
}
"""What is done between the two moments of a copy."""


@dataclass(frozen=True)
class Moment:
    """A file, and what the study in it tells."""

    content: bytes
    told: Told


@dataclass(frozen=True)
class Torn:
    """A copy of two moments, and what became of it."""

    pages: str
    verdict: Verdict


def before_and_after(path: Path, step: Callable[[Project], None]) -> tuple[Moment, Moment]:
    """The project at ``path`` as it is and as it is after a step."""
    with closing(open_project(str(path))) as project:
        project.undo(victim.CODER)
        project.redo(victim.CODER)
        before = victim.told(project.study)
    content = path.read_bytes()
    with closing(open_project(str(path))) as project:
        step(project)
        after = victim.told(project.study)
    return Moment(content, before), Moment(path.read_bytes(), after)


def mixtures(before: Moment, after: Moment) -> dict[bytes, str]:
    """Copies that were torn at each boundary between pages, either moment first, with where; each once."""
    found: dict[bytes, str] = {}
    for first, second in ((before, after), (after, before)):
        for place in range(PAGE, len(second.content), PAGE):
            content = first.content[:place] + second.content[place:]
            if content not in (before.content, after.content):
                found.setdefault(content, f"to page {place // PAGE}")
    return found


def torn_at_each_page(before: Moment, after: Moment, folder: Path) -> Iterator[Torn]:
    """What becomes of them."""
    for content, where in mixtures(before, after).items():
        yield Torn(where, _judged(content, (before, after), folder))


def torn_at_random(before: Moment, after: Moment, folder: Path, seeds: range) -> Iterator[Torn]:
    """A copy of which some pages, anywhere, are of before; each copy once."""
    seen = {before.content, after.content}
    length = min(len(before.content), len(after.content))
    pages = [slice(place, place + PAGE) for place in range(0, length, PAGE)]
    differing = [page for page in pages if before.content[page] != after.content[page]]
    for seed in seeds:
        chance = random.Random(seed)
        content, share = bytearray(after.content), chance.random()
        for page in differing:
            if chance.random() < share:
                content[page] = before.content[page]
        if bytes(content) not in seen:
            seen.add(bytes(content))
            yield Torn(f"seed {seed}", _judged(bytes(content), (before, after), folder))


def _judged(content: bytes, moments: tuple[Moment, Moment], folder: Path) -> Verdict:
    path = folder / "torn.qualcode"
    verdicts = []
    for moment in moments:
        path.write_bytes(content)
        verdicts.append(judge(path, moment.told))
        if verdicts[-1].outcome != "SILENT":
            return verdicts[-1]
    return verdicts[-1]
