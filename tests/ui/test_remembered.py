"""Choices as text and back, also where the text is not one's own."""

import json
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.code_choice import CodeChoice
from qualcode.model.questions.words import By
from qualcode.model.transcript import TranscriptKind
from qualcode.ui.matrix_choice import Columns, MatrixChoice
from qualcode.ui.pages.groups_line import GroupsChoice
from qualcode.ui.pages.groups_tables import Talk
from qualcode.ui.pages.picture_choice import Kind, PictureChoice
from qualcode.ui.remembered import as_text, from_text


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Inner:
    number: float = 1.0


@dataclass(frozen=True)
class Outer:
    colour: Colour | None = None
    inner: Inner = Inner()
    maybe: Inner | None = None
    ids: tuple[UUID, ...] = ()
    many: int = 3
    on: bool = False


IDS = st.uuids()
OUTERS = st.builds(
    Outer,
    st.none() | st.just(Colour.RED),
    st.builds(Inner, st.floats(allow_nan=False, allow_infinity=False)),
    st.none() | st.builds(Inner, st.just(2.0)),
    st.lists(IDS).map(tuple),
    st.integers(),
    st.booleans(),
)
CODES = st.builds(CodeChoice, codes=st.none() | st.lists(IDS).map(tuple), most_used=st.integers(0, 9))
MATRICES = st.builds(
    MatrixChoice,
    codes=CODES,
    coders=st.lists(IDS).map(tuple),
    query=st.none() | IDS,
    aggregate=st.booleans(),
    within=st.integers(0, 9),
)
PICTURES = st.builds(
    PictureChoice,
    kind=st.sampled_from(Kind),
    matrix=MATRICES,
    columns=st.builds(Columns, st.sampled_from(By), st.none() | IDS),
    parts=st.none() | st.builds(Columns, st.sampled_from(By)),
    transcript=st.none() | IDS,
    minutes=st.none() | st.sampled_from((1.0, 5.0)),
    scope=st.none() | st.sampled_from(TranscriptKind),
)
GROUPS = st.builds(GroupsChoice, transcript=st.none() | IDS, which=st.sampled_from(Talk))


@given(OUTERS | PICTURES | GROUPS)
def test_there_and_back(choice: Outer | PictureChoice | GroupsChoice) -> None:
    assert from_text(type(choice)(), as_text(choice)) == choice


@pytest.mark.parametrize(
    "text", ["", "nonsense", "[]", "3", '{"colour": "BLUE", "many": "3", "on": 1, "new": 2}']
)
def test_what_is_not_understood_is_as_usual(text: str) -> None:
    assert from_text(Outer(), text) == Outer()


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_any_value_in_any_place_is_borne(value: object) -> None:
    names = ("colour", "inner", "maybe", "ids", "many", "on")
    found = from_text(Outer(), json.dumps(dict.fromkeys(names, value)))
    assert isinstance(found, Outer)
    assert isinstance(found.inner, Inner)
    assert type(found.many) is int
