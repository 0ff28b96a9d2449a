import pytest
from lxml import etree

from qualcode.importers.formats.docx_names import NAMESPACES, attribute, is_on, symbol, tags


def test_both_namespaces_are_known() -> None:
    assert tags("t") == [f"{{{namespace}}}t" for namespace in NAMESPACES]
    for namespace in NAMESPACES:
        assert attribute(etree.fromstring(f'<w:a xmlns:w="{namespace}" w:val="x"/>'), "val") == "x"
    assert attribute(etree.fromstring("<a/>"), "val") == ""


@pytest.mark.parametrize(
    ("value", "on"), [("", True), ("1", True), ("0", False), ("false", False), ("Off", False)]
)
def test_a_switch_is_on_unless_it_says_no(value: str, on: bool) -> None:
    assert is_on(value) is on


@pytest.mark.parametrize(
    ("font", "code", "expected"),
    [
        ("Wingdings", "F04A", "\u263a"),
        ("Symbol", "00B7", "\u2022"),
        ("Arial", "2713", "\u2713"),
        ("Other", "F041", "\uf041"),
        ("Other", "D800", ""),
        ("Other", "no", ""),
        ("Other", "FFFFFFFF", ""),
    ],
)
def test_symbols(font: str, code: str, expected: str) -> None:
    assert symbol(font, code) == expected
