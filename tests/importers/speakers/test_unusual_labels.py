"""Numbers and names in quotation marks as labels, and lists and quotations that are none."""

import pytest

from qualcode.importers.reading import transcript_of

SAID = (
    "How did it begin?",
    "With a letter.",
    "And then?",
    "Nothing for weeks.",
    "Who helped?",
    "My sister did.",
)


def read(lines: list[str]) -> list[tuple[str, str]]:
    found = transcript_of("\n".join(lines).encode(), "a.txt")
    return [(turn.label, found.text[turn.speech : turn.span.end].strip()) for turn in found.turns]


@pytest.mark.parametrize(
    "form", ["%s: %s", "%s : %s", "%s:%s", "“%s”: %s", '"%s": %s', "«%s»: %s", "« %s »: %s", "‘%s’: %s"]
)
def test_each_line_is_one_persons(form: str) -> None:
    names = ("1", "2") if form.startswith("%s") else ("Ana", "Ben")
    labels = [names[at % 2] for at in range(len(SAID))]
    assert read([form % pair for pair in zip(labels, SAID, strict=True)]) == list(
        zip(labels, SAID, strict=True)
    )


def test_turns_of_several_paragraphs() -> None:
    lines = ["1: How?", "It goes on.", "2: So.", "It too.", "1: And?", "Yes?", "2: No.", "It ends."]
    assert [label for label, _ in read(lines)] == ["1", "2", "1", "2"]


def test_three_who_speak_as_they_like() -> None:
    labels = ["1", "3", "2", "3", "1", "3"]
    assert [label for label, _ in read([f"{a}: {b}" for a, b in zip(labels, SAID, strict=True)])] == labels


def test_numbered_people_beside_a_moderator_are_speakers_to_be_looked_at() -> None:
    labels = ["Moderator", "1", "Moderator", "2", "Moderator", "1", "2"]
    said = transcript_of("".join(f"{label}: So it was.\n" for label in labels).encode(), "a.txt")
    assert [turn.label for turn in said.turns] == labels
    assert {label for label, _ in said.odd} == {"1", "2"}


@pytest.mark.parametrize(
    "lines",
    [
        ["1: buy milk", "2: buy eggs", "3: go home", "4: eat", "5: sleep"],
        ["Monday", "1: milk", "2: eggs", "3: bread", "Tuesday", "1: tea", "2: jam", "3: oil"],
        [f"{number}: A verse of its own." for number in (1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4)],
        ['"name": "Ana"', '"age": 3', '"name": "Ben"', '"age": 4', '"name": "Eve"'],
        ['"Well": she said so.', '"Yes": he said.', '"Trust": a word.', '"Hope": another.'],
        ["Morning", "1: wake", "2: wash", "Evening", "1: eat", "2: sleep"],
        [
            "How old?",
            "1: under 20",
            "2: over 20",
            "Where?",
            "1: here",
            "2: there",
            "When?",
            "1: now",
            "2: then",
        ],
        ["2: 1 at the end", "1: 0 at half time", "2: 1 again", "1: 1 too"],
        ["10:30 we left", "11:45 we came", "10:30 again", "11:45 again"],
    ],
)
def test_what_is_no_talk_has_no_speakers(lines: list[str]) -> None:
    assert {label for label, _ in read(lines)} == {""}


def test_few_numbers_within_long_talk_are_none() -> None:
    talk = [f"{'Ana' if at % 2 else 'Ben'}: Something was said here." for at in range(12)]
    list_ = ["There are:", "1: milk", "2: eggs", "3: tea", "4: oil"]
    assert {label for label, _ in read([*talk, *list_])} == {"Ana", "Ben"}


def test_marks_of_direction_are_no_words_of_a_turn() -> None:
    lines = ["\u202bסארה: \u202aמה קרה?\u202c\u202c", "\u202bדן: \u202aכלום\u202c.\u202c"] * 3
    assert [(label, words[0]) for label, words in read(lines)] == [("סארה", "מ"), ("דן", "כ")] * 3
