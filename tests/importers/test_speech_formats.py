"""Formats of transcription tools with a structure of their own: read, or refused with a way out.

Tests: ``formats.chat_transcript``, ``formats.speech_json``, ``formats.timed_rows``, ``formats.timed_xml``.
"""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Final
from xml.sax.saxutils import escape

import pytest

from qualcode.importers.reading import transcript_of
from qualcode.model.errors import UnreadableFileError
from qualcode.model.transcripts.reading_choices import CaptionLines, ReadingChoices

Talk = list[tuple[str, str]]

SAID: Final[Talk] = [
    ("Maya Chen", "How did you start?"),
    ("Tom Okafor", "My neighbour had a plot, & I took <it> over."),
    ("Maya Chen", "And then?"),
    ("Tom Okafor", "One thing: the shed leaked."),
]


def otranscribe(said: Talk) -> bytes:
    lines = (
        f'<p><span class="timestamp" data-timestamp="{2 * at}.5">0:0{2 * at}</span> '
        f"{name}: {escape(words)}</p>"
        for at, (name, words) in enumerate(said)
    )
    return json.dumps({"text": "".join(lines), "media": "garden.mp3", "media-time": 9}).encode()


def whisperx(said: Talk) -> bytes:
    segments = [
        {"start": 2.0 * at, "end": 2.0 * at + 1, "text": f" {words}", "speaker": name, "words": []}
        for at, (name, words) in enumerate(said)
    ]
    return json.dumps({"segments": segments, "language": "en"}).encode()


def words_apart(said: Talk) -> bytes:
    segments = [
        {
            "speaker": f"spk{name[0]}",
            "words": [{"text": word, "start": 2.0 * at} for word in words.split()],
        }
        for at, (name, words) in enumerate(said)
    ]
    speakers = [{"spkid": f"spk{name[0]}", "name": name} for name in ("Maya Chen", "Tom Okafor")]
    return json.dumps({"speakers": speakers, "segments": segments}).encode()


def paragraphs(said: Talk) -> bytes:
    found = [
        {"speaker": {"name": name}, "startTime": f"00:00:0{2 * at}.000", "content": words}
        for at, (name, words) in enumerate(said)
    ]
    return json.dumps({"title": "Garden", "transcript": {"paragraphs": found}}).encode()


def chat(said: Talk) -> bytes:
    lines = ["@UTF8", "@Begin", "@Participants:\tMAY Maya_Chen Investigator, TOM Tom_Okafor Participant"]
    for at, (name, words) in enumerate(said):
        plain = words.replace("<it>", "it")
        first, _, rest = plain.partition(" ")
        lines.append(f"*{name[:3].upper()}:\t{first}")
        lines.append(f"\t{rest} \x15{2000 * at}_{2000 * at + 900}\x15")
        lines.append("%mor:\tv|be n|plot")
    return "\n".join([*lines, "@End"]).replace(" ?", "?").encode()


def ttml(said: Talk) -> bytes:
    agents = "".join(
        f'<ttm:agent xml:id="{name[0]}"><ttm:name type="full">{name}</ttm:name></ttm:agent>'
        for name in ("Maya Chen", "Tom Okafor")
    )
    cues = "".join(
        f'<p begin="00:00:0{2 * at}.000" ttm:agent="{name[0]}">{escape(words).replace(", ", ",<br/>")}</p>'
        for at, (name, words) in enumerate(said)
    )
    names = 'xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'
    return (
        f'<?xml version="1.0"?><tt {names} xml:lang="en-GB"><head><metadata>{agents}</metadata></head>'
        f"<body><div>{cues}</div></body></tt>"
    ).encode()


