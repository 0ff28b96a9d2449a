"""A block is coloured as a view would do it that knows nothing, and its colours are found only once."""

import random
from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage

from qualcode.operations.codes.codebook import recolour_codes
from qualcode.operations.codings.coding import remove_codings
from qualcode.ui.transcript.block_colours import ColouredBlocks
from qualcode.ui.transcript.look import Tones
from qualcode.ui.transcript.view import TranscriptView
from tests.ui.transcript.material import Material, random_codings, random_turns

TURNS = random_turns(4_000)


def painted(view: TranscriptView) -> QImage:
    return view.viewport().grab().toImage()


def add(material: Material, count: int) -> None:
    material.add(*random_codings(len(material.text), material.codes, material.coders, count))


def remove_some(material: Material, _count: int) -> None:
    study = material.session.study
    rows = [row.id for row in study.codings.get(material.id, ())][::7]
    if rows:
        material.session.do(lambda: remove_codings(study, material.id, rows))


def recolour(material: Material, _count: int) -> None:
    study = material.session.study
    material.session.do(lambda: recolour_codes(study, [material.codes[1].id], material.codes[0].colour))


CHANGES: list[Callable[[Material, int], None]] = [
    add,
    remove_some,
    recolour,
    lambda material, _count: material.session.undo(),
]


@pytest.mark.parametrize("seed", range(3))
def test_after_any_steps_it_is_painted_as_if_for_the_first_time(
    material: Material, view: TranscriptView, seed: int
) -> None:
    chance = random.Random(seed)
    add(material, 60)
    for step in range(12):
        chance.choice(CHANGES)(material, 20 + step)
        view.set_zoom(chance.choice((100, 100, 100, 130)))
        view.verticalScrollBar().setValue(chance.choice((0, 0, 90)))
        seen = painted(view)
        view._colours = view._fresh_colours()
        assert seen == painted(view)


def test_colours_are_found_once_and_again_for_the_block_that_changed(
    material: Material, view: TranscriptView
) -> None:
    add(material, 60)
    column, display = view._column, view.display
    bands = {block: view.bands_in(block) for block in range(len(display))}
    asked: list[int] = []

    def pattern_of(code: int, _position: int) -> int:
        asked.append(code)
        return 0

    tones = Tones.of(view.palette(), view.tones.codes)
    coloured = ColouredBlocks(column, tones, bands.__getitem__, pattern_of)
    first = [coloured.of(block) for block in range(1, 4)]
    assert [len(found.strokes) > 0 for found in first] == [True] * 3
    asked.clear()
    assert [coloured.of(block) is first[block - 1] for block in range(1, 4)] == [True] * 3
    assert not asked
    bands[2] = list(bands[2])[:1]
    assert [coloured.of(block) is first[block - 1] for block in range(1, 4)] == [True, False, True]
    assert len(asked) == len(coloured.of(2).strokes)
