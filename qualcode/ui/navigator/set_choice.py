"""Above the codebook: whether all codes are shown or those of a set."""

from uuid import UUID

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from qualcode.model.change import Touched
from qualcode.model.entities import CodeSet, CodeSetMember
from qualcode.model.step import Step
from qualcode.ui.look.theme import SPACING
from qualcode.ui.navigator.codebook_tree import CodebookTree
from qualcode.ui.session.session import Session

_LEAST_LETTERS = 8


class SetChoice(QWidget):
    """Goes with the tree; only there when the project has sets."""

    def __init__(self, session: Session, tree: CodebookTree, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._tree = tree
        self.box = QComboBox()
        self.box.setAccessibleName("Codes shown in the codebook")
        self.box.setToolTip("Show all codes, or only those of a set")
        # A long name does not widen the left side.
        self.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.box.setMinimumContentsLength(_LEAST_LETTERS)
        label = QLabel("&Show")
        label.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACING, 0, SPACING, 0)
        row.addWidget(label)
        row.addWidget(self.box, 1)
        self.box.activated.connect(lambda place: tree.show_set(self.box.itemData(place)))
        tree.set_shown.connect(self._mark)
        session.changed.connect(self._on_changed)
        self._fill()
        # Not "visible" here: without a parent yet it would be a window of its own.
        if not self._there_are_sets:
            self.hide()

    @property
    def _there_are_sets(self) -> bool:
        return bool(self._session.study.code_sets_in_order)

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        if not touched.kinds.isdisjoint({CodeSet, CodeSetMember}):
            self._fill()
            self.setVisible(self._there_are_sets)
            shown = self._tree.set_id
            self._tree.show_set(shown if shown in self._session.study.rows(CodeSet) else None)

    def _fill(self) -> None:
        study = self._session.study
        self.box.clear()
        self.box.addItem("All codes", None)
        for row in study.code_sets_in_order:
            self.box.addItem(f"{row.name} ({len(study.codes_of_set(row.id))})", row.id)
        self._mark(self._tree.set_id)

    def _mark(self, set_id: UUID | None) -> None:
        ids = [self.box.itemData(place) for place in range(self.box.count())]
        self.box.setCurrentIndex(ids.index(set_id) if set_id in ids else 0)
