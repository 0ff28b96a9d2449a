"""The worked example of the definitions, as a study."""

from qualcode.model.study import Study
from tests.analysis.building import Coded, Said, Talk, study_of

CODES = ("privacy", "trust", "stigma", "consent")


def worked_example() -> Study:
    """One transcript of 100 characters, three turns of two participants, two coders."""
    talk = Talk(
        "x" * 100,
        [Said(0, 40, "P1"), Said(40, 70, "P2"), Said(70, 100, "P1")],
        [
            Coded("X", "privacy", 5, 30),
            Coded("X", "privacy", 25, 50),
            Coded("X", "trust", 10, 20),
            Coded("X", "trust", 45, 60),
            Coded("X", "stigma", 72, 80),
            Coded("Y", "privacy", 5, 30),
            Coded("Y", "consent", 30, 40),
        ],
    )
    return study_of({"FG1": talk}, dict.fromkeys(CODES))
