"""What a merge does, in a few sentences: only what there is to be said."""

from dataclasses import replace

from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook import add_code, edit_code, pin_code
from qualcode.operations.codes.codebook_merge import merge_preview
from qualcode.operations.codes.merge_words import merge_in_words, merged_in_words
from qualcode.operations.codings.coding import apply_code, weigh_codings
from tests.support.studies import FG1, example_study, span_of


def test_it_says_what_goes_where_and_what_becomes_of_texts() -> None:
    study = example_study()
    source, change = add_code(study, "shame")
    study = study.after(change)
    target, change = add_code(study, "disgrace")
    study = study.after(change)
    study = study.after(edit_code(study, source.id, definition="Feeling small.", memo="Ask again."))
    study = study.after(add_code(study, "of parents", parent_id=source.id)[1])
    assert merge_in_words(merge_preview(study, [source.id], target.id)) == (
        "No segments move to “disgrace”. “shame” is deleted. In “disgrace”, the text of "
        "“shame” will be added to: definition, memo. One subcode will move under “disgrace”."
    )


def test_it_says_which_weight_and_which_key_are_kept() -> None:
    study = example_study()
    ada, change = ensure_coder(study, "Ada")
    study = study.after(change)
    ids = []
    for name, digit in (("shame", 4), ("disgrace", 5), ("guilt", None)):
        made, change = add_code(study, name)
        study = study.after(change)
        if digit is not None:
            study = study.after(pin_code(study, made.id, digit))
        ids.append(made.id)
    place, span = study.transcript_named(FG1.name).id, span_of(study, "nothing to hide")
    for code_id, weight in zip(ids, (20, 80, 80), strict=True):
        study = study.after(apply_code(study, code_id, place, span, ada.id))
        (row,) = [row for row in study.codings_of(place) if row.code_id == code_id]
        study = study.after(weigh_codings(study, place, [row.id], weight))
    shame, disgrace, guilt = ids
    said = merge_in_words(merge_preview(study, [shame, guilt], disgrace))
    assert "One segment has different weights; the one under “disgrace” is kept, or the oldest." in said
    assert "“disgrace” stays pinned to key 5. “shame” gives up key 4." in said
    said = merge_in_words(merge_preview(study, [shame], guilt))
    assert "“guilt” will be pinned to key 4." in said
    assert "gives up" not in said
    assert "different weights" not in merge_in_words(merge_preview(study, [disgrace], guilt))
    done = merged_in_words(merge_preview(study, [shame, guilt], disgrace))
    assert "“disgrace” stayed pinned to key 5. “shame” gave up key 4." in done
    assert "“guilt” is now pinned to key 4." in merged_in_words(merge_preview(study, [shame], guilt))
    after = study.after(merge_preview(study, [shame], disgrace).change)
    (row,) = [row for row in after.codings_of(place) if row.code_id == disgrace]
    assert (row.weight, after.codes[disgrace].digit) == (80, 5)


def test_every_sentence_is_there_where_there_is_something_to_say_and_counts_agree() -> None:
    study = example_study()
    stigma, firms, privacy = (study.code_named(name) for name in ("stigma", "firms", "privacy"))
    texts = ("definition", "include", "exclude", "examples", "memo")
    preview = replace(
        merge_preview(study, [stigma.id], privacy.id),
        sources=(stigma, firms), recoded=2, collapsed=2, overlapping=2, transcripts=2, memos=2, children=2,
        renamed=(("a", "a (2)"), ("b", "b (2)")), texts=texts,
    )  # fmt: skip
    assert merge_in_words(preview) == (
        "Two segments in 2 transcripts move to “privacy”. “stigma” and “firms” are deleted. "
        "Two segments of the same words by the same coder are there twice and will be merged, with the memos "
        "joined. Two segments that only overlap stay as they are. In “privacy”, their texts will be added "
        "to: definition, use for, not for, examples, memo. Two subcodes will move under “privacy”. "
        "“a” will be called “a (2)”. “b” will be called “b (2)”. Two memos will move as well."
    )
    one = replace(
        preview, sources=(stigma,), recoded=1, collapsed=1, overlapping=1, transcripts=1, memos=1,
        children=1, renamed=(), texts=("memo",),
    )  # fmt: skip
    assert merge_in_words(one) == (
        "One segment in 1 transcript moves to “privacy”. “stigma” is deleted. "
        "One segment of the same words by the same coder is there twice and will be merged, with the memos "
        "joined. One segment that only overlaps stays as it is. In “privacy”, the text of “stigma” will be "
        "added to: memo. One subcode will move under “privacy”. One memo will move as well."
    )
    nothing = replace(one, collapsed=0, overlapping=0, memos=0, children=0, texts=())
    assert merge_in_words(nothing) == "One segment in 1 transcript moves to “privacy”. “stigma” is deleted."
    assert merged_in_words(preview) == (
        "Two segments in 2 transcripts moved to “privacy”. “stigma” and “firms” were deleted. "
        "Two segments of the same words by the same coder were there twice and were merged, with the memos "
        "joined. Two segments that only overlap stay as they are. In “privacy”, their texts were added to: "
        "definition, use for, not for, examples, memo. Two subcodes moved under “privacy”. "
        "“a” is now called “a (2)”. “b” is now called “b (2)”. Two memos moved as well."
    )
    assert merged_in_words(replace(one, weighed=1, children=0)) == (
        "One segment in 1 transcript moved to “privacy”. “stigma” was deleted. "
        "One segment of the same words by the same coder was there twice and was merged, with the memos "
        "joined. One segment had different weights; the one under “privacy” was kept, or the oldest. "
        "One segment that only overlaps stays as it is. In “privacy”, the text of “stigma” was added to: "
        "memo. One memo moved as well."
    )
