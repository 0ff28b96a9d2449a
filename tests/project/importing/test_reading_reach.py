from qualcode.importers.reading import transcript_of
from qualcode.model.transcripts.reading_choices import CaptionLines, ReadingChoices
from qualcode.project.importing.listed import ReadFile, RefusedFile, listed
from qualcode.project.importing.reading_reach import ReadAlike, chosen_for, files_read_alike, read_alike

CUES = "WEBVTT\n\n00:01.000 --> 00:02.000\n{}one\n\n00:03.000 --> 00:04.000\n{}two\n"


def file(text: str, name: str, encoding: str = "") -> ReadFile:
    return listed(transcript_of(text.encode(), name), choices=ReadingChoices(encoding))


def test_captions_without_speakers_are_read_alike_and_other_files_are_not() -> None:
    plain, other = file(CUES.format("", ""), "a.vtt"), file(CUES.format("and ", "or "), "b.vtt")
    named, text = file(CUES.format("<v Ana>", "<v Ben>"), "c.vtt"), file("Ana: Hi.\nBen: No.\n", "d.txt")
    files = [plain, other, named, text]
    assert [read_alike(found) for found in files] == [ReadAlike.CAPTIONS, ReadAlike.CAPTIONS, None, None]
    assert read_alike(RefusedFile("e.doc", "Old.")) is None
    assert files_read_alike(files, plain) == [plain, other]
    assert files_read_alike(files, text) == [text]


def test_each_file_keeps_its_encoding() -> None:
    turkish = file(CUES.format("", ""), "a.vtt", "Windows-1254")
    chosen = chosen_for(turkish, ReadingChoices("UTF-8", CaptionLines.CAPTIONS))
    assert chosen == ReadingChoices("Windows-1254", CaptionLines.CAPTIONS)