def eaf(said: Talk) -> bytes:
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="ts{at}" TIME_VALUE="{2000 * at}"/>' for at in range(len(said)))
    tiers = ""
    for name in ("Tom Okafor", "Maya Chen"):
        annotations = "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{at}" TIME_SLOT_REF1="ts{at}" '
            f'TIME_SLOT_REF2="ts{at}"><ANNOTATION_VALUE>{escape(words)}</ANNOTATION_VALUE>'
            "</ALIGNABLE_ANNOTATION></ANNOTATION>"
            for at, (who, words) in enumerate(said)
            if who == name
        )
        tiers += f'<TIER TIER_ID="{name[0]}" PARTICIPANT="{name}">{annotations}</TIER>'
    tiers += (
        '<TIER TIER_ID="gloss" PARENT_REF="M"><ANNOTATION><REF_ANNOTATION><ANNOTATION_VALUE>GLOSS'
        "</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>"
    )
    return f"<ANNOTATION_DOCUMENT><TIME_ORDER>{slots}</TIME_ORDER>{tiers}</ANNOTATION_DOCUMENT>".encode()


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (otranscribe, "a.otr"),
        (whisperx, "a.json"),
        (words_apart, "a.json"),
        (paragraphs, "a.json"),
        (chat, "a.cha"),
        (ttml, "a.ttml"),
        (eaf, "a.eaf"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_speakers_times_and_words_are_those_of_the_file(write: Callable[[Talk], bytes], name: str) -> None:
    read = transcript_of(write(SAID), name)
    heard = [
        (turn.label, " ".join(read.text[turn.speech : turn.span.end].split()), turn.time)
        for turn in read.turns
    ]
    marks = "<it>" if write is not chat else "it"
    assert heard == [(who, words.replace("<it>", marks), 2.0 * at) for at, (who, words) in enumerate(SAID)]
    assert "GLOSS" not in read.text
    assert "v|be" not in read.text


def test_times_without_names_are_nobodys_turns() -> None:
    words = [said for _, said in SAID]
    rows = "".join(f"{2000 * at}\t{2000 * at + 900}\t{said}\n" for at, said in enumerate(words))
    blocks = "\n\n".join(f"0:00:0{2 * at}.000,0:00:0{2 * at}.900\n{said}" for at, said in enumerate(words))
    segments = json.dumps({"segments": [{"start": 2.0 * at, "text": said} for at, said in enumerate(words)]})
    cpp = json.dumps(
        {
            "transcription": [
                {"timestamps": {"from": f"00:00:0{2 * at},000"}, "text": said}
                for at, said in enumerate(words)
            ]
        }
    )
    for raw, name in (
        (f"start\tend\ttext\n{rows}", "a.tsv"),
        (blocks, "a.sbv"),
        (segments, "a.json"),
        (cpp, "a.json"),
    ):
        each = ReadingChoices(captions=CaptionLines.CAPTIONS)
        read = transcript_of(raw.encode(), name, choices=each)
        heard = [
            (turn.label, read.text[turn.speech : turn.span.end].strip(), turn.time) for turn in read.turns
        ]
        assert heard == [("", said, 2.0 * at) for at, said in enumerate(words)], name


def test_chat_without_its_marks() -> None:
    written = (
        "@UTF8\n@Begin\n@Participants:\tCHI Target_Child, MOT Mother\n"
        "*CHI:\t&-uh I [//] <I want> [?] that@c &=laughs .\n*MOT:\tno +...\n@End\n"
    )
    read = transcript_of(written.encode(), "a.cha")
    assert read.text == "Target Child: uh I I want that (laughs).\nMother: no…"


def packed(*names: str, mimetype: str = "") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<x/>")
    return written.getvalue()


@pytest.mark.parametrize(
    ("raw", "name", "what"),
    [
        (packed("OEBPS/a.xhtml", mimetype="application/epub+zip"), "a.epub", "e-book"),
        (packed("project.qde", "sources/a.txt"), "a.qdpx", "REFI-QDA"),
        (packed("Index/Document.iwa"), "a.pages", "Pages"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "old Office format"),
        (b'{"doc_id": "1x", "email": "a@b.c"}', "a.gdoc", "link"),
        (b'<?xml version="1.0"?><basic-transcription><head/></basic-transcription>', "a.exb", "EXMARaLDA"),
        (b'{"a": [1, 2, 3]}', "a.json", "no transcript"),
        (b'{"dependencies": {"data": [{"text": "x"}]}}', "a.json", "no transcript"),
        (b'{"segments": [{"text"', "a.json", "damaged"),
        (b"[" * 100_000, "a.json", "damaged"),
        (b"0:00:00.599,0:00:04.160\n\n", "a.sbv", "no words"),
    ],
)
def test_other_structures_are_refused_with_a_way_out(raw: bytes, name: str, what: str) -> None:
    with pytest.raises(UnreadableFileError, match=what) as caught:
        transcript_of(raw, name)
    assert str(caught.value).endswith(".")


def test_speakers_of_trint_are_beside_their_paragraphs_and_times_are_milliseconds() -> None:
    paragraphs = [
        {
            "speaker": "S1",
            "words": [{"value": "So", "time": 1000, "duration": 90}, {"value": "how?", "time": 1200}],
        },
        {"speaker": "S2", "words": [{"value": "Well.", "time": 9000, "duration": 90}]},
    ]
    speakers = [{"spkid": "S1", "name": "Maya"}, {"spkid": "S2", "name": "Tom"}]
    content = {"transcript": {"speakers": speakers, "paragraphs": paragraphs}}
    read = transcript_of(json.dumps(content).encode(), "a.json")
    assert [(turn.label, turn.time) for turn in read.turns] == [("Maya", 1.0), ("Tom", 9.0)]


def test_a_page_with_half_a_letter_is_read() -> None:
    raw = b'{"text": "<p><b>Ana</b>: so \\ud800?</p>", "media": "a.mp3"}'
    assert "so" in transcript_of(raw, "a.otr").text


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("*ANA:\tSo? \u2022%s_1\u2022\n*BEN:\tYes. \u2022900_%s\u2022\n", "a.cha"),
        ("start\tend\ttext\n%s\t900\tSo?\n900\t%s\tYes.\n", "a.tsv"),
        ("Ana %s minutes 12 seconds\nSo?\nBen %s seconds\nYes.\n", "a.txt"),
    ],
)
@pytest.mark.parametrize("digits", [12, 400])
def test_a_time_that_no_recording_lasts_is_none(raw: str, name: str, digits: int) -> None:
    read = transcript_of((raw % ("9" * digits, "9" * digits)).encode(), name)
    assert "So?" in read.text
    assert all(turn.time is None or turn.time < 1e12 for turn in read.turns)
