"""Figures of working as a team: copies with 50,000 codings, agreement, and what was read differently."""

from contextlib import closing
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtWidgets import QApplication

from qualcode.analysis.agreement.agreement import agreement
from qualcode.analysis.agreement.request import AgreementRequest
from qualcode.analysis.differences import differences
from qualcode.model.change import ChangeSet, ColumnsChange
from qualcode.model.codings import Codings
from qualcode.model.identity import key_of, new_ids
from qualcode.model.questions.rules import Selection
from qualcode.model.questions.words import AgreementUnit
from qualcode.model.study import Study
from qualcode.model.teamwork.rounds import round_named
from qualcode.model.transcript import ReadTranscript
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook import add_code
from qualcode.operations.project import new_project
from qualcode.operations.teamwork.rounds import open_round
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.opening import create_project, open_project
from qualcode.project.teamwork.giving import kept, write_copy
from qualcode.project.teamwork.returning import brought_home, read_returned
from qualcode.ui.dialogs.readings.list import DifferenceList
from tests.bench.measuring import Figure, peak_mb, seconds
from tests.support.studies import read_transcript

_TRANSCRIPTS: Final = 200
_EACH: Final = 250
_CODES: Final = 20
_TARGET: Final = "< 5 s"


def copies(folder: Path) -> list[Figure]:
    file, given, worked = (folder / f"{name}.qualcode" for name in ("team", "given", "worked"))
    for path in (file, given, worked):
        path.unlink(missing_ok=True)
    with closing(create_project(str(file), "Lead", "Team")) as project:
        texts = [_text(number) for number in range(_TRANSCRIPTS)]
        project.do(add_transcripts(project.study, texts).change, "Lead")
        for number in range(_CODES):
            project.do(add_code(project.study, f"code {number}")[1], "Lead")
        chosen = [row.id for row in project.study.transcripts_in_order]
        project.do(open_round(project.study, "Round", chosen, ["AB", "CD"])[1], "Lead")
        project.do(_coded(project.study, "AB"), "AB")
        study = project.study
        round_id, ab, cd = (
            round_named(study, "Round").id,
            study.coder_named("AB").id,
            study.coder_named("CD").id,
        )
        record = project.record(whole=True)
        giving = seconds(lambda: write_copy(record, round_id, ab, given, "Lead"))
        _, mark = write_copy(record, round_id, cd, worked, "Lead")
        project.make(kept(mark, "Lead"))
        with closing(open_project(str(worked))) as copy:
            copy.do(_coded(copy.study, "CD"), "CD")

        def bring() -> None:
            found = read_returned(project.record(whole=True), str(worked))
            project.do(brought_home(project.whole, found), "Lead", whole=True)

        bringing = seconds(bring)
        if project.whole.coding_count != 2 * _TRANSCRIPTS * _EACH:
            raise AssertionError("not all codings came home")
    return [
        Figure("give a coder a copy with 50,000 codings", giving, _TARGET, peak_mb=peak_mb()),
        Figure("bring back 50,000 codings beside as many", bringing, _TARGET, peak_mb=peak_mb()),
    ]


def _text(number: int) -> ReadTranscript:
    said = [
        (f"P{turn % 5}", f"What I said in turn {turn} of talk {number}, and more.") for turn in range(_EACH)
    ]
    return read_transcript(f"Talk {number:03}", said)


def _coded(study: Study, name: str) -> ChangeSet:
    """Every turn coded once by somebody."""
    coder = key_of(study.coder_named(name).id)
    codes = np.array([key_of(code.id) for code in study.codes_in_order], np.int32)
    changes = []
    for place, row in enumerate(study.transcripts_in_order):
        turns = study.turns_of(row.id)
        count = len(turns)
        table = Codings.of(
            {
                "id": new_ids(count),
                "code": codes[(np.arange(count) + place) % len(codes)],
                "coder": np.full(count, coder, np.int32),
                "start": turns.speech,
                "end": turns.end,
                "weight": np.full(count, -1, np.int16),
                "created": np.full(count, 1_600_000_000_000, np.int64),
                "memo": [""] * count,
            }
        )
        changes.append(ColumnsChange(row.id, Codings.empty(), table))
    return ChangeSet(f"Code everything as {name}", (), (), tuple(changes))


def agreement_of_two(folder: Path) -> list[Figure]:
    """All measures of 50,000 codings of two coders in 200 transcripts, by turns and by characters."""
    study = _two_coders(folder)
    pair = study.coder_named("AB").id, study.coder_named("CD").id
    texts = Selection(transcripts=tuple(row.id for row in study.transcripts_in_order))
    figures = []
    for unit in (AgreementUnit.TURN, AgreementUnit.CHARACTER):
        for samples, target in ((0, "< 0.3 s"), (1000, "< 5 s")):
            request = AgreementRequest(pair, unit, texts, samples=samples)
            took = seconds(lambda request=request: agreement(study, request), times=3)  # type: ignore[misc]
            what = f", {samples:,} bootstrap samples" if samples else ""
            figures.append(Figure(f"agreement on 50,000 codings by {unit}s{what}", took, target))
    return figures


def reading_differences(folder: Path) -> list[Figure]:
    """What two coders read differently in 50,000 codings: found, listed, and one of them shown."""
    app = QApplication.instance() or QApplication([])
    study = _two_coders(folder)
    pair = study.coder_named("AB").id, study.coder_named("CD").id
    found = differences(study, pair)
    finding = seconds(lambda: differences(study, pair))
    shown = DifferenceList({})
    shown.resize(400, 600)
    shown.show()
    app.processEvents()

    def listing() -> None:
        shown.show_found(study, found)
        app.processEvents()

    figures = [
        Figure(f"find {len(found):,} differences in 50,000 codings", finding, "in the background"),
        Figure("list them in the window", seconds(listing, times=5), "< 0.05 s"),
    ]
    shown.go_to(len(found) - 1)

    def going() -> None:
        shown.go(-1)
        app.processEvents()

    figures.append(Figure("go from one to the next", seconds(going, times=20), "< 0.05 s"))
    return figures


def _two_coders(_folder: Path) -> Study:
    """25,000 codings each, of which the other has about half under another code or not at all."""
    study = Study().after(new_project("Team"))
    texts = [_text(number) for number in range(_TRANSCRIPTS)]
    study = study.after(add_transcripts(study, texts).change)
    for number in range(_CODES):
        study = study.after(add_code(study, f"code {number}")[1])
    for name in ("AB", "CD"):
        study = study.after(ensure_coder(study, name)[1])
    for place, name in enumerate(("AB", "CD")):
        whole = _coded(study, name)
        parts = []
        for part in whole.codings:
            rows = np.arange(len(part.added))
            # Each leaves out another half, and every third of what both have is under another code.
            kept = rows[(rows // (1 + place)) % 2 == 0]
            table = part.added.take(kept)
            parts.append(ColumnsChange(part.transcript_id, Codings.empty(), table))
        study = study.after(ChangeSet(whole.label, (), (), tuple(parts)))
    if not 45_000 < study.coding_count < 51_000:
        raise AssertionError(f"{study.coding_count} codings")
    return study
