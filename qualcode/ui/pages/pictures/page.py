"""The Picture page: one line of words that says what is drawn, the picture as it will be, and its export."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qualcode.exporters.pictures.drawing import DrawingRequest
from qualcode.exporters.pictures.network import NetworkPicture
from qualcode.exporters.pictures.sheet import Picture
from qualcode.model.entities import (
    Attribute,
    AttributeValue,
    Code,
    Coder,
    Folder,
    Participant,
    ProjectInfo,
    SavedQuery,
    Transcript,
)
from qualcode.model.machine.progress import Progress
from qualcode.model.questions.kinds import AnyPicture
from qualcode.model.questions.matrices import CooccurrenceQuestion, TableQuestion
from qualcode.model.questions.pictures import NetworkQuestion, WordsQuestion
from qualcode.operations.project import leave_out_words
from qualcode.ui.commands.spoken_keys import with_keys
from qualcode.ui.dialogs.stop_list import StopListDialog
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.network.scrolled import ScrolledNetwork
from qualcode.ui.network.view import KEYS, NetworkView
from qualcode.ui.pages.asked import recalled_as, remembered
from qualcode.ui.pages.freshness import Freshness
from qualcode.ui.pages.offered import TITLES
from qualcode.ui.pages.pictures.choice import USUAL, missing, of_matrix, question_of
from qualcode.ui.pages.pictures.line import PictureLine
from qualcode.ui.pages.pictures.network import graph_of, in_words, kept_codes
from qualcode.ui.pages.pictures.preview import Drawn, PicturePreview, drawn
from qualcode.ui.pages.workplace import Workplace
from qualcode.ui.session import lazy_imports
from qualcode.ui.session.latest import Latest
from qualcode.ui.widgets.folding import LOW, Folding
from qualcode.ui.widgets.head_line import HeadLine, page_title
from qualcode.ui.widgets.letter_menu import LetterMenu
from qualcode.ui.widgets.plain_label import entry_caption, plain_label
from qualcode.ui.widgets.scrolled import Scrolled
from qualcode.ui.widgets.theme_icon import ThemeIcon

_CARES_FOR = frozenset(
    (ProjectInfo, Code, Coder, Folder, Transcript, Participant, Attribute, AttributeValue, SavedQuery)
)
_HOW: Final = f"Drag the circles as you like; the export keeps their places. {KEYS}"
_PREVIEW: Final = Path("preview.png")
_PAUSE: Final = 150
"""Milliseconds without a further change after which a picture is drawn."""


class PicturesPage(QWidget):
    """The preview is the PNG that an export would write; it is drawn in the background."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        session, background, exports, preferences, *_ = workplace
        self._session = session
        self._exports = exports
        self._preferences = preferences
        self._latest = Latest(background)
        self._freshness = Freshness(self, session, _CARES_FOR, self._refresh)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.redraw)
        kept = preferences.choice("pictures", session.study.info.id)
        self.line = PictureLine(session, recalled_as(USUAL, kept))
        self.line.changed.connect(self._redraw_soon)
        self.folding = Folding(self.line, "what the picture shows")
        self.line.stop_list_wanted.connect(self.edit_stop_list)
        self.preview = PicturePreview()
        self.network = NetworkView("Network of codes")
        self._scrolled = ScrolledNetwork(self.network)
        self.network.arranged.connect(
            lambda places: preferences.save_node_places(preferences.node_places() | places)
        )
        self.again = QPushButton("Reset layout")
        self.again.setToolTip("Forget where circles were moved, and arrange them by their lines")
        self.again.clicked.connect(self._lay_out_again)
        self.larger = QPushButton("Actual size")
        self.larger.setCheckable(True)
        self.larger.setToolTip("Show the picture as large as it is read easily, to be scrolled")
        self.larger.toggled.connect(self._ask_for_size)
        self._sized: type[AnyPicture] | None = None
        """The kind of picture whose size the person has chosen."""
        self.preview.fitted.connect(self._offer_larger)
        self.preview.menu_wanted.connect(self._open_menu)
        self.keep = QPushButton("Add to a saved report…")
        self.keep.setToolTip("Save this picture with its settings in a report that can be run again")
        self.keep.clicked.connect(self._keep)
        self.export = QPushButton("Export…")
        ThemeIcon(self.export, "export")
        self.export.setToolTip("Write this picture as PNG (300 dpi, less where it is very large), SVG or PDF")
        self.export.clicked.connect(self._export)
        self._said, self._caption = plain_label(), plain_label()
        self._lay_out()

    def _lay_out(self) -> None:
        title = page_title("Picture")
        for label in (self._said, self._caption):
            mute(label)
            label.setWordWrap(True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body = QStackedWidget()
        self._body.addWidget(self.preview)
        self._body.addWidget(self._scrolled)
        self._body.addWidget(self._said)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * SPACING, SPACING + 2, 2 * SPACING, SPACING)
        column.setSpacing(SPACING)
        column.addWidget(HeadLine(title, self.larger, self.again, self.keep, self.export))
        column.addWidget(self.folding)
        column.addWidget(self._body, 1)
        column.addWidget(self._caption)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(page))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low page the picture comes first: what it shows is said in a line, and changed on request."""
        low = self.height() < LOW
        self.folding.be_short(low)
        self._caption.setVisible(not low)
        super().resizeEvent(event)

    def _tell(self, sentence: str) -> None:
        self._caption.setText(sentence)
        self.folding.say(sentence)

    def ask(self, kind: type[AnyPicture], table: CooccurrenceQuestion | TableQuestion) -> None:
        """Take over the question of the matrix page; it is drawn when the page is shown."""
        self.line.choice = of_matrix(kind, table)
        self._freshness.is_stale()

    # -- drawing ------------------------------------------------------------------------------

    def appear(self) -> None:
        """The page is shown: draw if something has changed since."""
        self._freshness.appear()
        self.line.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        self.line.catch_up()
        self._redraw_soon()

    def _redraw_soon(self) -> None:
        # Once after several changes in a row, not once for each.
        self._show_that_it_draws()
        self._pause.start()

    def _show_that_it_draws(self) -> None:
        self._tell("Drawing…")
        self.preview.show_stale()
        self.network.show_stale()

    def redraw(self) -> None:
        """Draw the picture again."""
        self._pause.stop()
        self._latest.stop()
        self._freshness.is_fresh()
        study, measures = self._session.study, self._session.measures
        self._preferences.save_choice("pictures", study.info.id, remembered(self.line.wanted))
        question = question_of(self.line.choice)
        is_network = isinstance(question, NetworkQuestion)
        nothing = with_keys(missing(question, study), self._preferences)
        self.larger.setVisible(not is_network)
        self.again.setVisible(is_network and not nothing)
        for button in (self.keep, self.export):
            button.setEnabled(not nothing)
        if nothing:
            self._say(nothing)
            return
        self._show_that_it_draws()
        kept = self._kept()
        if isinstance(question, NetworkQuestion):
            self._latest.ask(
                lambda _progress: lazy_imports.network_of_codes(study, question, measures, kept),
                self._show_network,
                self._say,
            )
            return

        room, ratio, drawer = self.preview.room, self.devicePixelRatioF(), self._session.drawer

        def work(progress: Progress) -> Drawn:
            picture = lazy_imports.picture_of(study, question, measures, kept)
            return drawn(drawer.draw(DrawingRequest(_PREVIEW, picture), progress), room, ratio)

        self._latest.ask(work, self._show, self._say)

    def _show(self, picture: Drawn) -> None:
        self.preview.show_picture(picture)
        self._body.setCurrentWidget(self.preview)
        self._tell(picture.caption)

    def _kept(self) -> dict[UUID, tuple[float, float]]:
        return kept_codes(self._preferences.node_places(), self._session.study.codes)

    def _show_network(self, picture: NetworkPicture) -> None:
        self.network.show_graph(graph_of(picture))
        self._body.setCurrentWidget(self._scrolled)
        self._tell(f"{in_words(picture)} {_HOW}")

    def _lay_out_again(self) -> None:
        gone = {node.key for node in self.network.graph.nodes}
        places = self._preferences.node_places()
        self._preferences.save_node_places({key: place for key, place in places.items() if key not in gone})
        self.redraw()

    def _say(self, sentence: str) -> None:
        self.preview.show_picture(None)
        self._said.setText(sentence)
        self._body.setCurrentWidget(self._said)
        self._tell("")

    def _ask_for_size(self, actual: bool) -> None:
        self._sized = type(question_of(self.line.choice))
        self.preview.show_whole(not actual)

    def _offer_larger(self) -> None:
        chosen = self.preview.picture is None or self._sized is type(question_of(self.line.choice))
        actual = self.larger.isChecked() if chosen else self.preview.too_small
        if actual is not self.larger.isChecked():
            with QSignalBlocker(self.larger):
                self.larger.setChecked(actual)
            self.preview.show_whole(not actual)
        self.larger.setEnabled(self.larger.isChecked() or self.preview.too_large)

    # -- words that are left out --------------------------------------------------------------

    def edit_stop_list(self) -> None:
        """Open the project's stop list."""
        dialog = StopListDialog(self._session, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _open_menu(self, word: str, place: QPoint) -> None:
        """What can be done with the words of a list, first with the one that was pointed at."""
        picture = self.preview.picture
        if picture is None or not isinstance(question_of(self.line.choice), WordsQuestion):
            return
        menu = LetterMenu.fresh(self.preview)
        if word:
            menu.addAction(f"Leave out “{entry_caption(word)}”", partial(self._leave_out, word))
        words = dict.fromkeys(each.name for each in picture.places)
        if words:
            others = menu.addMenu("Leave out a word")
            for other in words:
                others.addAction(entry_caption(other), partial(self._leave_out, other))
        menu.addAction("Stop list…", self.edit_stop_list)
        menu.popup(place)

    def _leave_out(self, word: str) -> None:
        self._session.do(lambda: leave_out_words(self._session.study, [word]))

    def _keep(self) -> None:
        question = question_of(self.line.choice)
        self._exports.keep(TITLES[type(question)], question)

    def _export(self) -> None:
        self._exports.picture(*self._to_draw())

    @property
    def printable(self) -> tuple[str, Callable[[], Picture]] | None:
        """The title of the picture that is shown, and what makes it; None where there is none."""
        return self._to_draw() if self.export.isEnabled() else None

    def _to_draw(self) -> tuple[str, Callable[[], Picture]]:
        question, picture = question_of(self.line.choice), self.preview.picture
        title = TITLES[type(question)]
        if picture is not None and not isinstance(question, NetworkQuestion):
            title = picture.title or title
        study, measures, kept = self._session.study, self._session.measures, self._kept()
        return title, lambda: lazy_imports.picture_of(study, question, measures, kept)
