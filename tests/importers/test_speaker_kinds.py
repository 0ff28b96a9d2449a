"""What transcription tools write, generated: every border found, no word lost or given to somebody else.

Tests: ``speakers.speakers``.
"""

import random
import re
from collections.abc import Callable
from typing import Final

import pytest

from qualcode.importers.reading import transcript_of
from qualcode.model.transcript import ReadTranscript
from qualcode.project.importing.listed import listed
from tests.importers.pdf_files import document

Talk = list[tuple[str, str]]

NAMES: Final = (
    ("Maya Chen", "Tom Okafor"),
    ("Anna", "Bo", "Cem"),
    ("Interviewer", "Ruth Lange", "Ben Ali"),
    ("Dr Ines Vidal (University of Nowhere)", "P. O’Brien (guest)"),
    ("Housing Officer", "Tenant"),
    ("Session Leader", "Group Member 1", "Group Member 2"),
)
WORDS: Final = tuple(
    re.findall(
        r"\w+",
        "we took the plot over in march when my neighbour gave it up and it was all couch grass and glass "
        "so my brother helped with his van then beans along fence shed leaked all winter rain water butt",
    )
)
SHORT: Final = ("Yes", "Very kind", "Nearly all", "Mm.", "No.", "Beans", "Of course")
OPEN: Final = ("Well, there were three things: beans, peas and gossip.", "I said: no.", "At 10:30 we left.")


def talk(chance: random.Random, names: tuple[str, ...], turns: int = 30) -> Talk:
    """A conversation: questions, long and short answers, sentences with colons and times in them."""
    said = []
    who = 0
    for _ in range(turns):
        kind = chance.random()
        if kind < 0.25:
            words = chance.choice(SHORT)
        elif kind < 0.35:
            words = chance.choice(OPEN)
        else:
            words = " ".join(chance.choice(WORDS) for _ in range(chance.randint(4, 40))).capitalize() + "."
        said.append((names[who], words))
        who = (who + chance.randint(1, len(names) - 1)) % len(names)
    return said


def clock(place: int, *, hours: bool = False) -> str:
    seconds = 2 + 7 * place
    return (
        f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        if hours
        else f"{seconds // 60}:{seconds % 60:02}"
    )


def otter(said: Talk) -> str:
    return "\n\n".join(f"{name}  {clock(at)}  \n{words}" for at, (name, words) in enumerate(said)) + "\n"


def rev(said: Talk) -> str:
    return "\n".join(f"{name} ({clock(at, hours=True)}):\n{words}" for at, (name, words) in enumerate(said))


def teams(said: Talk) -> str:
    return "\n".join(f"{name}   {clock(at)}\n{words}" for at, (name, words) in enumerate(said))


def teams_copied(said: Talk) -> str:
    def spoken(at: int) -> str:
        minutes, seconds = divmod(2 + 7 * at, 60)
        return f"{minutes} minute{'' if minutes == 1 else 's'} {seconds} second{'' if seconds == 1 else 's'}"

    return "\n\n".join(f"{name}   \n{spoken(at)}\n{words}" for at, (name, words) in enumerate(said))


def behind_colon(said: Talk) -> str:
    return "\n\n".join(f"{name}: [{clock(at, hours=True)}] {words}" for at, (name, words) in enumerate(said))


def own_line(said: Talk) -> str:
    return "\n\n".join(f"{name}\n{words}" for name, words in said)


def own_line_close(said: Talk) -> str:
    return "\n".join(f"{name}\n{words}" for name, words in said)


def hashes(said: Talk) -> str:
    return "\n".join(f"#{name}: {words}" for name, words in said)


def at_signs(said: Talk) -> str:
    return "\n".join(f"@{name}: {words}" for name, words in said)


def unsure(said: Talk) -> str:
    return "\n".join(f"{name} ?: {words}" for name, words in said)


def tabs(said: Talk) -> str:
    return "\n".join(f"{name}\t{words}" for name, words in said)


