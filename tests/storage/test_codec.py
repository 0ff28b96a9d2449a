from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.change import ChangeSet, ColumnsChange, added, removed, updated
from qualcode.model.codings import Codings
from qualcode.model.entities import Code, TextVersion
from qualcode.model.identity import key_of, new_id, new_ids, now
from qualcode.model.text import StoredText
from qualcode.storage.codec import decode, decode_rows, encode
from tests.support.examples import TEXT, example


def test_a_change_of_every_kind_comes_back_equal() -> None:
    change = example()
    back = decode(encode(change))
    assert back == change
    (version,) = [item.row for item in back.rows if isinstance(item.row, TextVersion)]
    assert version.text.read() == TEXT


def test_the_inverse_comes_back_equal() -> None:
    change = example().inverse()
    assert decode(encode(change)) == change


def test_an_update_keeps_both_images() -> None:
    code = Code(new_id(), "stigma", 0)
    change = ChangeSet("Rename", (updated(code, replace(code, name="shame, “or so”\n😀")),))
    assert decode(encode(change)) == change


def test_a_change_without_rows_or_columns() -> None:
    assert decode(encode(ChangeSet("Nothing"))) == ChangeSet("Nothing")


def test_many_codings_are_one_compact_payload() -> None:
    count = 20_000
    table = Codings.of(
        {
            "id": new_ids(count),
            "code": np.full(count, key_of(new_id())),
            "coder": np.full(count, key_of(new_id())),
            "start": np.arange(count),
            "end": np.arange(count) + 40,
            "weight": np.full(count, -1),
            "created": np.full(count, 1_700_000_000_000),
            "memo": [""] * count,
        }
    )
    change = ChangeSet("Many", codings=(ColumnsChange(new_id(), Codings.empty(), table),))
    payload = encode(change)
    # Ten random bytes of each identity cannot be compressed; all else should nearly vanish.
    assert len(payload) < count * 20
    assert decode(payload) == change


@given(st.text(st.sampled_from('ab "\\/\n\r\t\b\f\x00\x1f\x7f\u2028é語😀'), max_size=12))
def test_every_sign_of_a_text_comes_back(words: str) -> None:
    before, after = (
        TextVersion(new_id(), new_id(), number, now(), StoredText.of(text))
        for number, text in enumerate((words, f"{words}."))
    )
    change = ChangeSet("Correct", (added(before), updated(before, after), removed(after)))
    assert decode_rows(encode(change)) == change.rows


def test_the_rows_alone_are_those_of_the_whole() -> None:
    change = example()
    assert decode_rows(encode(change)) == change.rows
    assert decode_rows(encode(ChangeSet("Nothing"))) == ()


def test_the_rows_of_a_large_step_are_read_in_pieces() -> None:
    random = np.random.default_rng(5)
    letters = np.array(list("abcdefghij é語😀"))
    rows = tuple(
        added(
            TextVersion(new_id(), new_id(), 1, now(), StoredText.of("".join(random.choice(letters, 30_000))))
        )
        for _ in range(8)
    )
    change = ChangeSet("Import “FG”", rows)
    payload = encode(change)
    assert len(payload) > 4 * 2**14
    assert decode_rows(payload) == rows
