"""Files that researchers drop: good ones, a broken one, a repeated one, tables."""

import shutil
from pathlib import Path

SAMPLES = Path(__file__).parents[3] / "sample_transcripts"

MIXED = """Date: 3 March 2021
Place: online

Interviewer: How did it begin?
Participant 1: It began with a letter nobody could read.
P1: And then nothing for weeks.
Interviewer: And you?
P2: The same for me, only worse.
Interviewer: Worse in what way?
P2: They sent it to my old address.
P 1: Mine too.
P1: Twice.
"""

SURVEY = """id,age band,joined,What worries you most?,What would make you trust it?
R1,20-24,2021-03-01,"That somebody at the council reads what I told the doctor.","A letter that says so."
R2,25-29,2021-03-02,"Mistakes. There was one in my file for four years.","Being able to have it put right."
R3,20-24,2021-03-02,"Nothing really, I suppose they know it all anyway by now.",""
R4,25-29,2021-04-09,"That it is sold on to a company.","Keep firms out of it, that is all I ask."
"""

PEOPLE = """pseudonym,age,satisfied,consent
Ruth,34,satisfied,yes
Kofi,41,dissatisfied,no
Imran,29,very satisfied,yes
Dawn,50,satisfied,yes
Megan,38,dissatisfied,yes
Siobhan,n/a,very satisfied,yes
"""


def folder_of(place: Path) -> Path:
    """A folder with a file in each format, one of them twice, and one that is broken."""
    folder = place / "from the service"
    folder.mkdir()
    for name in (
        "FG4 Larger families.vtt", "INT02 Kofi.txt", "INT03 Siobhan.odt", "INT04 Imran.rtf", "INT05 Dawn.pdf",
        "INT06 Megan.docx",
    ):  # fmt: skip
        shutil.copy(SAMPLES / name, folder / name)
    shutil.copy(SAMPLES / "INT02 Kofi.txt", folder / "Kofi again.txt")
    (folder / "mixed.txt").write_text(MIXED, "utf-8")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    return folder
