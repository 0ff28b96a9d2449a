"""Studies and sessions for the tests of the transcript view, made of model values."""

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from qualcode.model.change import ChangeSet, ColumnsChange, added
from qualcode.model.codings import Coding, Codings
from qualcode.model.entities import Code, Coder, Entity, TextVersion, Transcript
from qualcode.model.identity import new_id
from qualcode.model.span import Span
from qualcode.model.text import StoredText
from qualcode.model.transcript import Role, TranscriptKind
from qualcode.model.turns import Turn, Turns
from qualcode.operations.palette import CODE_COLOURS
from qualcode.project.opening import create_project
from qualcode.ui.session.session import Session

MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SYLLABLES = ("ba", "do", "ki", "ra", "tu", "lo", "me", "sen", "wap", "rot", "hin", "gel")


def coding(code: UUID, coder: UUID, start: int, end: int, memo: str = "") -> Coding:
    return Coding(new_id(), code, coder, Span(start, end), MOMENT, None, memo)


def transcript_of(
    turns: Iterable[tuple[str, str]], name: str = "FG1"
) -> tuple[Transcript, TextVersion, Turns, str]:
    """Rows of a transcript with the given (label, speech) turns."""
    text = ""
    rows: list[Turn] = []
    for label, speech in turns:
        start = len(text)
        prefix = f"{label}: " if label else ""
        role = Role.INTERVIEWER if label == "MOD" else Role.PARTICIPANT
        text += prefix + speech + "\n"
        time = 7.0 * len(rows)
        span = Span(start, len(text))
        rows.append(Turn(new_id(), 0, span, start + len(prefix), label, None, role, time))
    transcript = Transcript(new_id(), name, TranscriptKind.FOCUS_GROUP, 0, 1)
    version = TextVersion(new_id(), transcript.id, 1, MOMENT, StoredText.of(text))
    return transcript, version, Turns.from_rows(rows), text


def codes_named(names: Sequence[str]) -> list[Code]:
    return [
        Code(new_id(), name, place, None, CODE_COLOURS[place % len(CODE_COLOURS)])
        for place, name in enumerate(names)
    ]


def random_turns(size: int, seed: int = 1) -> list[tuple[str, str]]:
    """Turns of invented words, together about ``size`` characters."""
    chance = random.Random(seed)
    turns: list[tuple[str, str]] = []
    written = 0
    while written < size:
        words = [
            "".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(chance.randint(4, 90))
        ]
        turns.append((chance.choice(["MOD", "P1", "P2", "P3"]), " ".join(words) + "."))
        written += len(turns[-1][1]) + 5
    return turns


def random_codings(
    text_length: int, codes: Sequence[Code], coders: Sequence[Coder], count: int
) -> list[Coding]:
    chance = random.Random(count)
    rows = []
    for _ in range(count):
        start = chance.randrange(max(1, text_length - 200))
        end = min(text_length, start + chance.randint(10, 300))
        rows.append(coding(chance.choice(codes).id, chance.choice(coders).id, start, end))
    return rows


class Material:
    """A project on disk with one transcript, codes and coders, and the session that has it open."""

    def __init__(self, folder: Path, turns: Iterable[tuple[str, str]], codes: Sequence[str] = ()) -> None:
        self.project = create_project(str(folder / "study.qualcode"), "Ada")
        self.session = Session(self.project, "Ada")
        self.codes = codes_named(codes or ["trust", "stigma", "rent", "care"])
        self.coders = [Coder(new_id(), "Ada"), Coder(new_id(), "Ben", "#aa4444")]
        self.transcript, version, columns, self.text = transcript_of(turns)
        rows: list[Entity] = [*self.codes, *self.coders, self.transcript, version]
        self.id = self.transcript.id
        change = ColumnsChange(self.id, Turns.empty(), columns)
        self.do(ChangeSet("Add", tuple(added(row) for row in rows), (change,)))

    def do(self, change: ChangeSet) -> None:
        self.session.do(lambda: change)

    def add(self, *rows: Coding) -> None:
        """Codings that come in one step."""
        change = ColumnsChange(self.id, Codings.empty(), Codings.from_rows(rows))
        self.do(ChangeSet("Apply", (), (), (change,)))

    def code(self, place: int, start: int, end: int, coder: int = 0, memo: str = "") -> Coding:
        """Apply the code at ``place`` to a stretch."""
        row = coding(self.codes[place].id, self.coders[coder].id, start, end, memo)
        self.add(row)
        return row

    def find(self, words: str) -> Span:
        """Where words stand in the stored text."""
        start = self.text.index(words)
        return Span(start, start + len(words))


def dragged(view: QAbstractScrollArea, places: Sequence[QPoint], held: Qt.KeyboardModifier) -> None:
    """The left button goes down at the first place, over the others and up at the last, with a key held."""
    viewport, left = view.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(viewport, left, held, places[0])
    for place in places[1:]:
        at, none = QPointF(place), Qt.MouseButton.NoButton
        move = QMouseEvent(QEvent.Type.MouseMove, at, viewport.mapToGlobal(at), none, left, held)
        QApplication.sendEvent(viewport, move)
    QTest.mouseRelease(viewport, left, held, places[-1])
