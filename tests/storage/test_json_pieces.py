import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.storage.json_pieces import items_of, object_of

_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
_items = st.lists(st.text() | st.lists(_values, max_size=4) | st.dictionaries(st.text(), _values, max_size=4))


def _plain(head: object) -> bytes:
    return json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _cut(text: bytes, sizes: list[int]) -> Iterator[bytes]:
    place = 0
    for size in sizes:
        yield text[place : place + size]
        place += size
    yield text[place:]


@given(_items, st.text(), st.lists(st.integers(0, 30), max_size=20))
def test_however_it_is_cut_the_items_are_those_of_the_whole(
    items: list[object], label: str, sizes: list[int]
) -> None:
    text = _plain({"label": label, "turns": {"keys": {}}, "rows": items, "codings": {"removed": [3, 12]}})
    assert list(items_of(_cut(text, sizes), "rows")) == items
    whole = object_of(_cut(text, sizes), "rows", repr)
    assert whole == {**json.loads(text), "rows": [repr(item) for item in items]}


def test_no_more_is_taken_than_the_items_need() -> None:
    asked = []

    def pieces() -> Iterator[bytes]:
        for piece in (b'{"rows":[["a', b'"],["b"]', b',["c"]]', b',"codings":{}}'):
            asked.append(piece)
            yield piece

    items = items_of(pieces(), "rows")
    assert next(items) == ["a"]
    assert len(asked) == 2
    assert list(items) == [["b"], ["c"]]
    assert len(asked) == 3


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[]", b'{"rows"', b'{"rows":[["a"]', b'{"rows":[["a"', b'{"x":"y"}']
)
def test_what_is_no_such_object_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        list(items_of([text], "rows"))
    if text != b'{"x":"y"}':
        with pytest.raises(ValueError, match=r"."):
            object_of([text], "rows", repr)