def columns(said: Talk) -> str:
    rows = (f"{clock(at, hours=True)}.0\t{words}\t{name}" for at, (name, words) in enumerate(said))
    return "\n".join(("Timespan\tContent\tSpeaker", *rows))


def other_columns(said: Talk) -> str:
    rows = (f"{words}\t{at + 1}\t{name}" for at, (name, words) in enumerate(said))
    return "\n".join(("Text\tNo.\tSprecher", *rows))


def chat(said: Talk) -> str:
    rows = (f"12/03/2024, 10:{at:02} - {name}: {words}" for at, (name, words) in enumerate(said))
    return "\n".join(("12/03/2024, 09:59 - Messages are end-to-end encrypted.", *rows))


def chat_in_brackets(said: Talk) -> str:
    return "\n".join(f"[2024-03-12, 10:{at:02}:07] {name}: {words}" for at, (name, words) in enumerate(said))


def f4(said: Talk) -> str:
    return "\n\n".join(
        f"{name}: {words} #{clock(at + 1, hours=True)}-3#" for at, (name, words) in enumerate(said)
    )


def unseen(said: Talk) -> str:
    marks = ("\u200f", "\u200b", "\ufeff", "\u202a")
    return "\n".join(f"{marks[at % 4]}{name}: {words}" for at, (name, words) in enumerate(said))


def webex(said: Talk) -> str:
    cues = (
        f'{at + 1} "{name}" (28746{at:05})\n'
        f"{clock(at, hours=True)}.400 --> {clock(at + 1, hours=True)}.000\n{words}"
        for at, (name, words) in enumerate(said)
    )
    return "WEBVTT\n\n" + "\n\n".join(cues)


KINDS: Final[dict[str, tuple[Callable[[Talk], str], str]]] = {
    made.__name__: (made, ".vtt" if made is webex else ".txt")
    for made in (
        *(otter, rev, teams, teams_copied, behind_colon, own_line, own_line_close, hashes, at_signs, unsure),
        *(tabs, columns, other_columns, chat, chat_in_brackets, f4, unseen, webex),
    )
}
HEADS: Final = (
    "",
    "Date: 12 March 2024\n",
    "Title: Garden talk\nPlace: Allotment site\n\n",
    "Project: Gardens\n\nParticipants: two\n\n",
)


def heard(read: ReadTranscript) -> Talk:
    """Who said what, in the order of the text; turns of one speaker that follow each other as one."""
    found: Talk = []
    for turn in read.turns:
        words = " ".join(read.text[turn.speech : turn.span.end].split())
        if not turn.label:
            continue
        if found and found[-1][0] == turn.label:
            found[-1] = (turn.label, f"{found[-1][1]} {words}".strip())
        else:
            found.append((turn.label, words))
    return found


def joined(said: Talk) -> Talk:
    found: Talk = []
    for name, words in said:
        if found and found[-1][0] == name:
            found[-1] = (name, f"{found[-1][1]} {words}")
        else:
            found.append((name, words))
    return found


@pytest.mark.parametrize("names", NAMES, ids=lambda names: names[0])
@pytest.mark.parametrize("kind", KINDS)
def test_every_turn_of_every_kind(kind: str, names: tuple[str, ...]) -> None:
    write, ending = KINDS[kind]
    for seed in range(6):
        chance = random.Random(f"{kind}{names}{seed}")
        said = talk(chance, names)
        head = chance.choice(HEADS) if ending == ".txt" and kind not in ("chat", "chat_in_brackets") else ""
        read = transcript_of((head + write(said)).encode(), f"a{ending}")
        assert heard(read) == joined(said), (kind, seed, head)


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_is_lost(kind: str) -> None:
    write, ending = KINDS[kind]
    said = talk(random.Random(kind), NAMES[0])
    written = write(said)
    read = transcript_of(written.encode(), f"a{ending}")
    left = re.findall(r"\w+", read.text)
    for _, words in said:
        for word in re.findall(r"\w+", words):
            left.remove(word)


