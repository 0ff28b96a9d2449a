"""The models keep Qt's rules and follow the session.

Tests: ``codebook``, ``codebook_changes``, ``codebook_filter``, ``codebook_order``, ``counts``, ``history``,
``matrix``, ``transcripts``.
"""

from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

import numpy as np
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from qualcode.analysis.coded_share import coded_share
from qualcode.model.change import ChangeSet, updated
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.matrix import Label, Matrix
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.codes.codebook import add_code, recolour_codes, rename_code
from qualcode.operations.codes.codebook_structure import delete_codes, move_codes
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.transcripts.documents import delete_transcripts
from qualcode.ui.look.theme import colours_now, shades_of
from qualcode.ui.models.codebook import ALL, HERE, KEY, NAME, CodebookModel
from qualcode.ui.models.codebook_filter import CodebookFilter
from qualcode.ui.models.codebook_order import CodeOrder
from qualcode.ui.models.counts import CodeCounts
from qualcode.ui.models.history import STEP, HistoryModel
from qualcode.ui.models.matrix import MatrixModel
from qualcode.ui.models.transcripts import SHARE_ROLE, TranscriptsModel
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.dropping import codes_mime, span_mime
from tests.ui.material import code, found, transcript

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
PROVENANCE = Provenance("Table", (), "Study", 1, "0")


def _names(model: CodebookModel | CodebookFilter, parent: QModelIndex | None = None) -> list[str]:
    above = parent or QModelIndex()
    names: list[str] = []
    for row in range(model.rowCount(above)):
        index = model.index(row, NAME, above)
        names += [index.data(), *(f" {name}" for name in _names(model, index))]
    return names


def test_transcripts_stand_under_their_kinds(session: Session) -> None:
    model = TranscriptsModel(session)
    QAbstractItemModelTester(model, FATAL, model)
    titles = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert titles == ["Focus groups", "Interviews"]
    assert [session.study.transcripts[place].name for place in model.in_order] == ["FG1", "INT01"]


def test_the_bar_follows_what_is_coded(session: Session) -> None:
    model = TranscriptsModel(session)
    QAbstractItemModelTester(model, FATAL, model)
    place = transcript(session.study, "FG1")
    before = model.index_of(place).data(SHARE_ROLE)
    assert 0 < before < 1
    length = session.study.text_version(place).text.length
    stigma = code(session.study, "stigma")
    session.do_as_coder(lambda study, coder: apply_code(study, stigma, place, Span(0, length), coder.id))
    assert model.index_of(place).data(SHARE_ROLE) == 1.0


def test_a_deleted_transcript_leaves_with_its_group(session: Session) -> None:
    model = TranscriptsModel(session)
    QAbstractItemModelTester(model, FATAL, model)
    place = transcript(session.study, "INT01")
    session.do(lambda: delete_transcripts(session.study, [place]))
    assert model.rowCount() == 1
    assert not model.index_of(place).isValid()


def test_overlapping_codings_cover_their_words_once(session: Session) -> None:
    place, span = found(session.study, "FG1", "They just assume that you must be poor.")
    before = coded_share(session.study, place)
    consent = code(session.study, "consent")
    session.do_as_coder(lambda study, coder: apply_code(study, consent, place, span, coder.id))
    assert coded_share(session.study, place) == before


def test_the_codebook_shows_names_keys_and_counts(session: Session) -> None:
    model = CodebookModel(session)
    QAbstractItemModelTester(model, FATAL, model)
    assert _names(model) == ["Trust", " trust in schools", " trust in firms", "stigma", "consent"]
    model.show_counts_of(transcript(session.study, "FG1"))
    consent = code(session.study, "consent")
    assert [model.index_of(consent, column).data() for column in (KEY, HERE, ALL)] == ["", "1", "2"]
    assert model.index_of(code(session.study, "stigma"), KEY).data() == "1"


def test_the_codebook_follows_every_change(session: Session) -> None:
    model = CodebookModel(session)
    QAbstractItemModelTester(model, FATAL, model)
    stigma, consent = code(session.study, "stigma"), code(session.study, "consent")
    session.do(lambda: rename_code(session.study, stigma, "shame"))
    session.do(lambda: recolour_codes(session.study, [stigma], "#123456"))
    session.do(lambda: move_codes(session.study, [consent], code(session.study, "Trust")))
    session.do(lambda: add_code(session.study, "privacy")[1])
    assert _names(model) == ["Trust", " trust in schools", " trust in firms", " consent", "shame", "privacy"]
    session.do(lambda: delete_codes(session.study, [stigma]))
    session.undo()
    assert "shame" in _names(model)
    assert model.index_of(stigma, ALL).data() == "1"


