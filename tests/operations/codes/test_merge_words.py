"""What a merge does, in a few sentences: only what there is to be said."""

from qualcode.operations.codes.codebook import add_code, edit_code
from qualcode.operations.codes.codebook_merge import merge_preview
from qualcode.operations.codes.merge_words import merge_in_words
from tests.support.studies import example_study


def test_it_says_what_goes_where_and_what_becomes_of_texts() -> None:
    study = example_study()
    source, change = add_code(study, "shame")
    study = study.after(change)
    target, change = add_code(study, "disgrace")
    study = study.after(change)
    study = study.after(edit_code(study, source.id, definition="Feeling small.", memo="Ask again."))
    study = study.after(add_code(study, "of parents", parent_id=source.id)[1])
    assert merge_in_words(merge_preview(study, [source.id], target.id)) == (
        "0 segments in 0 transcripts move to “disgrace”. “shame” is deleted. In “disgrace”, the text of "
        "“shame” will be added to: definition, memo. 1 subcode will move under “disgrace”."
    )
