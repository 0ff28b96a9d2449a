"""The Groups page: who talks how much, after whom, who brings up and takes up which code, group by group."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qualcode.analysis.conversation import Conversation, conversation, speaks_after
from qualcode.exporters.pictures.sheet import Picture
from qualcode.model.branches import last_part
from qualcode.model.entities import (
    Attribute,
    AttributeValue,
    Code,
    Coder,
    CodeSet,
    CodeSetMember,
    Folder,
    Participant,
    SavedQuery,
    Transcript,
)
from qualcode.model.machine.progress import Progress
from qualcode.model.queries.query import identity_in, written_identity
from qualcode.model.questions.provenance import Provenance, caption
from qualcode.model.questions.rules import Selection
from qualcode.model.results.matrix import Matrix
from qualcode.model.study import Study
from qualcode.project.reports.asking import selection
from qualcode.ui.commands.spoken_keys import with_keys
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.network.scrolled import ScrolledNetwork
from qualcode.ui.network.view import NetworkView
from qualcode.ui.pages.freshness import Freshness
from qualcode.ui.pages.groups.line import GroupsChoice, GroupsLine, recalled, remembered
from qualcode.ui.pages.groups.network import graph_of, places_by_name
from qualcode.ui.pages.groups.pictures import Seen, talk_picture
from qualcode.ui.pages.groups.tables import Talk, TalkModel, compared_of, silence, table_of
from qualcode.ui.pages.groups.turns import TurnList, passages_of
from qualcode.ui.pages.groups.words import LEGEND, NO_CODE, NO_SPEAKER, NO_TRANSCRIPT, NOT_CHOSEN
from qualcode.ui.pages.heat_map import HeatMapTable
from qualcode.ui.pages.workplace import Workplace
from qualcode.ui.session.latest import Latest
from qualcode.ui.widgets.folding import LOW
from qualcode.ui.widgets.head_line import HeadLine, page_title
from qualcode.ui.widgets.named_tabs import NamedTabs
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.side_by_side import side_by_side
from qualcode.ui.widgets.theme_icon import ThemeIcon

_COUNTING: Final = "Counting…"
_CARES_FOR = frozenset(
    (
        Code,
        CodeSet,
        CodeSetMember,
        Coder,
        Folder,
        Transcript,
        Participant,
        Attribute,
        AttributeValue,
        SavedQuery,
    )
)


class GroupsPage(QWidget):
    """Counts in the background whenever its choice or the study changes while the page is seen."""

    place_wanted = Signal(object, object)
    """(transcript, span) of a turn to be read in its place."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        session, background, exports, preferences, *_ = workplace
        self._session = session
        self._exports = exports
        self._preferences = preferences
        self._latest = Latest(background)
        self._freshness = Freshness(self, session, _CARES_FOR, self.recount)
        self.talk: Conversation | None = None
        self._counted = session.study, GroupsChoice()
        """Of what study, and by which choice, the figures are that are shown; others may be on their way."""
        self.talks: Sequence[Conversation] = ()
        """Those that stand side by side, while they are seen."""
        self.line = GroupsLine(session)
        self.line.choice = recalled(preferences.choice("groups", session.study.info.id))
        self.line.changed.connect(self.recount)
        self.line.shown.connect(self._fill)
        self.models: dict[Talk, TalkModel] = {}
        self.tables: dict[Talk, HeatMapTable] = {}
        self.network = NetworkView("Who speaks after whom")
        self.network.arranged.connect(
            lambda places: preferences.save_node_places(preferences.node_places() | places)
        )
        self.network.node_chosen.connect(self._show_node)
        self.network.edge_chosen.connect(self._show_edge)
        self._make_tabs()
        self.turns = TurnList()
        self.turns.place_wanted.connect(self.place_wanted)
        self.export = QPushButton("Export…")
        ThemeIcon(self.export, "export")
        self.export.setToolTip(
            "Export this view: a table as spreadsheet, CSV or Word, a picture as PNG, SVG or PDF"
        )
        self.export.clicked.connect(self._export)
        self.keep = QPushButton("Add to a saved report…")
        self.keep.setToolTip("Save this view with its settings in a report that can be run again")
        self.keep.clicked.connect(self._keep)
        self.again = QPushButton("Reset layout")
        self.again.setToolTip("Put the speakers back on a circle")
        self.again.clicked.connect(self._lay_out_again)
        self.again.hide()
        self._empty, self._legend, self._caption = plain_label(), plain_label(), plain_label()
        self._lay_out()
        self.tabs.setCurrentIndex(list(Talk).index(self.line.choice.which))
        self.tabs.currentChanged.connect(self._on_tab)

    def _make_tabs(self) -> None:
        self.tabs = NamedTabs()
        for widget in (self.tabs, self.tabs.tabBar()):
            widget.setAccessibleName("Tables of the conversation")
        for which in Talk:
            if which.has_table:
                self._add_table(which)
            else:
                self.tabs.add(ScrolledNetwork(self.network), which.value, which.in_short)

    def _add_table(self, which: Talk) -> None:
        model = self.models[which] = TalkModel()
        table = self.tables[which] = HeatMapTable(model)
        model.setParent(table)
        table.setAccessibleName(which.value)
        table.leave_half_to_figures()
        if which is Talk.SHARES:
            header = QHeaderView(Qt.Orientation.Horizontal, table)
            header.setDefaultSectionSize(88)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            table.setHorizontalHeader(header)
        if which is Talk.COMPARED:
            table.horizontalHeader().setDefaultSectionSize(68)
        table.asked.connect(self._show_turns)
        self.tabs.add(table, which.value, which.in_short)

    def _lay_out(self) -> None:
        title = page_title("Groups")
        for label in (self._empty, self._legend, self._caption):
            mute(label)
            label.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body = QStackedWidget()
        self._body.addWidget(self.tabs)
        self._body.addWidget(self._empty)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(2 * SPACING, SPACING + 2, 2 * SPACING, SPACING)
        column.setSpacing(SPACING)
        column.addWidget(HeadLine(title, self.again, self.keep, self.export))
        column.addWidget(self.line)
        column.addWidget(self._body, 1)
        column.addWidget(self._legend)
        column.addWidget(self._caption)
        side_by_side(
            self,
            left,
            self.turns,
            (860, 340),
            may_go_below=True,
            is_empty=lambda: self.turns.is_empty,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low page the figures come first: what is printed below them is not said here as well."""
        super().resizeEvent(event)
        self._caption.setVisible(self.height() >= LOW)

    @property
    def which(self) -> Talk:
        """The table that is seen."""
        return list(Talk)[max(0, self.tabs.currentIndex())]

    # -- counting -----------------------------------------------------------------------------

    def appear(self) -> None:
        """The page is shown: count if something has changed since."""
        self._freshness.appear()
        compared = self.which is Talk.COMPARED
        (self.line.scope if compared else self.line.transcript).setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, transcript_id: UUID) -> None:
        """Count another transcript."""
        self.line.choice = replace(self.line.choice, transcript=written_identity(transcript_id))
        self.recount()

    def recount(self) -> None:
        """Count the chosen transcript, or those that stand side by side, again."""
        self._latest.stop()
        self._freshness.is_fresh()
        self.line.refresh()
        choice, study, measures = self.line.choice, self._session.study, self._session.measures
        self._preferences.save_choice("groups", study.info.id, remembered(self.line.wanted))
        chosen = identity_in(choice.transcript)
        if chosen is None:
            self._show(study, choice, None, ())
            return
        counted = selection(study, choice.question)
        every = counted.transcripts_of(study) if choice.which is Talk.COMPARED else ()

        def count(progress: Progress) -> tuple[Conversation, list[Conversation]]:
            talk = conversation(study, chosen, counted, measures)
            talks = []
            for number, transcript_id in enumerate(every):
                progress(number, len(every), study.transcripts[transcript_id].name)
                talks.append(conversation(study, transcript_id, counted, measures))
            return talk, talks

        self._say_counting()
        self._latest.ask(count, lambda found: self._show(study, choice, *found), self._refuse)

    def _say_counting(self) -> None:
        """Say so in the place of the figures, where there are none yet, else below them."""
        if self.talk is None and not self.talks:
            self._empty.setText(_COUNTING)
            self._body.setCurrentIndex(1)
        self._caption.setText(_COUNTING)

    def _show(
        self, study: Study, choice: GroupsChoice, talk: Conversation | None, talks: Sequence[Conversation]
    ) -> None:
        self._counted, self.talk, self.talks = (study, choice), talk, talks
        self._fill()

    def _refuse(self, sentence: str) -> None:
        self._show(*self._counted, None, ())
        self._empty.setText(sentence)

    def _fill(self) -> None:
        talk, choice, study = self.talk, self.line.choice, self._counted[0]
        self._preferences.save_choice("groups", study.info.id, remembered(self.line.wanted))
        self.turns.clear()
        known = talk is not None and bool(talk.voices)
        for which, model in self.models.items():
            if which is Talk.COMPARED:
                model.show_table(compared_of(study, self.talks, self._selection()) if self.talks else None)
            else:
                model.show_table(
                    table_of(talk, which, untouched=choice.untouched) if talk and known else None
                )
            self._fit_names(which)
        if talk is not None:
            self.network.show_graph(graph_of(talk, self._preferences.node_places()))
        self._empty.setText(with_keys(NO_TRANSCRIPT if talk is None else NO_SPEAKER, self._preferences))
        self._body.setCurrentIndex(0 if known or self.talks else 1)
        self._describe()

    def _selection(self) -> Selection:
        """The codings that count in the table that is seen."""
        study, choice = self._counted
        return selection(study, replace(choice, which=self.which).question)

    def _fit_names(self, which: Talk) -> None:
        header, matrix = self.tables[which].verticalHeader(), self.models[which].matrix
        names = [] if matrix is None else [last_part(label.name) for label in matrix.rows]
        widest = max((header.fontMetrics().horizontalAdvance(name) for name in names), default=0)
        header.setMinimumWidth(min(header.maximumWidth(), widest + 3 * SPACING))

    def _on_tab(self) -> None:
        self.line.turn_to(self.which)
        if self.which is Talk.COMPARED and not self.talks and self.talk is not None:
            self.recount()
            return
        self._preferences.save_choice("groups", self._session.study.info.id, remembered(self.line.wanted))
        self._describe()

    @property
    def matrix(self) -> Matrix | None:
        """The figures that are seen, be it as a table or as a network."""
        if self.which.has_table:
            return self.models[self.which].matrix
        return speaks_after(self.talk) if self.talk is not None and self.talk.voices else None

    def _about(self, matrix: Matrix) -> Provenance:
        """What is said of figures as they are seen: in the network codes count too, for it shows silence."""
        return self.talk.provenance if self.which is Talk.NETWORK and self.talk else matrix.provenance

    def _describe(self) -> None:
        """Legend and caption of what is seen, and the turns of the figure that is chosen there."""
        matrix = self.matrix
        filled = matrix is not None and bool(matrix.rows)
        self.line.show_parts()
        self.export.setEnabled(filled)
        self.keep.setEnabled(filled)
        self.again.setVisible(self.which is Talk.NETWORK and filled)
        self.turns.clear()
        self._legend.setVisible(matrix is not None)
        silent = "" if self.talk is None or self.which is not Talk.CODES else silence(self.talk)
        nothing = with_keys(NOT_CHOSEN if self._selection().narrowed else NO_CODE, self._preferences)
        self._legend.setText(" ".join(filter(None, (silent, LEGEND[self.which]))) if filled else nothing)
        remarks = "" if matrix is None else " ".join([*matrix.remarks, caption(self._about(matrix))])
        self._caption.setText(remarks)
        if self.which.has_table:
            current = self.tables[self.which].currentIndex()
            if current.isValid():
                self._show_turns(current.row(), current.column())

    def _lay_out_again(self) -> None:
        if self.talk is None:
            return
        gone = {node.key for node in self.network.graph.nodes}
        kept = {key: place for key, place in self._preferences.node_places().items() if key not in gone}
        self._preferences.save_node_places(kept)
        self.network.show_graph(graph_of(self.talk, kept))

    # -- what a figure leads to -----------------------------------------------------------------

    def _show_turns(self, row: int, column: int) -> None:
        model, talk = self.models[self.which], self.talk
        if talk is None or model.table is None:
            return
        label = model.table.matrix.rows[row]
        chosen = label.id if self.which is Talk.COMPARED else talk.transcript.id
        code_id = label.id if self.which is Talk.CODES else None
        self._list(chosen, model.turns_behind(row, column), model.table.said.get((row, column), ""), code_id)

    def _show_node(self, number: int) -> None:
        if self.talk is not None:
            said = self.network.graph.nodes[number].said
            self._list(self.talk.transcript.id, self.talk.voices[number].turns, said)

    def _show_edge(self, number: int) -> None:
        if self.talk is not None:
            edge = self.network.graph.edges[number]
            self._list(self.talk.transcript.id, self.talk.following[edge.one, edge.other], edge.said)

    def _list(
        self, chosen: UUID | None, turns: Sequence[int], said: str, code_id: UUID | None = None
    ) -> None:
        study = self._counted[0]
        if chosen is not None and chosen in self._session.study.transcripts:
            passages = passages_of(study, chosen, turns, code_id, self._selection())
            self.turns.show_turns(study, said, passages, len(turns))

    # -- the file of it -------------------------------------------------------------------------

    def _keep(self) -> None:
        self._exports.keep("Conversation", self.line.choice.question)

    def _export(self) -> None:
        drawn = self.printable
        if self.matrix is not None and drawn is not None:
            self._exports.table_or_picture(self.matrix, *drawn)

    @property
    def printable(self) -> tuple[str, Callable[[], Picture]] | None:
        """The title of the table that is shown, and what draws it; None where there is none."""
        matrix, talk, which = self.matrix, self.talk, self.which
        if matrix is None or talk is None:
            return None
        seen = Seen(talk, self.talks, self._counted[0], self._selection())
        kept = places_by_name(talk, self._preferences.node_places())
        return matrix.provenance.title, lambda: talk_picture(which, seen, kept)
