"""What a project says on first pages, what one document says instead, and logos kept as text."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.front import (
    LOGO_ENDINGS,
    FrontPage,
    FrontWords,
    Logo,
    front_of,
    logo_in,
    logo_text,
    page_of,
)
from qualcode.model.study import Study
from qualcode.operations.project import new_project, set_front

PAGE = FrontPage(
    subtitle="For all", authors="Ann Baker", organisation="A university", codebook_version="2", note="Draft",
    logo=logo_text(Logo(b"x", ".png")),
)  # fmt: skip


def _study() -> Study:
    study = Study().after(new_project("Families"))
    return study.after(set_front(study, PAGE))


def test_the_front_of_a_document_says_what_the_project_says() -> None:
    study, date = _study(), datetime(2026, 11, 3, tzinfo=UTC)
    front = front_of(study.info, "Codebook", date)
    assert page_of(study.info) == PAGE
    assert (front.title, front.study, front.date, front.authors) == (
        "Codebook",
        "Families",
        date,
        "Ann Baker",
    )
    assert (front.note, front.codebook_version, front.logo) == ("Draft", "2", Logo(b"x", ".png"))


def test_one_document_can_say_something_else_or_nothing() -> None:
    other = Logo(b"<svg/>", ".svg")
    words = FrontWords(title="For you", authors="", note="Final", logo=logo_text(other))
    front = front_of(_study().info, "Codebook", None, words)
    assert (front.title, front.authors, front.note, front.logo) == ("For you", "", "Final", other)
    assert front.organisation == "A university"
    assert front_of(_study().info, "Codebook", None, FrontWords(logo="")).logo is None
    assert front_of(_study().info, "Codebook", None, FrontWords(title="")).title == "Codebook"


@given(st.binary(min_size=1, max_size=50), st.sampled_from(LOGO_ENDINGS))
def test_a_logo_is_read_as_it_was_kept(content: bytes, suffix: str) -> None:
    assert logo_in(logo_text(Logo(content, suffix))) == Logo(content, suffix)


@given(st.text(max_size=40))
def test_what_is_no_logo_is_none(text: str) -> None:
    assert logo_in(text) is None
    assert logo_in(f"data:image/png;base64,%{text}") is None
    assert logo_text(None) == ""
