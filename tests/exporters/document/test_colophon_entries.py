"""Entries of a colophon have one style: a capital at the beginning, no full stop after a phrase."""

import pytest

from qualcode.exporters.document.colophon_entries import colophon_entry


@pytest.mark.parametrize(
    ("name", "words", "entry"),
    [
        ("history", "no code was reworded.", ("History", "No code was reworded")),
        ("quotes", "44; at most 2 a code.", ("Quotes", "44; at most 2 a code")),
        ("choice", "starred ones first. Others follow.", ("Choice", "Starred ones first. Others follow.")),
        # A sentence begins with a word, a date with its day and a span with its number.
        ("history", "1 code was reworded", ("History", "One code was reworded")),
        ("quotes", "104 quotes, 3 of them starred", ("Quotes", "In all, 104 quotes, 3 of them starred")),
        ("consent", "1,010 quotes are left out", ("Consent", "In all, 1,010 quotes are left out")),
        ("since", "1 December 2026", ("Since", "1 December 2026")),
        ("steps", "3 to 14", ("Steps", "3 to 14")),
        ("transcripts", "9 lives", ("Transcripts", "9 lives")),
        ("coders", "all coders, not merged", ("Coders", "All coders, not merged")),
        ("transcripts", "all 10", ("Transcripts", "All 10")),
        ("codes", "all", ("Codes", "All")),
        ("cells", "no summaries", ("Cells", "No summaries")),
        # Names are as they were typed.
        ("codes", "privacy, consent", ("Codes", "privacy, consent")),
        ("codes", "all the same", ("Codes", "all the same")),
        ("coders", "ann", ("Coders", "ann")),
        ("project", "pilot", ("Project", "pilot")),
        ("program", "qualcode 1.0", ("Program", "qualcode 1.0")),
    ],
)
def test_an_entry_begins_with_a_capital_and_a_phrase_has_no_full_stop(
    name: str, words: str, entry: tuple[str, str]
) -> None:
    assert colophon_entry(name, words) == entry
