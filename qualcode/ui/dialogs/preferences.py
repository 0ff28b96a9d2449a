"""The page of preferences: every setting with what it does; each holds as soon as it is chosen."""

from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from qualcode.ui.look.theme import SPACING, heading_font, mute
from qualcode.ui.painted.field import LineField
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.settings import (
    SETTINGS,
    ChoiceSetting,
    FileSetting,
    NumberSetting,
    PersonalSetting,
    SwitchSetting,
    TextSetting,
)
from qualcode.ui.widgets.file_dialog import file_dialog
from qualcode.ui.widgets.messages import announce
from qualcode.ui.widgets.scrolled import Scrolled
from qualcode.ui.widgets.word_box import WordBox

_WIDTH: Final = 680


class PreferencesDialog(QDialog):
    """Made from the list of settings; what opens it makes every choice take effect."""

    chosen = Signal(object)
    """The setting that has another value now."""
    keys_wanted = Signal()
    """Keys are changed in a window of their own."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.setWindowTitle("Preferences")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fields: dict[str, QWidget] = {}
        self._refills: list[Callable[[], None]] = []
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, SPACING)
        column.setSpacing(SPACING)
        column.addLayout(self._all_rows())
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 2 * SPACING)
        whole.addWidget(Scrolled(page), 1)
        buttons = self._buttons()
        buttons.setContentsMargins(2 * SPACING, 0, 2 * SPACING, 0)
        whole.addLayout(buttons)
        rest = buttons.sizeHint().height() + 4 * SPACING
        self.resize(_WIDTH, column.totalMinimumHeightForWidth(_WIDTH) + rest)

    def _all_rows(self) -> QGridLayout:
        """All sections in one grid, so that their fields are below each other."""
        rows = QGridLayout()
        rows.setHorizontalSpacing(2 * SPACING)
        rows.setVerticalSpacing(SPACING // 2)
        rows.setColumnStretch(1, 1)
        for section, settings in groupby(SETTINGS, lambda setting: setting.section):
            heading = QLabel(section)
            heading.setFont(heading_font(heading.font()))
            if self.fields:
                heading.setContentsMargins(0, SPACING, 0, 0)
            rows.addWidget(heading, rows.rowCount(), 0, 1, 3)
            self._add_rows(rows, settings)
        return rows

    def _add_rows(self, rows: QGridLayout, settings: Iterable[PersonalSetting[Any]]) -> None:
        for setting in settings:
            field = self._field(setting)
            field.setAccessibleName(setting.label)
            field.setAccessibleDescription(setting.about)
            self.fields[setting.key] = field
            label = QLabel(setting.label)
            label.setBuddy(field)
            about = QLabel(setting.about)
            about.setWordWrap(True)
            about.setMinimumWidth(380)
            # It is nearer to its field than to the next one.
            about.setContentsMargins(0, 0, 0, SPACING)
            mute(about)
            row = rows.rowCount()
            rows.addWidget(label, row, 0)
            alignment = Qt.AlignmentFlag(0) if isinstance(field, LineField) else Qt.AlignmentFlag.AlignLeft
            rows.addWidget(field, row, 1, alignment)
            if isinstance(setting, FileSetting) and isinstance(field, LineField):
                rows.addWidget(self._chooser(setting, field), row, 2)
            rows.addWidget(about, row + 1, 1, 1, 2)

    def _field(self, setting: PersonalSetting[Any]) -> QWidget:
        match setting:
            case TextSetting():
                return self._text_field(setting)
            case ChoiceSetting():
                return self._choice_field(setting)
            case NumberSetting():
                return self._number_field(setting)
            case SwitchSetting():
                return self._switch_field(setting)
            case _:
                raise TypeError(f"no field for {setting}")

    def _text_field(self, setting: TextSetting) -> LineField:
        field = LineField()
        self._fill(lambda: field.setText(self._preferences.value(setting)))

        def take() -> None:
            self._take(setting, field.text())
            # An empty one stands for the usual value, which is seen then.
            field.setText(self._preferences.value(setting))

        field.editingFinished.connect(take)
        return field

    def _chooser(self, setting: FileSetting, field: LineField) -> QPushButton:
        """A button for who would rather look for a file than type where it is."""

        def take(name: str) -> None:
            field.setText(name)
            self._take(setting, name)

        def ask() -> None:
            dialog = file_dialog(self, setting.label, str(Path(field.text()).parent), setting.files)
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.fileSelected.connect(take)
            dialog.open()

        button = QPushButton("Choose…")
        button.setAccessibleName(f"Choose: {setting.label}")
        button.setAutoDefault(False)
        button.clicked.connect(ask)
        return button

    def _choice_field(self, setting: ChoiceSetting[Any]) -> WordBox:
        field = WordBox()
        self._fill(lambda: field.offer(setting.choices, self._preferences.value(setting)))
        field.activated.connect(lambda _place: self._take(setting, field.chosen))
        return field

    def _number_field(self, setting: NumberSetting) -> QSpinBox:
        field = QSpinBox()
        field.setRange(setting.least, setting.most)
        field.setSingleStep(setting.step)
        field.setSuffix(setting.unit)
        # While a number is typed its first digits are not meant yet.
        field.setKeyboardTracking(False)
        self._fill(lambda: field.setValue(self._preferences.value(setting)))
        field.valueChanged.connect(lambda number: self._take(setting, number))
        return field

    def _switch_field(self, setting: SwitchSetting) -> QCheckBox:
        field = QCheckBox("on")
        self._fill(lambda: field.setChecked(self._preferences.value(setting)))
        field.toggled.connect(lambda on: self._take(setting, on))
        return field

    def _fill(self, refill: Callable[[], None]) -> None:
        refill()
        self._refills.append(refill)

    def _buttons(self) -> QHBoxLayout:
        usual = QPushButton("Restore defaults")
        usual.setToolTip("Set every setting on this page back to its default")
        usual.clicked.connect(self.reset)
        keys = QPushButton("Keyboard…")
        keys.setToolTip("See all keys and change them")
        keys.clicked.connect(self.keys_wanted)
        close = QPushButton("Close")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        for button in (usual, keys, close):
            # Enter in a field takes what was typed there; it shall not close the page as well.
            button.setAutoDefault(False)
            row.addWidget(button)
            if button is keys:
                row.addStretch(1)
        return row

    # -- choosing -----------------------------------------------------------------------------

    def _take(self, setting: PersonalSetting[Any], value: Any) -> None:
        before = self._preferences.value(setting)
        self._preferences.choose(setting, value)
        if self._preferences.value(setting) != before:
            self.chosen.emit(setting)

    def reset(self) -> None:
        """Back to the usual values; what they are is told to who does not see it."""
        before = {setting: self._preferences.value(setting) for setting in SETTINGS}
        self._preferences.reset()
        changed = [setting for setting in SETTINGS if self._preferences.value(setting) != before[setting]]
        for refill in self._refills:
            refill()
        for setting in changed:
            self.chosen.emit(setting)
        announce(self, "All settings on this page are back to their defaults.")
