import pytest

from qualcode.importers.reading import source_file, transcript_of
from qualcode.importers.speakers.guided import transcript_from
from qualcode.model.transcript import ReadTranscript
from qualcode.model.transcripts.speaker_guide import LinePart, SpeakerGuide, line_key
from tests.importers.conftest import CORPORA

CLEAR = "MOD: So?\nP1: Well.\nP2: And so on.\nMOD: And?\nP1: No.\nP2: Yes.\n"


def read(text: str) -> ReadTranscript:
    return transcript_of(text.encode(), "a.txt")


def test_nothing_is_doubtful_where_all_is_marked() -> None:
    found = read(CLEAR)
    assert (found.verdict, found.doubts, found.odd) == ("", (), ())


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ("Shame: it is.\nMOD: Why?\n", "“Shame” may be a speaker in 1 more line."),
        ("P1; I think.\nMOD: Why?\n", "“P1” may be a speaker in 1 more line."),
        ("Carla; I think.\nMOD: Why?\n", "“Carla” may be a speaker in 1 more line."),
        ("P1 I think.\nMOD: Why?\n", "“P1” may be a speaker in 1 more line."),
        ("MOD: Why? P1: Because.\n", "1 line may hold a second speaker."),
        ("P1\nBecause.\nMOD: Why?\n", "“P1” may be a speaker in 1 more line."),
        ("Pp2: Because.\nMOD: Why?\n", "“Pp2” speaks only once."),
    ],
)
def test_what_is_doubtful_is_said_in_one_line(more: str, verdict: str) -> None:
    assert read(CLEAR + more).verdict == verdict


@pytest.mark.parametrize(
    "line",
    [
        *("Carla - no idea.", "Carla – no idea.", "Carla> no idea.", "Carla = no idea.", "Carla | no idea."),
        *("(Carla) no idea.", "[Carla] no idea.", "<Carla> no idea.", "_Carla_ no idea.", "#Carla no idea."),
        *(
            "- Carla: no idea.",
            "• Carla: no idea.",
            "Carla (10:32) no idea.",
            "Carla\tno idea.",
            "Carla → no.",
        ),
        "Carla\nno idea.",
    ],
)
def test_somebody_new_in_another_shape_is_doubted_where_turns_have_one_line(line: str) -> None:
    assert read(f"{CLEAR}{line}\nMOD: Why?\n").doubts == (("Carla", 1),)


def test_somebody_new_in_capitals_is_doubted_where_turns_have_one_line() -> None:
    assert read(f"{CLEAR}CARLA no idea.\nMOD: Why?\n").doubts == (("CARLA", 1),)


@pytest.mark.parametrize(
    "label",
    ["?", "???", "carla", "3", "👩", "(unknown)", "a voice from the back", "*", "سارة", "x/y", "…", "-"],
)
@pytest.mark.parametrize("sign", [": ", "： ", " : ", ":\t"])
def test_whatever_stands_before_a_colon_is_doubted_where_turns_have_one_line(label: str, sign: str) -> None:
    assert read(f"{CLEAR}{label}{sign}no idea.\nMOD: Why?\n").doubts == ((label, 1),)


def test_a_name_with_a_full_stop_is_doubted_where_turns_have_one_line() -> None:
    assert read(f"{CLEAR}Carla. No idea.\nMOD: Why?\n").doubts == (("Carla", 1),)


@pytest.mark.parametrize("line", ["Okay. No idea.", "Well. No idea.", "I told them so very often: no idea."])
def test_a_sentence_is_nobody(line: str) -> None:
    assert read(f"{CLEAR}{line}\nMOD: Why?\n").verdict == ""


@pytest.mark.parametrize("line", ["Well - no idea.", "[laughs] no idea.", "yes -- no", "And so it went on."])
def test_words_in_such_shapes_are_nobody(line: str) -> None:
    assert read(f"{CLEAR}{line}\nMOD: Why?\n").verdict == ""


def test_where_turns_have_several_lines_one_more_is_nothing_new() -> None:
    talk = "".join(f"MOD: Why so?\nAna: It was late.\nManchester - it rained {n} days.\n" for n in range(9))
    assert read(talk).doubts == ()


@pytest.mark.parametrize("words", ["However; that was later.", "Yes; and no.", "But we left; they stayed."])
def test_words_before_a_semicolon_are_no_name(words: str) -> None:
    assert read(f"{CLEAR}{words}\nMOD: Why?\n").verdict == ""


def test_lines_that_may_hold_a_second_speaker_are_known_by_their_words() -> None:
    talk = f"{CLEAR}MOD: Why?  P1: Because.\nP2: I said so.\nMOD: As I told P1 and P2, no.\n"
    assert read(talk).unsure == ("MOD: Why? P1: Because.",)


@pytest.mark.parametrize("line", ["- No, it wasn't.", "–Of course!", "   — “Did I?”", "-- Énorme, ça."])
def test_a_lone_line_that_opens_with_a_dash_may_be_somebody_else(line: str) -> None:
    found = read(f"{CLEAR}P1: It was late.\n\n{line}\n\nMOD: Why?\n")
    assert found.unsure == (" ".join(line.split()),)
    assert found.verdict == "1 line may hold a second speaker."


@pytest.mark.parametrize(
    "lines", ["- bread\n- milk", "- bread\n\n- milk\n\n- tea", "-5 degrees it was.", "--------", "- "]
)
def test_dashes_of_a_list_a_figure_or_a_rule_are_nobody(lines: str) -> None:
    assert read(f"{CLEAR}P1: It was cold, and we had these:\n{lines}\nMOD: Why?\n").unsure == ()


