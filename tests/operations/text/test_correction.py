"""What is said before of that whose words go or are others; the figures are in the tests of corrections."""

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Highlight, Memo, MemoSubject, TypicalQuote
from qualcode.model.memos import MemoTarget
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.codings import highlights
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.memo_links import link_memo
from qualcode.operations.memos import add_memo
from qualcode.operations.text.correction import Correction, TextMarks, what_would_go
from qualcode.operations.text.text_correction import correct_text, edit_words
from qualcode.operations.text.text_replacing import replace_words
from qualcode.operations.typical_quotes import mark_typical
from tests.support.studies import FG1, example_study, quotes, span_of


def marked_study() -> Study:
    """The example, where the words that are coded twice are highlighted, quoted and twice in a memo."""
    study = example_study()
    fg1, span = study.transcript_named(FG1.name).id, span_of(study, "They just assume")
    study = study.after(highlights.add_highlight(study, fg1, span, study.coder_named("AB").id))
    study = study.after(mark_typical(study, study.code_named("stigma").id, fg1, span))
    study = study.after(add_memo(study, MemoSubject.PLACE, fg1, "ask her", author="AB", span=span)[1])
    memo, change = add_memo(study, MemoSubject.CODE, study.code_named("stigma").id, "later", author="AB")
    study = study.after(change)
    return study.after(link_memo(study, memo.id, [MemoTarget(MemoSubject.PLACE, fg1, span)]))


def edited(study: Study, words: str, others: str) -> Correction:
    return edit_words(study, study.transcript_named(FG1.name).id, span_of(study, words), others)


def coded_words(study: Study) -> set[str]:
    return {words for _, _, words in quotes(study)}


def test_what_would_have_other_words_only_is_named_before_and_stays_on_them() -> None:
    study = marked_study()
    found = edited(study, "They just assume", "Nobody explains to us")
    assert (found.removed, found.loses, found.asks) == (0, False, True)
    assert found.replaced_marks == TextMarks(highlights=1, quotes=1, memos=2)
    said = what_would_go(study, found)
    assert said.startswith(
        "Two segments (1 with a memo), 1 highlight, 1 typical quote and 2 memos would keep none of their "
        "words "
        "and stay on the new ones: “"
    )
    gone = [f"“{code}” by {name}" for code, name, words in quotes(study) if words == "They just assume"]
    assert all(name in said for name in gone)
    after = study.after(found.change)
    assert coded_words(after) == {"asked first", "Nobody explains to us"}
    (row,) = after.rows(Highlight).values()
    assert after.quoted(row.transcript_id, Span(row.start, row.end)) == "Nobody explains to us"
    assert after.after(found.change.inverse()) == study


def test_one_is_said_as_one() -> None:
    study = example_study()
    fg1, span = study.transcript_named(FG1.name).id, span_of(study, "company's cellar")
    study = study.after(highlights.add_highlight(study, fg1, span, study.coder_named("AB").id))
    said = what_would_go(study, edited(study, "company's cellar", "government basement"))
    assert said == "One highlight would keep none of its words and stay on the new ones."


def test_words_that_are_kept_corrected_or_were_looked_for_are_not_asked_about() -> None:
    study = marked_study()
    fg1 = study.transcript_named(FG1.name).id
    for others in ("They simply think", "Thy jsut assumed", "THEY JUST ASSUME", "we all just guess"):
        assert not edited(study, "They just assume", others).asks
    found = replace_words(study, {fg1: [span_of(study, "They just assume")]}, "Nobody tells us", "Replace")
    assert (found.asks, found.replaced, found.replaced_marks) == (False, {}, TextMarks())
    assert coded_words(study.after(found.change)) == {"asked first", "Nobody tells us"}


def test_a_memo_without_words_is_told_and_stays_at_its_place() -> None:
    study = marked_study()
    found = edited(study, "They just assume that", "That")
    assert found.bare_memos == 2
    assert found.asks
    assert what_would_go(study, found).endswith(" Two memos stay at their places without words.")
    alone = study.transcript_named(FG1.name).id
    at = span_of(study, "company's ")
    study = study.after(add_memo(study, MemoSubject.PLACE, alone, "whose?", author="AB", span=at)[1])
    only = edited(study, "company's ", "")
    assert (only.loses, only.asks) == (False, True)
    assert what_would_go(study, only) == "One memo stays at its place without words."
    after = study.after(only.change)
    (memo,) = (row for row in after.rows(Memo).values() if row.text == "whose?")
    assert (memo.start, memo.end) == (at.start, at.start)
    # What is a mere place already has no words to lose.
    assert not edited(after, "cellar", "cellars").asks
    assert not edited(after, "some cellar", "").asks


def test_marks_on_one_of_two_swapped_words_go_with_it_and_nothing_is_asked() -> None:
    study = example_study()
    fg1, coder, words = study.transcript_named(FG1.name).id, study.coder_named("AB").id, ("asked", "first")
    for code, word in zip(("stigma", "privacy"), words, strict=True):
        span = span_of(study, word)
        study = study.after(apply_code(study, study.code_named(code).id, fg1, span, coder))
        study = study.after(highlights.add_highlight(study, fg1, span, coder))
        study = study.after(mark_typical(study, study.code_named(code).id, fg1, span))
        study = study.after(add_memo(study, MemoSubject.PLACE, fg1, word, author="AB", span=span)[1])
    found = correct_text(study, fg1, study.text(fg1).replace("asked first", "first asked"))
    after = study.after(found.change)
    assert not found.asks
    assert {(code, text) for code, _, text in quotes(after)} >= {("stigma", "asked"), ("privacy", "first")}
    text = after.text(fg1)
    assert {text[row.start : row.end] for row in after.rows(Highlight).values()} == {*words}
    assert {text[row.start : row.end] for row in after.rows(TypicalQuote).values()} == {*words}
    assert {text[row.start : row.end] for row in after.rows(Memo).values() if row.text in words} == {*words}


def test_a_correction_that_does_nothing_asks_nothing() -> None:
    nothing = Correction(ChangeSet("Nothing"))
    assert (nothing.asks, nothing.replacements, nothing.bares) == (False, "", "")
    assert what_would_go(example_study(), nothing) == ""
