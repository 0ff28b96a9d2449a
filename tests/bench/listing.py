"""The longest time for which the window does not answer while 500 transcripts are arranged in their list."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import UUID

import numpy as np
from PySide6.QtTest import QTest

from qualcode.model.change import ChangeSet, ColumnsChange
from qualcode.model.codings import Codings
from qualcode.model.transcript import TranscriptStatus
from qualcode.model.transcripts.transcript_sorting import TranscriptSorting
from qualcode.operations.transcripts.documents import set_transcript_status
from qualcode.operations.transcripts.folders import add_folder, file_under
from qualcode.project.opening import create_project
from tests.bench.corpus import Size, corpus, random_codings
from tests.bench.measuring import Figure
from tests.bench.showing import BenchWindow
from tests.bench.stalls import KEY, SHIFT, Part, stall

_TRANSCRIPTS, _FOLDERS, _CODINGS = 500, 10, 60


def transcripts(folder: Path) -> list[Figure]:
    """Every figure is the longest stall of one thing that is done with the list."""
    path = folder / "listed.qualcode"
    path.unlink(missing_ok=True)
    _make(path)
    with BenchWindow(path) as window:
        window.wait_for_background()
        return [stall(window, part) for part in _work(window)]


def _work(window: BenchWindow) -> list[Part]:
    list_, actions = window.page.navigator.transcripts, window.actions
    rows = [row.id for row in window.study.transcripts_in_order]
    folders = [row.id for row in window.study.folders.children(None)]

    def put(chosen: list[UUID], place: int) -> Callable[[int], object]:
        return lambda _: list_.put(chosen, folders[place])

    def sort(number: int) -> None:
        actions[f"transcripts.sort_{list(TranscriptSorting)[(number + 1) % 4]}"].trigger()

    def show(number: int) -> None:
        actions[f"transcripts.show_{list(TranscriptStatus)[number % 4]}"].trigger()

    def mark(_number: int) -> None:
        list_.select(rows[100:150])
        actions["transcripts.status_done"].trigger()

    def select_all(_number: int) -> None:
        QTest.keyClick(list_, KEY.Key_Home)
        QTest.keyClick(list_, KEY.Key_End, SHIFT)

    def undo(_number: int) -> None:
        actions["edit.undo"].trigger()

    return [
        Part("put 50 of 500 transcripts into a folder", put(rows[50:100], 3)),
        Part("undo that", undo),
        Part("put one into a folder, 10 times", lambda n: list_.put([rows[n]], folders[5]), 10),
        Part("sort 500 transcripts in all orders", sort, 4),
        Part("show those of one status, of two, of all", show, 8),
        Part("mark 50 transcripts as done", mark),
        Part("undo marking them", undo),
        Part("select all", select_all),
        Part("close all folders", lambda _: list_.collapseAll()),
        Part("open all folders", lambda _: list_.expandAll()),
        Part("a new folder of 50 transcripts", lambda _: window.session.do(
            lambda: add_folder(window.study, "another folder", None, rows[200:250])[1])),
        Part("undo it", undo),
        Part("go down the list, 20 transcripts", lambda _: QTest.keyClick(list_, KEY.Key_Down), 20),
    ]  # fmt: skip


def _make(path: Path) -> None:
    made = corpus(Size(transcripts=_TRANSCRIPTS, words=400, codes=60, coders=2))
    random = np.random.default_rng(5)
    with closing(create_project(str(path), "bench", "Listed")) as project:
        project.do(made.change, "bench")
        study = project.study
        changes = []
        for row in study.transcripts_in_order:
            table = random_codings(study, study.text_version(row.id).text.length, _CODINGS, random)
            changes.append(ColumnsChange(row.id, Codings.empty(), table))
        project.do(ChangeSet("Codings", codings=tuple(changes)), "bench")
        rows = [row.id for row in study.transcripts_in_order]
        for number in range(_FOLDERS):
            project.do(file_under(project.study, rows[number::_FOLDERS], f"folder {number}"), "bench")
        for status, part in zip(TranscriptStatus, range(4), strict=True):
            project.do(set_transcript_status(project.study, rows[part::4], status), "bench")