# -- on the pages of a PDF ---------------------------------------------------------------------------------


def pages(
    said: Talk, *, own_line: bool, numbers: bool, head: str, foot: str, at_once: int
) -> list[list[tuple[float, float, str]]]:
    """The talk on pages of ``at_once`` lines, with paragraph numbers, heads and feet where wanted."""
    lines: list[tuple[float, str, int]] = []
    for at, (name, words) in enumerate(said):
        written = [name] if own_line else []
        line = "" if own_line else f"{name}:"
        for word in words.split():
            if len(line) + len(word) > 60:
                written.append(line)
                line = ""
            line = f"{line} {word}".strip()
        written.append(line)
        lines += [
            (0.0 if place else 6.0, words, 0 if place else at + 1) for place, words in enumerate(written)
        ]
    made: list[list[tuple[float, float, str]]] = []
    for start in range(0, len(lines), at_once):
        base, page, beside = 760.0, [], []
        for above, words, number in lines[start : start + at_once]:
            base -= 14 + above
            page.append((72.0, base, words))
            if number and numbers:
                beside.append((40.0, base, str(number)))
        if head:
            page.insert(0, (72.0, 800.0, head))
        page += beside
        if foot:
            page.append((290.0, 40.0, foot.format(len(made) + 1)))
        made.append(page)
    return made


@pytest.mark.parametrize("names", NAMES[:3], ids=lambda names: names[0])
@pytest.mark.parametrize("own_line", [True, False])
@pytest.mark.parametrize(
    ("numbers", "head", "foot"),
    [(False, "", ""), (True, "", ""), (False, "Garden talks", "{}"), (True, "Confidential", "Page {} of 9")],
)
def test_every_turn_on_the_pages_of_a_pdf(
    names: tuple[str, ...], own_line: bool, numbers: bool, head: str, foot: str
) -> None:
    for seed in range(4):
        chance = random.Random(f"{names}{own_line}{numbers}{head}{seed}")
        said = talk(chance, names, 40)
        # So many lines a page that names and answers begin and end pages.
        laid = pages(
            said, own_line=own_line, numbers=numbers, head=head, foot=foot, at_once=chance.randint(9, 30)
        )
        read = transcript_of(document(laid), "a.pdf")
        assert [label for label, _ in heard(read)] == [label for label, _ in joined(said)]
        assert heard(read) == joined(said)
        for line in (head, foot.format(1)):
            assert not line or any(f"“{line}”" in warning for warning in read.warnings)
        assert numbers == any("Paragraph numbers" in warning for warning in read.warnings)


@pytest.mark.parametrize("at_once", [2, 3, 4, 5])
def test_names_and_answers_that_end_every_page_are_no_running_heads(at_once: int) -> None:
    said = [(("Interviewer", "Maya")[at % 2], ("Did it leak?", "Yes.")[at % 2]) for at in range(20)]
    laid = pages(said, own_line=True, numbers=False, head="", foot="", at_once=at_once)
    read = transcript_of(document(laid), "a.pdf")
    assert heard(read) == said
    assert not read.warnings


TIMED: Final = ("otter", "rev", "teams", "teams_copied", "behind_colon", "columns", "webex")


@pytest.mark.parametrize("kind", TIMED)
def test_times_are_those_of_the_turns(kind: str) -> None:
    write, ending = KINDS[kind]
    said = talk(random.Random(kind), ("Maya Chen", "Tom Okafor"))
    read = transcript_of(write(said).encode(), f"a{ending}")
    times = [int(turn.time) for turn in read.turns if turn.label and turn.time is not None]
    assert times == [2 + 7 * at for at in range(len(said))]


