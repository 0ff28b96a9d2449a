"""How many turns to draw: worked out from the kappa that is expected, and how sure one wants to be of it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QLabel, QPushButton, QSpinBox, QWidget

from qualcode.analysis.agreement.sample_size import turns_needed
from qualcode.model.errors import QualcodeError
from qualcode.ui.widgets.flow_layout import FlowLayout


class SampleSize(QWidget):
    """One line of figures; the button takes the number of turns that follows."""

    wanted = Signal(int)

    def __init__(self, coders: Callable[[], int]) -> None:
        super().__init__()
        self._coders = coders
        self.kappa, self.lowest = _share(0.7, "Kappa expected"), _share(0.5, "Lowest kappa that would do")
        self.part = QSpinBox()
        self.part.setAccessibleName("Share of turns with the code")
        self.part.setRange(1, 99)
        self.part.setValue(20)
        self.part.setSuffix("%")
        self.button = QPushButton("Work out the number")
        self.button.setAutoDefault(False)
        self.button.setToolTip(
            "Turns for the 95% interval of kappa to end above the lowest (Donner and Rotondi 2010)"
        )
        self.button.clicked.connect(self._take)
        self.words = QLabel()
        row = FlowLayout(self)
        for label, part in (
            ("Kappa expected", self.kappa),
            ("at least", self.lowest),
            ("share of turns coded", self.part),
        ):
            row.addWidget(QLabel(label))
            row.addWidget(part)
        row.addWidget(self.button)
        row.addWidget(self.words)

    def _take(self) -> None:
        try:
            number = turns_needed(
                self.kappa.value(), self.lowest.value(), self.part.value() / 100, max(2, self._coders())
            )
        except QualcodeError as error:
            self.words.setText(str(error))
            return
        self.words.setText(f"{number:,} turns")
        self.wanted.emit(number)


def _share(value: float, name: str) -> QDoubleSpinBox:
    made = QDoubleSpinBox()
    made.setAccessibleName(name)
    made.setRange(0.01, 0.99)
    made.setSingleStep(0.05)
    made.setValue(value)
    return made