@pytest.mark.parametrize("odd", ["Break", "Illustration", "Hi Rick", "SUMMARY KEYWORDS"])
def test_odd_labels_that_were_taken_are_listed(odd: str) -> None:
    talk = "Ana: So?\nBen: Well.\nAna: And?\nBen: No.\nAna: Why?\nBen: Oh.\n"
    found = read(f"{talk}{odd}: beans and peas\nAna: More?\nBen: No.\n{odd}: tea\nAna: Why?\nBen: So.\n")
    assert found.odd == ((odd, 2),)
    assert found.verdict == f"“{odd}” may not be a speaker."


def test_a_greeting_on_its_own_line_is_odd() -> None:
    talk = "Ana\nwe had two.\n\nHi Rick.\nhello to you.\n\nAna\nno.\n\nBen\nyes.\n\nHi Rick.\nso.\n\nBen\nok."
    assert ("Hi Rick.", 2) in read(talk).odd


def test_names_that_occur_once_are_taken_and_said() -> None:
    found = read("Interviewer: So?\nAna: Yes.\nInterviewer: And you?\nBen: No.\n")
    assert set(found.labels) == {"Interviewer", "Ana", "Ben"}
    assert found.verdict == "“Ana” and “Ben” speak only once."


def test_speech_of_nobody_is_said() -> None:
    intro = " ".join(["It was a long evening and everybody had come."] * 2)
    found = read(f"{intro}\n{CLEAR}{CLEAR}")
    assert found.verdict.endswith("of the text has no speaker.")
    assert found.unsure == (line_key(intro),)
    assert not read(f"Garden talk\nWith two people\n\n{CLEAR}").verdict


def test_a_turn_far_longer_than_the_others_is_said() -> None:
    swallowed = "\n".join(" ".join(["and then we went on"] * 30) for _ in range(9))
    found = read(f"{CLEAR}P1: So.\n{swallowed}\nMOD: Why?\n")
    assert found.verdict == "One turn of “P1” is far longer than the others (1,351 words)."
    assert found.unsure == ("P1: So.",)
    found = read(f"{CLEAR}P1:\n\nSo it was.\n{swallowed}\nMOD: Why?\n")
    assert found.unsure == ("So it was.",)


def test_without_speakers_that_is_said_and_what_might_be_one_is_listed() -> None:
    found = read("Apples: three\nPears: five\n")
    assert found.verdict == "No speakers were found: the text will be one long turn."
    assert found.doubts == (("Apples", 1), ("Pears", 1))
    lines = "\n".join(f"[00:0{at}.000 --> 00:0{at}.900] so it was" for at in range(5))
    assert read(lines).verdict == "No speakers were found: the text will be 5 turns without a speaker."


def test_answers_below_names_raise_no_doubt() -> None:
    talk = "".join(f"{'Ana' if at % 2 else 'Ben'}\n{('Beans', 'Never')[at % 3 % 2]}\n\n" for at in range(12))
    found = read(talk)
    assert (found.labels, found.verdict) == ({"Ben": 6, "Ana": 6}, "")


def test_labels_without_words_are_odd() -> None:
    read = transcript_of(b"Ana:\nBen:\nAna:\nBen:\n", "a.txt")
    assert read.odd == (("Ana", 2), ("Ben", 2))
    assert read.verdict


MAYA, ANA, REMARK = ("Maya", "And then what?"), ("Ana", "We left."), ("Maya", "I see.")


def talk(*turns: tuple[str, str], times: int = 1) -> str:
    return "".join(f"{name}: {words}\n" for name, words in turns * times)


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        (talk(MAYA, ANA, times=5), "Maya"),
        # One in four of the turns is a remark, and then more.
        (talk(MAYA, ANA, times=6) + talk(REMARK, ANA, times=2), "Maya"),
        (talk(MAYA, ANA, times=5) + talk(REMARK, ANA, times=2), ""),
        # Too few to tell; two who ask, as in a debate; somebody who asks now and then among many.
        (talk(MAYA, ANA, times=4), ""),
        (talk(MAYA, ANA, ("Ben", "Why?"), ("Cal", "So."), times=6), ""),
        (talk(ANA, ("Ben", "Well."), ("Cal", "So."), ("Dev", "No."), MAYA, times=6), ""),
        (talk(("مها", "ماذا حدث؟"), ("علي", "لا."), times=5), "مها"),
        (talk(MAYA, times=6), ""),
    ],
)
def test_who_asks_in_nearly_every_turn_is_told(text: str, asking: str) -> None:
    assert read(text).asking == asking


def test_nobody_in_real_meetings_and_debates_is_said_to_ask() -> None:
    for path in sorted(CORPORA.glob("meetings/*.txt")) + sorted(CORPORA.glob("panels/*.md")):
        assert transcript_of(path.read_bytes(), path.name).asking == "", path.name


def test_a_doubt_is_over_when_it_is_said_what_the_line_is() -> None:
    text = CLEAR + "Shame: it is.\nMOD: Why?\n"
    for part in LinePart:
        guide = SpeakerGuide(lines={line_key("Shame: it is."): part})
        found = transcript_from(source_file(text.encode(), "a.txt"), guide)
        assert (found.verdict, found.doubts) == ("", ())


def test_a_doubt_is_over_when_the_label_is_said_to_be_no_speakers() -> None:
    text = CLEAR + "Shame: it is.\nMOD: Why?\n"
    found = transcript_from(source_file(text.encode(), "a.txt"), SpeakerGuide(not_speakers=("Shame",)))
    assert (found.verdict, found.doubts) == ("", ())
