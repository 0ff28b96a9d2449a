"""The codebook for a tree view: name with swatch, key, and how often each code is used here and overall."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont

from qualcode.model.change import Touched
from qualcode.model.codes.pinned_keys import key_name, short_key_name
from qualcode.model.entities import Code
from qualcode.model.identity import NO_KEY, key_of
from qualcode.model.step import Step
from qualcode.model.words.in_words import counted
from qualcode.operations.codes.codebook import rename_code
from qualcode.ui.look.icons import swatch
from qualcode.ui.models.codebook_changes import Tree, come, same_below, stand_alike
from qualcode.ui.models.codebook_order import CodeOrder, ranked
from qualcode.ui.models.counts import CodeCounts
from qualcode.ui.models.transcripts import ID_ROLE, Index
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.dropping import CODES_MIME, SPAN_MIME, codes_in, codes_mime, span_in

NAME, KEY, HERE, ALL = range(4)
_HEADERS: Final = ("Code", "Key", "Here", "All")
_COLUMNS: Final = len(_HEADERS)
_DISPLAY: Final = Qt.ItemDataRole.DisplayRole
_EDIT: Final = Qt.ItemDataRole.EditRole
_DECORATION: Final = Qt.ItemDataRole.DecorationRole
_FONT: Final = Qt.ItemDataRole.FontRole
_ALIGNMENT: Final = Qt.ItemDataRole.TextAlignmentRole
_TIP: Final = Qt.ItemDataRole.ToolTipRole
_SPOKEN: Final = Qt.ItemDataRole.AccessibleTextRole
ANSWERED: Final = frozenset((_DISPLAY, _EDIT, ID_ROLE, _DECORATION, _FONT, _ALIGNMENT, _TIP, _SPOKEN))
"""Half of what a view asks for each cell is none of these."""
_FEW_CODES: Final = 20
_read: Final = attrgetter("name", "colour", "digit", "definition", "codable")
"""What is seen of a code."""
_HEADER_TIPS: Final = (
    "Click to see the codes by name",
    "The key that applies the code",
    "Segments in the transcript that is open, by all coders, shown or hidden",
    "Segments in the whole project; click to see the most used codes first",
)


class CodebookModel(QAbstractItemModel):
    """The tree of codes. An index's internal id is the key of its own code."""

    moved = Signal(object, object, int)
    """Codes were dropped: (identities, new parent or None, place among the siblings or -1)."""
    recounted = Signal()
    """So many figures or colours have changed that views should paint them all again."""
    coded = Signal(object, object, object, str)
    """A selection was dropped on a code: (code, transcript, span, its words)."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._counts = CodeCounts(session.study)
        self._collapsed: frozenset[int] = frozenset()
        """Keys of the codes whose branches are closed: their figures include what is hidden."""
        self._transcript_id: UUID | None = None
        self._order = CodeOrder.OWN
        self._ranks: dict[int, int] = {}
        """Places by the keys of codes; none where they stand in their own order."""
        self._children: Tree = {}
        self._load(self._arranged())
        session.changed.connect(self._on_changed)

    def _load(self, tree: dict[int, tuple[int, ...]]) -> None:
        study = self._session.study
        # By keys, as the indexes hold them.
        self._codes: dict[int, Code] = dict(zip(islice(tree, 1, None), study.codes_in_order, strict=True))
        self._children = tree
        self._rows = {key: row for siblings in self._children.values() for row, key in enumerate(siblings)}

    def _arranged(self) -> dict[int, tuple[int, ...]]:
        """The keys of the codes below each, in the order that is shown."""
        # First what is at the top, then the codes as they are read.
        below: dict[int, list[int]] = {NO_KEY: []}
        keys: dict[UUID | None, int] = {None: NO_KEY}
        # Those above come first, and siblings in their order.
        for code in self._session.study.codes_in_order:
            key = keys[code.id] = key_of(code.id)
            below[key] = []
            below[keys[code.parent_id]].append(key)
        tree = {key: tuple(codes) for key, codes in below.items()}
        if self._order is not CodeOrder.OWN:
            # What has come since stands last.
            place, last = self._ranks.get, len(self._ranks)
            for above, codes in tree.items():
                tree[above] = tuple(sorted(codes, key=lambda key: place(key, last)))
        return tree

    def _rank(self) -> None:
        """By numbers as they are now: rows that changed places at every coding could not be clicked."""
        self._ranks = ranked(self._session.study, self._order, self._counts.overall)

    @property
    def order(self) -> CodeOrder:
        return self._order

    def show_in(self, order: CodeOrder) -> None:
        """Show codes in another order; those below a code stay below it.

        Here and not by the filter between: Qt would compare thousands of rows with each other.
        """
        self._order = order
        self._rank()
        self._rearrange(self._arranged())

    def _rearrange(self, tree: dict[int, tuple[int, ...]]) -> None:
        """The same codes below each, in another order."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        self._load(tree)
        self.changePersistentIndexList(held, [self.index_at(at.internalId(), at.column()) for at in held])
        self.layoutChanged.emit()

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        study = self._session.study
        recounted = self._counts.count(study, self._transcript_id) if touched.codings else set()
        if Code in touched.kinds:
            self._take_in_codes()
        self._counts_changed(recounted)

    def _take_in_codes(self) -> None:
        """No reset where words or colours differ or codes have come: the tree keeps its branches open."""
        before = self._codes
        if self._order is not CodeOrder.NAME and stand_alike(
            before.values(), self._session.study.codes_in_order
        ):
            self._load(self._children)
            self._codes_changed(before)
            return
        if self._order is CodeOrder.NAME:
            self._rank()
        tree = self._arranged()
        grown = come(self._children, tree)
        if tree == self._children:
            self._load(tree)
            self._codes_changed(before)
        elif grown is not None:
            parent, first, last = grown
            self.beginInsertRows(self.index_at(parent, NAME), first, last)
            self._load(tree)
            self.endInsertRows()
            self._codes_changed(before)
        elif self._order is CodeOrder.NAME and same_below(self._children, tree):
            self._rearrange(tree)
            self._codes_changed(before)
        else:
            self.beginResetModel()
            self._rank()
            self._load(self._arranged() if self._order is CodeOrder.USE else tree)
            self.endResetModel()

    def _codes_changed(self, before: dict[int, Code]) -> None:
        """Only the codes that read otherwise than before: a filter looks at every other one again."""
        changed = [
            key
            for key, new in self._codes.items()
            if (old := before.get(key)) is not None and old is not new and _read(old) != _read(new)
        ]
        if len(changed) <= _FEW_CODES:
            for key in changed:
                self.dataChanged.emit(self.index_at(key, NAME), self.index_at(key, ALL))
            return
        if all(self._codes[key].name == before[key].name for key in changed):
            # What is seen is painted again; a filter and a view would look at each of thousands.
            self.recounted.emit()
            return
        # All together: told one by one, thousands would keep the views busy.
        others = frozenset(changed)
        for below in self._children.values():
            found = [key for key in below if key in others]
            if found:
                self.dataChanged.emit(self.index_at(found[0], NAME), self.index_at(found[-1], ALL))

    def show_counts_of(self, transcript_id: UUID | None) -> None:
        """Count "here" in this transcript."""
        self._transcript_id = transcript_id
        self._counts_changed(self._counts.count(self._session.study, transcript_id))

    def _counts_changed(self, code_ids: set[UUID]) -> None:
        """Only these rows, where they are few; a filter between would look at each of hundreds again."""
        if len(code_ids) > _FEW_CODES:
            self.recounted.emit()
            return
        for key in {shown for code_id in code_ids for shown in self._counting(key_of(code_id))}:
            first, last = self.index_at(key, HERE), self.index_at(key, ALL)
            if first.isValid():
                self.dataChanged.emit(first, last, [Qt.ItemDataRole.DisplayRole])

    def _counting(self, key: int) -> Iterator[int]:
        """The codes whose figures count a code's segments: itself, and those above it that are closed."""
        yield key
        code = self._codes.get(key)
        while code is not None and code.parent_id is not None:
            above = key_of(code.parent_id)
            if above in self._collapsed:
                yield above
            code = self._codes.get(above)

    @property
    def largest_count(self) -> int:
        """The largest number that is shown."""
        return max([self._counts.largest, *map(self._overall, self._collapsed & self._codes.keys())])

    def show_collapsed(self, code_ids: Iterable[UUID]) -> None:
        """Which branches are closed."""
        before, self._collapsed = self._collapsed, frozenset(map(key_of, code_ids))
        for key in before ^ self._collapsed:
            first, last = self.index_at(key, HERE), self.index_at(key, ALL)
            if first.isValid():
                self.dataChanged.emit(first, last, [_DISPLAY, _TIP])

    def _counted(self, key: int) -> Iterator[UUID]:
        """The codes whose segments a code's figures count: itself and, where it is closed, all below."""
        yield self._codes[key].id
        if key in self._collapsed:
            for below in self._children[key]:
                yield from self._branch(below)

    def _branch(self, key: int) -> Iterator[UUID]:
        yield self._codes[key].id
        for below in self._children[key]:
            yield from self._branch(below)

    def _overall(self, key: int) -> int:
        return sum(map(self._counts.overall, self._counted(key)))

    def _here(self, key: int) -> int:
        return sum(map(self._counts.here, self._counted(key)))

    # -- the tree -----------------------------------------------------------------------------

    def code_at(self, index: Index) -> Code | None:
        """The code that an index stands for."""
        return self._codes.get(index.internalId()) if index.isValid() else None

    def index_of(self, code_id: UUID, column: int = NAME) -> QModelIndex:
        """Where a code stands."""
        return self.index_at(key_of(code_id), column)

    def index_at(self, key: int, column: int) -> QModelIndex:
        """Where the code with a key stands."""
        row = self._rows.get(key)
        return QModelIndex() if row is None else self.createIndex(row, column, key)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        keys = self._below(parent)
        if not (0 <= row < len(keys) and 0 <= column < _COLUMNS):
            return QModelIndex()
        return self.createIndex(row, column, keys[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # Qt has two by this name
        code = self.code_at(index)
        return QModelIndex() if code is None or code.parent_id is None else self.index_of(code.parent_id)

    def _below(self, parent: Index) -> tuple[int, ...]:
        return self._children.get(self.key_of_index(parent), ())

    @property
    def branching(self) -> list[UUID]:
        """The codes with others below them, those above first."""
        return [code.id for key, code in self._codes.items() if self._children[key]]

    @property
    def number(self) -> int:
        """How many codes there are."""
        return len(self._codes)

    @property
    def has_closed_branches(self) -> bool:
        """Whether codes below others are hidden."""
        return bool(self._collapsed)

    @property
    def tree(self) -> Tree:
        """The keys of the codes below each, in the order that is shown."""
        return self._children

    def key_of_index(self, index: Index) -> int:
        """The key of the code that an index stands for, that of none where it stands for none."""
        return index.internalId() if index.isValid() else NO_KEY

    def branches(self, holds: Callable[[str], bool], codes: AbstractSet[UUID] | None) -> frozenset[int]:
        """Keys of the codes whose names hold something, with all above and below them.

        With ``codes``, only those of them that hold it or have one above that does, and all above them.
        """
        meant: set[int] = set()
        shown: set[int] = set()
        for key, code in self._codes.items():
            above = NO_KEY if code.parent_id is None else key_of(code.parent_id)
            if above not in meant and not holds(code.name):
                continue
            meant.add(key)
            if codes is None or code.id in codes:
                shown.add(key)
                shown.update(self._above(key, shown))
        return frozenset(shown)

    def _above(self, key: int, known: AbstractSet[int]) -> Iterator[int]:
        """The codes above one, up to the first that is known already."""
        code = self._codes[key]
        while code.parent_id is not None:
            above = key_of(code.parent_id)
            if above in known:
                return
            yield above
            code = self._codes[above]

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        return bool(self._below(parent))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._children.get(NO_KEY, ()))
        return len(self._children.get(parent.internalId(), ())) if parent.column() == NAME else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return _COLUMNS

    # -- what is shown ------------------------------------------------------------------------

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(_HEADERS):
            if role == Qt.ItemDataRole.DisplayRole:
                return _HEADERS[section]
            if role == Qt.ItemDataRole.ToolTipRole:
                return _HEADER_TIPS[section] or None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self.answer(index.internalId(), index.column(), role) if index.isValid() else None

    def answer(self, key: int, column: int, role: int) -> Any:
        """What is shown of the code with a key."""
        code = self._codes.get(key) if role in ANSWERED else None
        if code is None:
            return None
        if role in (_DISPLAY, _EDIT):
            return self._words(code, column)
        if role == ID_ROLE:
            return code.id
        if role == _DECORATION and column == NAME and code.codable:
            return swatch(code.colour)
        if role == _FONT and not code.codable:
            font = QFont()
            font.setBold(True)
            return font
        if role == _ALIGNMENT and column != NAME:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == _TIP:
            return self._tip(code, column)
        if role == _SPOKEN:
            return self._spoken(code) if column == NAME else self._words(code, column) or "none"
        return None

    def _words(self, code: Code, column: int) -> str:
        if column == NAME:
            return code.name
        if column == KEY:
            return short_key_name(code.digit) if code.digit else ""
        key = key_of(code.id)
        if column == HERE:
            return str(self._here(key) or "")
        overall = self._overall(key)
        return f"{overall:,}" if overall or code.codable else ""

    def _tip(self, code: Code, column: int) -> str:
        key = key_of(code.id)
        if column in (HERE, ALL) and key in self._collapsed:
            count = self._counts.here if column == HERE else self._counts.overall
            whole = self._here(key) if column == HERE else self._overall(key)
            own = count(code.id)
            return f"{counted(whole, 'segment')} with subcodes, {own:,} of them “{code.name}” itself"
        return code.definition or code.name

    def _spoken(self, code: Code) -> str:
        key = key_of(code.id)
        with_below = " with subcodes" if key in self._collapsed else ""
        if not code.codable:
            total = f", {counted(self._overall(key), 'segment')}{with_below}" if with_below else ""
            return f"{code.name}, category{total}"
        pinned = f", key {key_name(code.digit)}" if code.digit else ""
        return f"{code.name}{pinned}, {counted(self._overall(key), 'segment')}{with_below}"

    # -- editing and dragging -----------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        code = self.code_at(index)
        if code is None or role != Qt.ItemDataRole.EditRole or index.column() != NAME:
            return False
        return self._session.do(lambda: rename_code(self._session.study, code.id, str(value))) is not None

    def mimeTypes(self) -> list[str]:
        return [CODES_MIME, SPAN_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        codes = [self.code_at(index) for index in indexes if index.column() == NAME]
        return codes_mime([code.id for code in codes if code is not None])

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        above = self.code_at(parent)
        codes, selection = codes_in(data), span_in(data)
        if codes:
            self.moved.emit(codes, above.id if above else None, row)
        elif selection is not None and above is not None:
            self.coded.emit(above.id, *selection, data.text())
        # Never True: Qt would then take away the rows at their old place by itself.
        return False