def test_stamps_at_the_end_of_turns_are_times_and_no_words() -> None:
    said = talk(random.Random(1), ("I", "B"))
    read = transcript_of(f4(said).encode(), "a.txt")
    assert "#" not in read.text
    assert [turn.time for turn in read.turns] == [0.0, *(9.3 + 7 * at for at in range(len(said) - 1))]
    assert "30 time stamps were read as times" in read.warnings[0]


def test_notices_of_a_chat_are_nobodys() -> None:
    written = (
        "01/02/24, 9:01 pm - Anna: One thing: beans.\nand peas\n01/02/24, 9:02 pm - You added Bo\n"
        "01/02/24, 9:03 pm - +44 7700 900123: Hello\n01/02/24, 9:04 pm - Anna: Hi"
    )
    read = transcript_of(written.encode(), "a.txt")
    assert [(turn.label, read.text[turn.speech : turn.span.end]) for turn in read.turns] == [
        ("Anna", "One thing: beans.\nand peas\n"),
        ("", "You added Bo\n"),
        ("+44 7700 900123", "Hello\n"),
        ("Anna", "Hi"),
    ]


def test_lines_with_times_and_no_names_are_nobodys_turns_with_times() -> None:
    words = ["So we took it.", "Hi Tom.", "Brilliant.", "It leaked.", "Brilliant.", "Until June."]
    written = "\n".join(
        f"[00:{4 * at:02}.000 --> 00:{4 * at + 3:02}.500]  {line}" for at, line in enumerate(words)
    )
    read = transcript_of(written.encode(), "a.txt")
    assert [(turn.label, turn.time) for turn in read.turns] == [("", 4.0 * at) for at in range(len(words))]
    assert [read.text[turn.speech : turn.span.end].strip() for turn in read.turns] == words


def test_rolling_captions_say_each_word_once_and_repeated_ones_as_often_as_they_were_said() -> None:
    lines = ["so we took", "the plot over", "in march and", "then it rained", "all week"]
    cues = []
    for at, line in enumerate(lines):
        above = lines[at - 1] + "\n" if at else ""
        cues.append(f"00:00:{2 * at:02}.000 --> 00:00:{2 * at + 1:02}.990\n{above}{line}")
        cues.append(f"00:00:{2 * at + 1:02}.990 --> 00:00:{2 * at + 2:02}.000\n{line}\n ")
    read = transcript_of(("WEBVTT\n\n" + "\n\n".join(cues)).encode(), "a.vtt")
    assert read.text.split() == " ".join(lines).split()
    assert "kept once" in read.warnings[0]
    twice = "\n\n".join(f"00:00:0{at}.000 --> 00:00:0{at}.900\nYes" for at in range(6))
    assert transcript_of(f"WEBVTT\n\n{twice}".encode(), "a.vtt").text.split() == ["Yes"] * 6


@pytest.mark.parametrize(
    ("one", "other", "written"),
    [
        ("ผู้สัมภาษณ์", "ผู้ให้ข้อมูล", "คุณมาที่สวนได้อย่างไร"),
        ("מנחה", "דנה", "שלום לכולם"),
        ("المحاورة", "ليلى", "كيف بدأت"),
        ("主持人", "王女士", "你好"),
        ("साक्षात्कारकर्ता", "मीरा", "आप कैसे आए"),
    ],
)
def test_names_in_scripts_without_capitals(one: str, other: str, written: str) -> None:
    said = [(one if at % 2 == 0 else other, f"{written} {at}") for at in range(6)]
    read = transcript_of("\n".join(f"\u200f{name}: {words}" for name, words in said).encode(), "a.txt")
    assert heard(read) == said


