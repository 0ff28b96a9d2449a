"""A transcript view on the turns that a test module names in TURNS, as wide as it says in WIDTH."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qualcode.ui.transcript.view import TranscriptView
from tests.ui.transcript.material import Material


@pytest.fixture
def material(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Material]:
    made = Material(tmp_path, request.module.TURNS)
    yield made
    made.session.close()


@pytest.fixture
def view(material: Material, qtbot: QtBot, request: pytest.FixtureRequest) -> TranscriptView:
    made = TranscriptView(material.session)
    qtbot.addWidget(made)
    made.resize(getattr(request.module, "WIDTH", 800), 500)
    made.show()
    qtbot.waitExposed(made)
    made.show_transcript(material.id)
    return made
