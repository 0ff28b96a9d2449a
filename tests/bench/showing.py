"""Figures of the window: opening transcripts until painted, and how long a gesture holds the window up."""

import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import UUID

import numpy as np
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QScrollBar

from qualcode.exporters.pictures.drawing import IsolatedDrawer
from qualcode.language.apart import IsolatedFinder
from qualcode.model.change import ChangeSet, ColumnsChange
from qualcode.model.codings import Codings
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.project.opening import create_project
from qualcode.ui.commands.actions import Actions
from qualcode.ui.look.theme import Theme, ThemeChoice
from qualcode.ui.pages.code.page import CodePage
from qualcode.ui.pages.find.page import FindPage
from qualcode.ui.pages.matrix.page import MatrixPage
from qualcode.ui.pages.pictures.page import PicturesPage
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.page_stack import PagePlace
from tests.bench.corpus import Size, corpus, random_codings
from tests.bench.measuring import Figure, seconds
from tests.bench.places import project_file

# Words of the synthetic corpus have about six characters, blank included.
_SMALL = (20_000, 2_000, "120 kB with 2,000 codings", "< 100 ms")
_LARGE = (170_000, 10_000, "1 MB with 10,000 codings", "< 500 ms")


def transcripts(folder: Path) -> list[Figure]:
    """Opening a transcript from the list until everything of it is painted."""
    return [_shown(folder, *size) for size in (_SMALL, _LARGE)]


def _shown(folder: Path, words: int, codings: int, name: str, target: str) -> Figure:
    path = folder / f"shown-{codings}.qualcode"
    path.unlink(missing_ok=True)
    _make(path, words, codings)
    with BenchWindow(path) as window:
        other, shown = (row.id for row in window.study.transcripts_in_order)
        taken = seconds(lambda: window.show(shown), 7, lambda: window.show(other))
        letters = window.study.text(shown)
    plain = QPlainTextEdit()
    plain.resize(700, 800)
    plain.show()

    def show_plain() -> None:
        plain.setPlainText(letters)
        QApplication.processEvents()

    floor = seconds(show_plain, 7, plain.clear)
    plain.close()
    return Figure(f"open a transcript of {name} until painted", taken, target, floor, "QPlainTextEdit")


def gestures(folder: Path) -> list[Figure]:
    """The longest time that one gesture holds up the window, 1,000,000 codings in the project."""
    figures = []
    with BenchWindow(project_file(folder)) as window:
        study = window.study
        transcript = study.transcripts_in_order[3].id
        window.show(transcript)
        window.wait_for_background()
        view, desk = window.page.reading.view, window.page.reading.desk
        code = study.codes_in_order[2].id

        def apply(number: int) -> None:
            view.select_span(Span(500 + 40 * number, 530 + 40 * number))
            desk.apply(code)

        works: list[tuple[str, Callable[[int], object]]] = [
            ("apply a code to a selection", apply),
            ("undo it", lambda _: window.session.undo()),
            ("go to the next segment", lambda _: view.next_segment()),
            ("go to the next turn", lambda _: view.next_turn()),
        ]
        for name, work in works:
            figures.append(_longest(name, [_until_idle(work, number) for number in range(20)]))
    return figures


def heat_map(folder: Path) -> list[Figure]:
    """The longest time that scrolling a heat map of 500 codes by 500 holds up the window."""
    with BenchWindow(project_file(folder)) as window:
        page = window.matrix_page()
        cells = page.view.cells
        down, across = cells.verticalScrollBar(), cells.horizontalScrollBar()
        codes = f"{cells.figures.rowCount()} x {cells.figures.columnCount()}"
        ways = (("down", [down]), ("across", [across]), ("both ways", [down, across]))
        return [_longest_scroll(f"scroll a heat map of {codes} {way}", bars) for way, bars in ways]


