"""The pages of an open project; those of the analysis are built when they are first asked for."""

from enum import IntEnum
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from qualcode.model.questions.kinds import AnyPicture
from qualcode.model.questions.matrices import CooccurrenceQuestion, TableQuestion
from qualcode.ui.pages.code.page import CodePage
from qualcode.ui.pages.find.page import FindPage
from qualcode.ui.pages.groups.page import GroupsPage
from qualcode.ui.pages.matrix.page import MatrixPage
from qualcode.ui.pages.pictures.page import PicturesPage
from qualcode.ui.pages.report.page import ReportPage
from qualcode.ui.pages.workplace import Workplace
from qualcode.ui.session.chunks import Chunks

_Page = CodePage | MatrixPage | ReportPage | GroupsPage | PicturesPage | FindPage


class PagePlace(IntEnum):
    """Where a page stands; the key that leads to it is Ctrl and the number after."""

    CODE = 0
    MATRIX = 1
    REPORT = 2
    GROUPS = 3
    PICTURE = 4
    FIND = 5


class PageStack(QStackedWidget):
    """A project opens with the code page alone: who codes shall not wait for tables they may not want."""

    place_wanted = Signal(object, object)
    """(transcript, span): a page names a passage that is to be read where it stands."""
    shown = Signal(int)
    """The place of the page that is seen from now on."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._place = PagePlace.CODE
        # Each page is born in its place: what is moved into the window later is styled once more at
        # every level, and its trees are laid out each time.
        self.code = CodePage(workplace, self)
        self.addWidget(self.code)

    def build(self) -> Chunks:
        """Build the page that a project opens with."""
        yield from self.code.build()
        self.code.reading.note.lie_above(self._workplace.messages)

    @cached_property
    def matrix(self) -> MatrixPage:
        page = MatrixPage(self._workplace, self)
        page.place_wanted.connect(self.place_wanted)
        page.drawing_wanted.connect(self.draw)
        self.addWidget(page)
        return page

    @cached_property
    def report(self) -> ReportPage:
        page = ReportPage(self._workplace, self)
        page.framework.place_wanted.connect(self.place_wanted)
        self.addWidget(page)
        return page

    @cached_property
    def groups(self) -> GroupsPage:
        page = GroupsPage(self._workplace, self)
        page.place_wanted.connect(self.place_wanted)
        self.addWidget(page)
        return page

    @cached_property
    def pictures(self) -> PicturesPage:
        page = PicturesPage(self._workplace, self)
        self.addWidget(page)
        return page

    @cached_property
    def queries(self) -> FindPage:
        page = FindPage(self._workplace, self)
        page.place_wanted.connect(self.place_wanted)
        self.addWidget(page)
        return page

    @property
    def place(self) -> PagePlace:
        """The place of the page that is seen."""
        return self._place

    def show_place(self, place: PagePlace) -> None:
        """Show a page, with what it tells brought up to date."""
        page = self._page(place)
        self._place = place
        self.setCurrentWidget(page)
        self.shown.emit(place)
        page.appear()

    def make(self, place: PagePlace) -> None:
        """Build a page that will soon be shown."""
        self._page(place)

    def _page(self, place: PagePlace) -> _Page:
        match place:
            case PagePlace.CODE:
                return self.code
            case PagePlace.MATRIX:
                return self.matrix
            case PagePlace.REPORT:
                return self.report
            case PagePlace.GROUPS:
                return self.groups
            case PagePlace.PICTURE:
                return self.pictures
            case PagePlace.FIND:
                return self.queries

    def draw(self, kind: type[AnyPicture], table: CooccurrenceQuestion | TableQuestion) -> None:
        """Show the picture of what the matrix page shows."""
        self.pictures.ask(kind, table)
        self.show_place(PagePlace.PICTURE)

    def refresh_theme(self) -> None:
        """Paint what was painted in the colours of the other theme again, on the pages there are."""
        if "report" in vars(self):
            self.report.refresh_theme()
        if "matrix" in vars(self):
            self.matrix.strip.refresh_theme()
            self.matrix.passages.refresh_theme()
        if "groups" in vars(self):
            self.groups.turns.refresh_theme()
        if "queries" in vars(self):
            self.queries.refresh_theme()