def test_counts_follow_steps_and_the_transcript_that_is_shown(session: Session) -> None:
    counts = CodeCounts(session.study)
    told: list[set[UUID]] = []
    place, span = found(session.study, "INT01", "Nobody explained it.")
    stigma, consent = code(session.study, "stigma"), code(session.study, "consent")
    session.changed.connect(lambda *_: told.append(counts.count(session.study, place)))
    assert counts.count(session.study, place) == {consent}
    assert counts.count(session.study, place) == set()
    for name in ("stigma", "consent", "stigma"):
        session.do_as_coder(
            lambda study, coder: apply_code(study, code(study, name), place, span, coder.id)  # noqa: B023
        )
    # Coding the same words with the same code again is no step.
    assert told == [{stigma}, {consent}]
    assert [(counts.overall(one), counts.here(one)) for one in (stigma, consent)] == [(2, 1), (3, 2)]
    assert counts.largest == 3
    session.undo()
    session.do(lambda: delete_codes(session.study, [stigma, consent]))
    assert told[2:] == [{consent}, {stigma, consent}]
    assert counts.largest == counts.overall(stigma) == counts.here(consent) == 0
    session.undo()
    assert counts.count(session.study, None) == {stigma, consent}
    assert (counts.overall(consent), counts.here(consent)) == (2, 0)


def test_renaming_in_place_goes_through_the_session(session: Session, qapp: QApplication) -> None:
    model = CodebookModel(session)
    refused: list[str] = []
    session.refused.connect(refused.append)
    index = model.index_of(code(session.study, "stigma"))
    assert model.setData(index, "shame")
    assert index.data() == "shame"
    assert not model.setData(index, "consent")
    assert "already" in refused[0]


def test_dropping_codes_asks_to_move_them(session: Session) -> None:
    model = CodebookModel(session)
    moved: list[tuple[object, object, int]] = []
    coded: list[tuple[object, ...]] = []
    model.moved.connect(lambda *drop: moved.append(drop))
    model.coded.connect(lambda *drop: coded.append(drop))
    stigma, trust = code(session.study, "stigma"), code(session.study, "Trust")
    move = Qt.DropAction.MoveAction
    assert not model.dropMimeData(codes_mime([stigma]), move, 1, 0, model.index_of(trust))
    assert moved == [([stigma], trust, 1)]
    place, span = found(session.study, "FG1", "Nobody at all.")
    model.dropMimeData(span_mime(place, span, "Nobody at all."), move, -1, -1, model.index_of(stigma))
    assert coded == [(stigma, place, span, "Nobody at all.")]


def test_the_filter_keeps_what_is_above_and_below(session: Session) -> None:
    shown = CodebookFilter(CodebookModel(session))
    QAbstractItemModelTester(shown, FATAL, shown)
    shown.show_named("FIRMS")
    assert _names(shown) == ["Trust", " trust in firms"]
    shown.show_named("")
    assert len(_names(shown)) == 5


def test_what_comes_or_is_named_otherwise_while_codes_are_filtered_is_found(session: Session) -> None:
    shown = CodebookFilter(CodebookModel(session))
    QAbstractItemModelTester(shown, FATAL, shown)
    assert shown.show_named("privacy")
    assert _names(shown) == []
    trust, stigma = code(session.study, "Trust"), code(session.study, "stigma")
    session.do(lambda: add_code(session.study, "privacy at home", parent_id=trust)[1])
    assert _names(shown) == ["Trust", " privacy at home"]
    assert not shown.show_named("priv")
    session.do(lambda: rename_code(session.study, stigma, "privacy"))
    assert _names(shown) == ["Trust", " privacy at home", "privacy"]
    session.do(lambda: rename_code(session.study, trust, "Private lives"))
    assert len(_names(shown)) == 5
    shown.show_named("")
    assert len(_names(shown)) == 6


def test_codes_are_shown_by_name_or_use_and_their_own_order_comes_back(session: Session) -> None:
    codebook = CodebookModel(session)
    model = CodebookFilter(codebook)
    QAbstractItemModelTester(codebook, FATAL, codebook)
    QAbstractItemModelTester(model, FATAL, model)
    own = ["Trust", " trust in schools", " trust in firms", "stigma", "consent"]
    assert _names(model) == own
    codebook.show_in(CodeOrder.NAME)
    assert _names(model) == ["consent", "stigma", "Trust", " trust in firms", " trust in schools"]
    codebook.show_in(CodeOrder.USE)
    assert _names(model) == ["consent", "stigma", "Trust", " trust in schools", " trust in firms"]
    place, span = found(session.study, "FG1", "I would trust the school, not the firm.")
    coder = session.coder()
    for number, name in enumerate(["trust in firms", "trust in firms", "trust in firms", "stigma"]):
        part = Span(span.start + number, span.end)
        code_id = code(session.study, name)
        session.do(partial(apply_code, session.study, code_id, place, part, coder.id))
    assert _names(model)[:2] == ["consent", "stigma"]
    codebook.show_in(CodeOrder.USE)
    assert _names(model) == ["Trust", " trust in firms", " trust in schools", "stigma", "consent"]
    session.do(lambda: add_code(session.study, "anger")[1])
    assert _names(model)[-1] == "anger"
    codebook.show_in(CodeOrder.NAME)
    resets = []
    codebook.modelReset.connect(lambda: resets.append(1))
    session.do(lambda: rename_code(session.study, code(session.study, "Trust"), "belief"))
    assert [name for name in _names(model) if name[0] != " "] == ["anger", "belief", "consent", "stigma"]
    assert resets == []
    session.undo()
    codebook.show_in(CodeOrder.OWN)
    assert _names(model) == [*own, "anger"]