@pytest.mark.parametrize("asks", ["Interviewer", "MOD", "I", "Researcher"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_names_that_occur_once_are_found_where_they_answer(asks: str, between: str) -> None:
    answers = [("Ana", "My neighbour had a plot."), ("Ben", "I took over."), ("Carla Ruiz", "Never")]
    said = [part for name, words in answers for part in ((asks, "And you?"), (name, words))]
    read = transcript_of(between.join(f"{name}: {words}" for name, words in said).encode(), "a.txt")
    assert heard(read) == said


@pytest.mark.parametrize("names", [("Anna", "Ben"), ("Interviewer", "Ana"), ("Maya Chen", "Tom Okafor")])
def test_one_question_with_one_answer_finds_both(names: tuple[str, str]) -> None:
    said = [(names[0], "How did you start?"), (names[1], "My neighbour had a plot.")]
    assert (
        heard(transcript_of("\n".join(f"{name}: {words}" for name, words in said).encode(), "a.txt")) == said
    )


def test_a_word_before_a_colon_within_an_answer_is_nobody() -> None:
    said = "MOD: So?\nP1: Well.\nAnger: that is it.\nP1: And so on.\n"
    said += "MOD: And?\nP1: No.\nShame: that too.\nMOD: Why?\n"
    assert set(transcript_of(said.encode(), "a.txt").labels) == {"MOD", "P1"}
    shopping = "Apples: three\nPears: five\n"
    assert not transcript_of(shopping.encode(), "a.txt").labels


def test_lines_like_those_of_speakers_are_told_and_the_file_is_not_called_clear() -> None:
    clear = "MOD: So?\nP1: Well.\nP1: And so on.\nMOD: And?\nP1: No.\n"
    assert listed(transcript_of(clear.encode(), "a.txt")).understood == "Clear"
    read = transcript_of((clear + "MOD: Why?\nP1: Because.\nShame: it is.\nP1: Yes.\n").encode(), "a.txt")
    assert read.doubts == (("Shame", 1),)
    assert read.verdict == "“Shame” may be a speaker in 1 more line."
    assert listed(read).understood == "Doubtful"
    assert listed(read).understood_exactly == read.verdict


def test_offices_cut_short_with_a_full_stop_are_speakers_where_there_are_two() -> None:
    read = transcript_of(
        b"Int. So how did it begin?\nResp. With a letter.\nInt. And then?\nResp. Nothing.\n", "a.txt"
    )
    assert [turn.label for turn in read.turns] == ["Int", "Resp", "Int", "Resp"]


@pytest.mark.parametrize(
    ("asks", "answers"), [("Int", "Ana"), ("Q", "A"), ("Maya", "Tom"), ("Frau", "Jürgen"), ("I", "R2")]
)
def test_names_with_a_full_stop_are_speakers_where_most_lines_begin_with_one(asks: str, answers: str) -> None:
    talk = f"{asks}. So how did it begin?\n{answers}. With a letter.\n{asks}. And then?\n{answers}. No.\n"
    read = transcript_of(talk.encode(), "a.txt")
    assert [turn.label for turn in read.turns] == [asks, answers, asks, answers]
    assert read.verdict == "Only full stops mark the speakers."


@pytest.mark.parametrize(
    "prose",
    [
        "Yes. It was fine.\nNo. Not at all.\nYes. We went there.\nNo. Never.\n",
        "I. Introduction\nThe study.\nII. Methods\nWe asked.\nIII. Results\nThey said.\n",
        "Paris. We went in June.\nIt rained.\nThen it was cold.\nParis. Again.\nAnd so on.\nThe end.\n",
        "Paris. We went in June.\nRome. It rained.\nLyon. Then it was cold.\nBonn. Again.\n",
    ],
)
def test_sentences_of_one_word_and_numbers_of_chapters_are_no_speakers(prose: str) -> None:
    assert transcript_of(prose.encode(), "a.txt").labels == {}


def test_names_behind_two_arrows_are_speakers() -> None:
    read = transcript_of(b">> MAYA: Hello there.\n>> TOM: Hi.\n>> MAYA: So?\n>> TOM: Well.\n", "a.txt")
    assert [turn.label for turn in read.turns] == ["MAYA", "TOM", "MAYA", "TOM"]
