"""The field that opens at a place: type to find a code, Enter takes it, Space ticks several."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListView, QVBoxLayout, QWidget

from qualcode.model.change import Touched
from qualcode.model.entities import Code
from qualcode.model.step import Step
from qualcode.model.words.in_words import counted, listed
from qualcode.model.words.names import LONGEST_NAME
from qualcode.ui.commands.spoken_keys import with_fixed_keys
from qualcode.ui.look.theme import FIELD_EDGE, Colours, edge_of, mute
from qualcode.ui.painted.box import Box
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.painted.frame import PaintedFrame
from qualcode.ui.session.chunks import ChunkRunner
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.accessible import announce
from qualcode.ui.transcript.choice_list import CHOICE, PAD, SWATCH, WIDTH, ChoiceDelegate, ChoicesModel, Index
from qualcode.ui.transcript.finding import Choice, CodeFinder
from qualcode.ui.widgets.elided_label import ElidedLabel

_ROWS: Final = 9
_FEWEST_ROWS: Final = 3
_KEPT: Final = 12
_NAMED: Final = 5
"""Ticked codes that the line below has room for."""
_RECODING: Final = "Enter recodes · {Shift+Enter}: new code"
_APPLYING: Final = "Enter applies · Space ticks · {Shift+Enter}: new code"
_TYPED: Final = "Enter applies · {Ctrl+Space} ticks · {Shift+Enter}: new code"
"""A name may have spaces in it: Space alone is one more letter of what is typed."""
_PAUSE: Final = 300
"""Milliseconds after which nobody is likely to be in the middle of something."""


class CodePicker(PaintedFrame):
    """Opens over its window at a place; no other window, not modal, closes when focus leaves it."""

    chosen = Signal(object)
    """The UUID of the code that is to be applied."""
    created = Signal(str)
    """The name of a code that is to be made and applied."""
    several = Signal(object, object)
    """Codes that were ticked, and the names of those to be made besides."""
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget, *, one_only: bool = False) -> None:
        """``one_only``: a segment is given one other code, nothing is ticked."""
        super().__init__(parent)
        self._session = session
        self._finder = CodeFinder()
        self._getting_ready = ChunkRunner(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._get_ready)
        self._one_only = one_only
        if not one_only:
            self._soon.start()
            session.changed.connect(self._on_changed)
        self._walked = False
        """Whether the arrows were used since something was typed: then Space ticks and is no letter."""
        self._host = parent
        self._recent: list[UUID] = []
        self._came_from: QWidget | None = None
        self._said = ""
        self.setAccessibleName("Choose a code")
        self._heading = ElidedLabel()
        self._heading.hide()
        self.field = LineField()
        self.field.setPlaceholderText("Type to find a code, or a new name")
        self.field.setAccessibleName("Code")
        self.field.setClearButtonEnabled(True)
        self._model = ChoicesModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(ChoiceDelegate(self.list))
        self.list.setUniformItemSizes(True)
        # What is below is laid out when there is nothing else to do: of five thousand codes nine are seen.
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("Codes found")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._hint = ElidedLabel()
        mute(self._hint)
        # By keyboard that is Enter; the button must not take the keyboard from the field.
        self.apply = PrimaryButton("", self)
        self.apply.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.apply.clicked.connect(self._apply_ticked)
        self.apply.hide()
        self._lay_out()
        # A page that is pasted by mistake is no name.
        self.field.setMaxLength(LONGEST_NAME)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._find)
        self.list.viewport().installEventFilter(self)
        self.list.clicked.connect(self._on_name)
        self.list.selectionModel().currentChanged.connect(self._say)
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD, PAD, PAD, PAD)
        column.setSpacing(PAD // 2)
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        if not self._one_only:
            # The hint has the whole line until there is something to apply, and the line its height.
            self._hint.setMinimumHeight(self.apply.sizeHint().height())
            self.apply.hide()
            foot.addWidget(self.apply)
        for widget in (self._heading, self.field, self.list):
            column.addWidget(widget)
        column.addLayout(foot)

    def box(self, colours: Colours) -> Box:
        return Box(colours.window, edge_of(colours, FIELD_EDGE), radius=4)

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        if Code in touched.kinds:
            self._soon.start()

    def _get_ready(self) -> None:
        """Thousands of codes are made ready while nobody looks for one."""
        self._getting_ready.start(self._finder.getting_ready(self._session.study))

    # -- opening and closing ------------------------------------------------------------------

    def open_at(
        self,
        anchor: QWidget,
        rect: QRect,
        recent: Sequence[UUID] = (),
        back_to: QWidget | None = None,
        heading: str = "",
    ) -> None:
        """Open below ``rect`` (in the coordinates of ``anchor``), else above or beside it, never over it.

        The list is as short as the larger room below or above asks for.

        ``recent`` are the codes used last, the latest first; else those chosen here before. ``back_to``
        gets the keyboard afterwards; without it whatever had it before. ``heading`` says what for.
        """
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))
        self.field.setAccessibleName(heading or "Code")
        if recent:
            self._recent = list(recent)
        self._came_from = back_to or QApplication.focusWidget()
        self._said = ""
        self._model.ticked = None if self._one_only else []
        self.field.clear()
        self._find("")
        self._tell()
        row = (
            self.list.sizeHintForRow(0)
            if self._model.rowCount()
            else QFontMetrics(self.font()).height() + PAD
        )
        row = max(row, 1)
        self.list.setFixedHeight(4)
        top, bottom = (anchor.mapTo(self._host, place).y() for place in (rect.topLeft(), rect.bottomLeft()))
        room = max(top, self._host.height() - bottom) - PAD
        spare = (room - self.sizeHint().height()) // row
        rows = min(_ROWS, self._model.rowCount(), max(_FEWEST_ROWS, spare))
        self.list.setFixedHeight(max(1, rows) * row + 4)
        width = max(min(WIDTH, self._host.width()), self.minimumSizeHint().width())
        self.resize(width, self.sizeHint().height())
        self.move(self._placed(anchor, rect))
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _placed(self, anchor: QWidget, rect: QRect) -> QPoint:
        room = self._host.rect()
        below = anchor.mapTo(self._host, rect.bottomLeft()) + QPoint(0, PAD)
        above = anchor.mapTo(self._host, rect.topLeft()) - QPoint(0, self.height() + PAD)
        right = anchor.mapTo(self._host, rect.topRight()) + QPoint(PAD, 0)
        if below.y() + self.height() <= room.bottom():
            place = below
        elif above.y() >= 0:
            place = above
        elif right.x() + self.width() <= room.right():
            place = right
        else:
            left = QPoint(above.x() - self.width() - PAD, right.y())
            place = left if left.x() >= 0 else below
        return QPoint(
            min(max(place.x(), 0), max(0, room.width() - self.width())),
            min(max(place.y(), 0), max(0, room.height() - self.height())),
        )

    def close_field(self) -> None:
        """Close and give the focus back."""
        if self.isHidden():
            return
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self.field)
        self.hide()
        if had_focus and self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)
        self._came_from = None
        self.closed.emit()

    # -- choosing -----------------------------------------------------------------------------

    def _find(self, typed: str) -> None:
        self._walked = False
        self._tell()
        known = [code for code in (*self.ticked, *self._recent) if code in self._session.study.codes]
        found = self._finder.choices(self._session.study, typed, list(dict.fromkeys(known)))
        # What was ticked before it is there can be seen, and unticked.
        new = [] if typed.strip() else [Choice(None, name, "") for name in self.new_names]
        self._model.show([*new, *found])
        if self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(0))

    @property
    def ticked(self) -> list[UUID]:
        """The codes that are ticked, the first one first."""
        return [ticked for ticked in self._model.ticked or () if isinstance(ticked, UUID)]

    @property
    def new_names(self) -> list[str]:
        """The names of codes to be made that are ticked, the first one first."""
        return [ticked for ticked in self._model.ticked or () if isinstance(ticked, str)]

    def _tick(self, index: Index) -> None:
        """Tick a code, or one to be made; what was typed to find it makes room for the next."""
        self._model.tick(index)
        if self.field.text():
            self.field.clear()
        self._tell()
        announce(self.field, self._hint.text() if self._model.ticked else "No code is ticked")

    @property
    def _space_ticks(self) -> bool:
        """Whether Space ticks; else it is a letter of the name that is typed."""
        return self._walked or not self.field.text()

    def _tell(self) -> None:
        """Say what Enter does now."""
        study = self._session.study
        ticked = [study.codes[code_id].name for code_id in self.ticked if code_id in study.codes]
        ticked += [f"“{name}” (new)" for name in self.new_names]
        names = listed(ticked, _NAMED)
        if self._one_only:
            hint = _RECODING
        elif names:
            hint = f"Enter applies: {names}"
        else:
            hint = _APPLYING if self._space_ticks else _TYPED
        self._hint.setText(with_fixed_keys(hint))
        self.apply.setText(f"Apply {counted(len(self._model.ticked or ()), 'code')}")
        self.apply.setVisible(bool(self._model.ticked))

    def _say(self, current: QModelIndex) -> None:
        # Typing a letter looks again, often the same: that is not said again.
        words = str(current.data()) if current.isValid() else ""
        if words != self._said and self.isVisible():
            announce(self.field, words)
        self._said = words or self._said

    def _take(self, index: Index) -> None:
        choice = index.data(CHOICE)
        if choice is None:
            return
        if self._model.ticked:
            self._take_several(choice)
            return
        if choice.code is None:
            self._create(choice.name)
            return
        code_id = choice.code.id
        self._recent = [code_id, *(code for code in self._recent if code != code_id)][:_KEPT]
        self.close_field()
        self.chosen.emit(code_id)

    def _on_name(self, index: Index) -> None:
        """A click on a name takes its code, and what is ticked with it."""
        choice = index.data(CHOICE)
        if self._model.ticked and choice is not None:
            self._take_several(choice, pointed_at=True)
        else:
            self._take(index)

    def _apply_ticked(self) -> None:
        """Take what is ticked, and nothing else."""
        self._take_all(self.ticked, self.new_names)

    def _take_several(self, choice: Choice, *, pointed_at: bool = False) -> None:
        """All that are ticked and, where something has been typed since or it is clicked, the choice."""
        codes, names = self.ticked, self.new_names
        if pointed_at or self.field.text().strip():
            if choice.code is None:
                names.append(" ".join(choice.name.split()))
            else:
                codes.append(choice.code.id)
        self._take_all(codes, names)

    def _take_all(self, codes: Sequence[UUID], names: Sequence[str]) -> None:
        each = list(dict.fromkeys(codes))
        self._recent = list(dict.fromkeys((*each, *self._recent)))[:_KEPT]
        self.close_field()
        self.several.emit(each, list(dict.fromkeys(names)))

    def _create(self, name: str) -> None:
        name = " ".join(name.split())
        if name and self._model.ticked:
            self._take_all(self.ticked, [*self.new_names, name])
        elif name:
            self.close_field()
            self.created.emit(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list.viewport():
            return isinstance(event, QMouseEvent) and self._on_box(event)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and QApplication.activePopupWidget() is None:
            self.close_field()
        return False

    def _on_box(self, event: QMouseEvent) -> bool:
        """A click on a box ticks, one on a name takes the code."""
        pressed = event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        released = event.type() == QEvent.Type.MouseButtonRelease
        if self._one_only or not (pressed or released) or event.position().x() > SWATCH + 2 * PAD:
            return False
        index = self.list.indexAt(event.position().toPoint())
        if released and index.isValid():
            self.list.setCurrentIndex(index)
            self._tick(index)
        return True

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        ticks = event.modifiers() & Qt.KeyboardModifier.ControlModifier or self._space_ticks
        if key == Qt.Key.Key_Space and ticks and not self._one_only:
            self._tick(self.list.currentIndex())
            return True
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _ROWS,
            Qt.Key.Key_PageUp: -_ROWS,
        }
        if key in steps:
            last = self._model.rowCount() - 1
            row = min(max(self.list.currentIndex().row() + steps[Qt.Key(key)], 0), last)
            self.list.setCurrentIndex(self._model.index(row))
            self._walked = True
            self._tell()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            wants_new = event.modifiers() & (
                Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
            )
            if wants_new:
                self._create(self.field.text())
            else:
                self._take(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close_field()
        else:
            return False
        return True
