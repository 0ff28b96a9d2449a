"""CHAT transcripts (.cha): speakers with their names, utterances without the marks of the format."""

import re
from typing import Final

from qualcode.importers.clock import of_milliseconds
from qualcode.importers.formats.captions import Cue, source_of_cues
from qualcode.importers.formats.decoding import decode
from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.source_text import SourceText

_TIMES: Final = re.compile(rb"\x15(\d+)_(\d+)\x15")
_BULLET: Final = re.compile(r"\u2022(\d+)_\d+\u2022")
_PARTICIPANT: Final = re.compile(r"(?P<code>\S{1,10})[ \t]+(?:(?P<name>\S+)[ \t]+)?(?P<role>\S+)$")
_DETAILS: Final = {"@Date": "Date", "@Location": "Location", "@Situation": "Situation", "@Comment": "Note"}
_MARKS: Final = (
    (re.compile(r"&=([A-Za-z:]+)"), lambda match: f"({match[1].replace(':', ' ')})"),
    (re.compile(r"\[=!? ?[^\]]*\]|\[[^\]]*\]"), lambda _: ""),
    (re.compile(r"&[-+~]?(?=\w)"), lambda _: ""),
    (re.compile(r"[<>\u2039\u203a]"), lambda _: ""),
    (re.compile(r"(?<=\w)@[a-z:$]+"), lambda _: ""),
    (re.compile(r"\+[/.\"<^+,~!?]*"), lambda match: "…" if match[0].startswith("+..") else ""),
    (re.compile(r"[ ]+([.,;!?…])"), lambda match: match[1]),
)


def read(raw: bytes, limits: ImportLimits) -> SourceText:
    """The content of a CHAT file; tiers that describe an utterance are no speech."""
    decoded = decode(_TIMES.sub("\u2022\\1_\\2\u2022".encode(), raw))
    lines = _whole_lines(decoded.text)
    names = _names(lines)
    cues: list[Cue] = []
    left_out: dict[str, None] = {}
    for line in lines:
        head, _, words = line.partition(":")
        if line.startswith("*"):
            code = head[1:].strip()
            times = _BULLET.findall(words)
            start = of_milliseconds(times[0]) if times else None
            if start is None:
                start = cues[-1].start if cues else 0.0
            cues.append(Cue(start, names.get(code, code), _plain(_BULLET.sub(" ", words))))
        elif line.startswith("%"):
            left_out.setdefault(head)
    details = tuple(
        (_DETAILS[head], words.strip())
        for head, _, words in (line.partition(":") for line in lines)
        if head in _DETAILS and words.strip()
    )
    told = (f"Descriptions left out: {', '.join(left_out)}",) if left_out else ()
    return source_of_cues("chat", cues, limits, details=details, warnings=decoded.warnings + told)


def _whole_lines(text: str) -> list[str]:
    """Lines with those that go on below, indented by a tab."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith("\t") and lines:
            lines[-1] += " " + line.strip()
        elif line.strip():
            lines.append(line)
    return lines


def _names(lines: list[str]) -> dict[str, str]:
    """What each code of a speaker stands for; the code itself where two have one name."""
    found: dict[str, str] = {}
    for line in lines:
        if line.startswith("@Participants:"):
            for entry in line.partition(":")[2].split(","):
                if match := _PARTICIPANT.match(entry.strip()):
                    name = match["name"] or match["role"]
                    found[match["code"]] = name.replace("_", " ")
    twice = {name for name in found.values() if list(found.values()).count(name) > 1}
    return {code: code if name in twice else name for code, name in found.items()}


def _plain(words: str) -> str:
    for pattern, instead in _MARKS:
        words = pattern.sub(instead, words)
    return " ".join(words.split())