def _longest_scroll(name: str, bars: list[QScrollBar]) -> Figure:
    def scroll(number: int) -> None:
        for bar in bars:
            bar.setValue(number * bar.maximum() // 100)

    return _longest(name, [_until_idle(scroll, number) for number in range(1, 101)])


def _longest(name: str, taken: list[tuple[float, float]]) -> Figure:
    """The longest of so many, by the clock and by what the thread worked: two of them may be longest."""
    longest, own = (max(each) for each in zip(*taken, strict=True))
    return Figure(f"longest of {len(taken)}: {name}", longest, "< 50 ms", own=own)


def _until_idle(work: Callable[[int], object], number: int) -> tuple[float, float]:
    """Seconds until nothing is left to do, and of them those in which this thread worked."""
    start, worked = time.perf_counter(), time.thread_time()
    work(number)
    QApplication.processEvents()
    return time.perf_counter() - start, time.thread_time() - worked


class BenchWindow:
    """The real window, with a project open where one is named; settings of its own, closed at the end."""

    def __init__(self, path: Path | None = None) -> None:
        existing = QApplication.instance()
        self._app = existing if isinstance(existing, QApplication) else QApplication([])
        self._folder = tempfile.TemporaryDirectory()
        settings = QSettings(f"{self._folder.name}/settings.ini", QSettings.Format.IniFormat)
        theme = Theme(self._app, ThemeChoice.LIGHT)
        self._window = MainWindow(
            Preferences(settings), theme, finder=IsolatedFinder(), drawer=IsolatedDrawer()
        )
        self._window.resize(1440, 900)
        self._window.show()
        # As the program does while the start page is looked at.
        self._window.load_ahead()
        self.wait_for_background()
        if path is not None:
            # As a click on the start page does: with a large file that has been looked through to its end,
            # for which the first step would wait otherwise.
            self.open_later(path)
            self.wait_for_background()

    def __enter__(self) -> "BenchWindow":
        return self

    def __exit__(self, *_: object) -> None:
        self._window.close()
        self._app.processEvents()
        self._folder.cleanup()

    def open_later(self, path: Path) -> None:
        """Open a project as a click on the start page does."""
        self._window.open_later(str(path))

    @property
    def session(self) -> Session:
        session = self._window.session
        if session is None:
            raise AssertionError("the project did not open")
        return session

    @property
    def study(self) -> Study:
        return self.session.study

    @property
    def page(self) -> CodePage:
        workbench = self._window.workbench
        if workbench is None:
            raise AssertionError("the project did not open")
        return workbench.code_page

    @property
    def actions(self) -> Actions:
        return self._window.actions_

    @property
    def busy(self) -> bool:
        return self._window.busy

    def matrix_page(self) -> MatrixPage:
        """The page of the matrix, counted and painted."""
        workbench = self._window.workbench
        if workbench is None:
            raise AssertionError("the project did not open")
        workbench.show_page(1)
        while self._window.background.busy or workbench.pages.matrix.ordered is None:
            self._app.processEvents()
        self._app.processEvents()
        return workbench.pages.matrix

    def find_page(self) -> FindPage:
        """The page of queries, in front."""
        workbench = self._window.workbench
        if workbench is None:
            raise AssertionError("the project did not open")
        workbench.show_page(PagePlace.FIND)
        return workbench.pages.queries

    def pictures_page(self) -> PicturesPage:
        """The page of pictures, not shown yet: nothing is drawn on it."""
        workbench = self._window.workbench
        if workbench is None:
            raise AssertionError("the project did not open")
        return workbench.pages.pictures

    def show_pictures(self) -> None:
        """Go to the page of pictures, as a click on the rail does."""
        self.actions["analyse.pictures"].trigger()

    def wait_for_background(self) -> None:
        """Until words are counted and nothing else is under way."""
        while self.busy:
            self._app.processEvents()
        self._app.processEvents()

    def show(self, transcript_id: UUID) -> None:
        """Show a transcript as a click in the list does, until painted."""
        self.page.reading.show_transcript(transcript_id)
        self._app.processEvents()


def _make(path: Path, words: int, codings: int) -> None:
    """A project of two transcripts, the second one full of codings."""
    made = corpus(Size(transcripts=2, words=words, codes=40, coders=2))
    random = np.random.default_rng(3)
    with closing(create_project(str(path), "bench", "Shown")) as project:
        project.do(made.change, "bench")
        study = project.study
        transcript = study.transcripts_in_order[1]
        length = study.text_version(transcript.id).text.length
        table = random_codings(study, length, codings, random)
        change = ColumnsChange(transcript.id, Codings.empty(), table)
        project.do(ChangeSet("Codings", codings=(change,)), "bench")
