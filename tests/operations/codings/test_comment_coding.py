"""What a comment of a document says: codes, memos, and lines that are neither."""

import pytest

from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Remark
from qualcode.operations.codes.codebook_tree import add_code_at
from qualcode.operations.codings.comment_coding import CodeNames, ReadComment, import_comments
from qualcode.operations.project import new_project
from qualcode.operations.transcripts.documents import add_transcripts
from tests.support.studies import FG1, example_study, read_transcript, span_of


def read(comment: str, *, new_codes: bool = False) -> ReadComment:
    return CodeNames(example_study(), new_codes=new_codes).read(comment)


@pytest.mark.parametrize(("letters", "shown"), [(60, "x" * 60), (61, "x" * 59 + "…")])
def test_a_line_that_names_no_code_is_quoted_up_to_sixty_letters(letters: int, shown: str) -> None:
    assert read("x" * letters).reasons == [f"there is no code “{shown}”."]


def test_a_new_code_is_told_by_what_stands_before_its_memo() -> None:
    """However long the memo is, and however it ends."""
    memo = "They say so again and again, and nobody has ever asked them why that may be."
    assert read(f"mistrust — {memo}", new_codes=True).found == [("mistrust", [memo])]
    assert read("mistrust", new_codes=True).found == [("mistrust", [])]


@pytest.mark.parametrize("line", ["Is this what we want?", "one two three four five six seven eight nine"])
def test_what_looks_like_a_remark_becomes_no_code(line: str) -> None:
    found = read(line, new_codes=True)
    assert found.found == []
    assert len(found.reasons) == 1


def test_a_new_code_may_have_eight_words_and_so_may_what_is_above_it() -> None:
    words = "one two three four five six seven eight"
    assert read(f"{words} > {words}", new_codes=True).found == [(f"{words} > {words}", [])]


def test_a_comment_names_codes_line_by_line_with_their_memos() -> None:
    found = read("stigma — first\n\twent on\nand on, as one says.\nTRUST > FIRMS\n\nprivacy: mine - yours")
    assert found.found == [
        ("stigma", ["first", "went on", "and on, as one says."]),
        ("Trust > firms", []),
        ("privacy", ["mine - yours"]),
    ]
    assert found.reasons == []
    # Before the first code there is nothing that goes on.
    assert read("\tstigma").found == [("stigma", [])]
    assert read("what is this?\nstigma") == ReadComment(
        [("stigma", [])], ["there is no code “what is this?”."]
    )


def test_what_may_be_a_code_is_none_unless_codes_are_made() -> None:
    assert read("stigma\nshame") == ReadComment([("stigma", [])], ["there is no code “shame”."])
    assert read("stigma\nshame — again", new_codes=True).found == [("stigma", []), ("shame", ["again"])]


def test_a_category_and_a_name_of_several_codes_are_no_codings() -> None:
    study = example_study()
    study = study.after(add_code_at(study, "stigma > firms")[1])
    names = CodeNames(study, new_codes=True)
    assert names.read("Trust\nfirms\nTrust > firms") == ReadComment(
        [("Trust > firms", [])],
        ["“Trust” is a category, not a code.", "“firms” names several codes; give the full path."],
    )


# -- all the comments of a document -----------------------------------------------------------------------


def remark(words: str, text: str, author: str = "Jo") -> Remark:
    return Remark(span_of(example_study(), words), "comment", author, text)


def test_comments_become_codings_of_their_authors_and_what_does_not_is_told() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name)
    comments = [
        remark("asked first", "stigma — hm\nTrust > firms"),
        remark("cellar", "shame", " "),
        remark("Really", "Trust\nstigma", " "),
    ]
    found = import_comments(study, fg1.id, FG1.text, comments, nameless="Nobody")
    assert (found.comments, found.exact) == (3, True)
    assert found.unmatched == (
        "Comment 2 (“shame”): there is no code “shame”.",
        "Comment 3 (“Trust stigma”): “Trust” is a category, not a code.",
    )
    assert found.codings.change.label == "Code FG1 Home owners from the comments of a document"
    after = study.after(found.codings.change)
    new = [
        (after.path(row.code_id), after.coders[row.coder_id].name, after.quoted(fg1.id, row.span), row.memo)
        for row in after.codings_of(fg1.id)
        if row.id not in {known.id for known in study.codings_of(fg1.id)}
    ]
    assert sorted(new) == [
        ("Trust > firms", "Jo", "asked first", ""),
        ("stigma", "Jo", "asked first", "hm"),
        ("stigma", "Nobody", "Really", ""),
    ]
    assert (found.codings.added, found.codings.new_coders) == (3, ("Jo", "Nobody"))


def test_a_comment_on_words_that_are_not_in_the_transcript_is_told() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name)
    document = f"Coded by Jo\n{FG1.text}"
    found = import_comments(study, fg1.id, document, [Remark(Span(0, 5), "comment", "Jo", "stigma\n?")])
    assert found.unmatched == ("Comment 1 (“stigma ?”): its words are not in the transcript.",)
    assert not found.codings.change
    moved = Remark(Span(12, 17), "comment", "Jo", "hope — new")
    found = import_comments(study, fg1.id, document, [moved], new_codes=True)
    assert (found.codings.new_codes, found.unmatched) == (("hope",), ())
    (row,) = (row for row in study.after(found.codings.change).codings_of(fg1.id) if row.memo == "new")
    assert row.span == Span(0, 5)


def test_a_comment_whose_words_are_in_two_places_has_its_memo_at_the_first() -> None:
    one, two = "one two three four five six", "seven eight nine ten eleven twelve"
    around = "Well, this is how it all began, and I shall tell you about every bit of it.\nSo it was."
    study = Study().after(new_project("P"))
    read = read_transcript("T", [("", f"{one}\n{around}\n{two}")])
    study = study.after(add_transcripts(study, [read]).change)
    (place,) = study.transcripts
    document = f"{one}\n{two}\n{around}\n"
    comments = [Remark(Span(0, len(one) + 1 + len(two)), "comment", "Jo", "hope — why")]
    found = import_comments(study, place, document, comments, new_codes=True)
    assert not found.exact
    after = study.after(found.codings.change)
    assert [(after.quoted(place, row.span), row.memo) for row in after.codings_of(place)] == [
        (one, "why"), (two, ""),
    ]  # fmt: skip


def test_a_comment_may_name_a_code_in_decomposed_letters() -> None:
    study = example_study()
    study = study.after(add_code_at(study, "gêne")[1])
    found = CodeNames(study, new_codes=True).read("Ge\u0302ne")
    assert found.found == [("gêne", [])]
