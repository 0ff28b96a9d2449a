"""Words that are no speaker's once, as the labels of a talk: initials such as ER, and real fillers and keys.

Tests as well: ``importers.speakers.speaker_doubts``, which asks about the longer ones.
"""

import pytest

from qualcode.importers.reading import transcript_of
from qualcode.importers.speakers.short_words import ShortHead, in_turn, is_short_word
from qualcode.importers.speakers.speaker_words import NEVER
from qualcode.model.transcript import ReadTranscript

ASKED = ("So where did you live when you first came?", "And what was the winter like?", "Who helped you?")
ANSWERED = ("We had a flat above the shop.", "It was cold, and the kettle was all we had.", "My sister did.")
FORMS = ("{}: {}", "{}\t{}")


def talk(label: str, form: str, pairs: int = 15, name: str = "Yusuf A.") -> ReadTranscript:
    lines = []
    for at in range(pairs):
        lines += [form.format(label, ASKED[at % 3]), form.format(name, ANSWERED[at % 3])]
    return transcript_of("\n".join(lines).encode(), "talk.txt")


def labels(read: ReadTranscript) -> list[str]:
    return [turn.label for turn in read.turns]


@pytest.mark.parametrize("form", [*FORMS, "[{}] {}", "**{}:** {}", "{}\n{}", "{} (00:12) {}", "{} - {}"])
@pytest.mark.parametrize("label", ["ER", "AH", "UM", "SO", "GP", "TV", "Er", "So"])
def test_short_words_in_turn_with_a_name_are_a_speaker(label: str, form: str) -> None:
    assert labels(talk(label, form)) == [label, "Yusuf A."] * 15


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("word", sorted(NEVER))
def test_no_word_of_the_list_takes_turns_without_being_seen(word: str, form: str) -> None:
    for label in (word.upper(), word.title(), word.capitalize()):
        read = talk(label, form)
        taken = labels(read) == [label, "Yusuf A."] * 15
        # The first line of a date or a title may be of the head of the file.
        doubted = dict(read.doubts).get(label, 0) >= 14 and label in read.verdict
        # What announces itself as a list's or a table's head is no talk at all, and said to be none.
        none = "Yusuf A." not in labels(read) and bool(read.verdict)
        assert taken or doubted or none, (label, labels(read)[:3], read.doubts, read.verdict)


def test_initials_leave_nothing_to_ask() -> None:
    assert talk("ER", "{}: {}").verdict == ""


def test_a_word_written_as_a_word_is_asked_about() -> None:
    assert talk("So", "{}: {}").verdict == "“So” may not be a speaker."


@pytest.mark.parametrize("word", ["er", "ah", "um", "so", "well", "okay"])
@pytest.mark.parametrize("form", ["{}, {}", "{} – {}", "{}… {}", "{} {}"])
def test_fillers_are_said_by_whoever_speaks(word: str, form: str) -> None:
    lines = []
    for at in range(15):
        lines += [f"TA: {ASKED[at % 3]}", f"Yusuf A.: {ANSWERED[at % 3]}", form.format(word.title(), "yes.")]
    read = transcript_of("\n".join(lines).encode(), "talk.txt")
    assert labels(read) == ["TA", "Yusuf A."] * 15


def test_a_word_with_a_colon_once_or_twice_is_no_speaker() -> None:
    lines = [f"{'TA' if at % 2 else 'Yusuf A.'}: {ANSWERED[at % 3]}" for at in range(20)]
    lines[10:10] = ["So: that was that.", "But: there is more."]
    read = transcript_of("\n".join(lines).encode(), "talk.txt")
    assert set(labels(read)) == {"TA", "Yusuf A."}


def test_three_people_of_whom_one_has_a_word_for_initials() -> None:
    lines = [f"{('MR', 'AH', 'TA')[at % 3]}: {ANSWERED[at % 3]}" for at in range(30)]
    assert labels(transcript_of("\n".join(lines).encode(), "talk.txt")) == ["MR", "AH", "TA"] * 10


def test_somebody_who_hardly_speaks_is_asked_about() -> None:
    lines = [f"{('MR', 'TA')[at % 2]}: {ANSWERED[at % 3]}" for at in range(40)]
    for at in (30, 20, 10):
        lines.insert(at, "AH: I agree with that.")
    read = transcript_of("\n".join(lines).encode(), "talk.txt")
    assert read.doubts == (("AH", 3),)
    assert "“AH” may be a speaker" in read.verdict


def test_keys_of_a_list_are_no_speakers() -> None:
    lines = [line for at in range(10) for line in (f"ID: {at + 30}", f"Ana: {ANSWERED[at % 3]}")]
    read = transcript_of("\n".join(lines).encode(), "talk.txt")
    assert "ID" not in labels(read)
    assert read.doubts == (("ID", 9),)


def test_which_words_are_short() -> None:
    assert [is_short_word(word) for word in ("ER", "Er", "er", "E.R.", "NOTE", "TA", "")] == [
        True, True, False, False, False, False, False,
    ]  # fmt: skip


def test_without_a_name_that_comes_again_no_word_is_a_speaker() -> None:
    heads = [ShortHead(at, "ER", "Where was that?") for at in (0, 2, 4)]
    assert in_turn(heads, [(1, "Ana"), (3, "Ben")]) == set()
    assert in_turn(heads, [(1, "Ana"), (3, "Ana")]) == {"er"}