def _renamed(study: Study) -> ChangeSet:
    rows = [updated(row, replace(row, name=f"{row.name} again")) for row in study.codes.values()]
    return ChangeSet("Rename all", tuple(rows))


def test_many_codes_that_look_otherwise_are_told_of_together(session: Session) -> None:
    """All are painted again where colours differ; names may be looked for, and are told of by parent."""
    for number in range(30):
        _code, change = add_code(session.study, f"code {number:02}")
        session.do(partial(ChangeSet, change.label, change.rows))
    model = CodebookModel(session)
    told: list[tuple[int, int]] = []
    painted: list[str] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))

    def note() -> None:
        code = model.code_at(model.index(0, 0))
        assert code is not None
        painted.append(code.colour)

    model.recounted.connect(note)
    session.do(lambda: recolour_codes(session.study, list(session.study.codes), "#123456"))
    assert (painted, told) == (["#123456"], [])
    session.do(lambda: _renamed(session.study))
    parents = 1 + sum(bool(session.study.children(row.id)) for row in session.study.codes_in_order)
    assert len(told) == parents
    assert (0, len(session.study.children(None)) - 1) in told
    told.clear()
    session.do(lambda: rename_code(session.study, code(session.study, "code 07 again"), "another"))
    row = model.index_of(code(session.study, "another")).row()
    assert told == [(row, row)]


def test_history_tells_what_stands(session: Session) -> None:
    model = HistoryModel(session)
    QAbstractItemModelTester(model, FATAL, model)
    assert model.index(0, STEP).data().startswith("Apply “consent” to INT01")
    number = model.rowCount()
    session.undo()
    assert model.rowCount() == number
    assert not model.is_in_force(0)
    assert model.is_in_force(1)
    session.redo()
    assert model.is_in_force(0)


def _matrix(totals: bool) -> Matrix:
    labels = (Label("Trust > one"), Label("two"), *([Label("Total")] if totals else []))
    values = np.array([[3, 9, 12], [0, 1, 1], [3, 10, 13]], dtype=np.int64)
    size = 3 if totals else 2
    return Matrix(labels, labels, values[:size, :size], PROVENANCE, notes={(1, 0): "<3"})


def test_the_matrix_shows_figures_notes_and_names(tmp_path: Path, qapp: QApplication) -> None:
    model = MatrixModel()
    QAbstractItemModelTester(model, FATAL, model)
    model.show(_matrix(totals=True), lambda row, column: f"{row} and {column}")
    assert model.index(0, 1).data() == "9"
    assert model.index(1, 0).data() == "<3"
    assert model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == "0 and 1"
    assert model.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.DisplayRole) == "one"
    assert model.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole) == "Trust > one"
    assert model.is_total(model.index(2, 0))
    assert not model.is_total(model.index(0, 1))
    model.show(None, lambda _row, _column: "")
    assert model.rowCount() == 0


def test_the_largest_figure_has_the_strongest_shade_and_totals_have_none(qapp: QApplication) -> None:
    model = MatrixModel()
    model.show(_matrix(totals=True), lambda _row, _column: "")

    def lightness(row: int, column: int) -> int:
        ground: int = model.index(row, column).data(Qt.ItemDataRole.BackgroundRole).lightness()
        return ground

    assert lightness(0, 1) < lightness(0, 0) < lightness(2, 2)


def test_zeros_in_totals_and_on_the_diagonal_do_not_stand_out(qapp: QApplication) -> None:
    labels = (Label("one"), Label("two"), Label("Total"))
    values = np.array([[0, 0, 0], [0, 4, 0], [0, 4, 4]], dtype=np.int64)
    model = MatrixModel()
    model.show(Matrix(labels, labels, values, PROVENANCE, symmetric=True), lambda _row, _column: "")
    for row, column in np.ndindex(values.shape):
        place = model.index(row, column)
        font = place.data(Qt.ItemDataRole.FontRole)
        ink = place.data(Qt.ItemDataRole.ForegroundRole)
        if values[row, column] == 0:
            assert font is None
            assert ink.name() == shades_of(colours_now()).quiet
        else:
            assert font.bold()
