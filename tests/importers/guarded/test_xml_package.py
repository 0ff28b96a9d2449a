import io
import zipfile

import pytest

from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.guarded.xml_package import XmlPackage, parse_xml
from qualcode.model.errors import UnreadableFileError

RELATIONS = (
    '<r><a Type="http://x/styles" Target="s.xml"/>'
    '<a Type="http://x/image" Target="../m/i.png"/>'
    '<a Type="http://x/link" Target="https://x" TargetMode="External"/>'
    '<a Type="http://x/abs" Target="/y/z.xml"/></r>'
)


def package(files: dict[str, str], limits: ImportLimits = DEFAULT_LIMITS) -> XmlPackage:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return XmlPackage(written.getvalue(), limits)


def test_relations_are_resolved_from_the_part_that_has_them() -> None:
    found = package({"w/_rels/d.xml.rels": RELATIONS}).relations("w/d.xml")
    assert found == [("styles", "w/s.xml"), ("image", "m/i.png"), ("abs", "y/z.xml")]


def test_missing_parts_are_empty() -> None:
    assert package({"a": "x"}).read("b") == b""
    assert package({"a": "x"}).xml("b") is None


def test_parts_together_count_against_the_limit() -> None:
    held = package({"a": "x" * 60, "b": "x" * 60}, ImportLimits(unpacked_bytes=100))
    held.read("a")
    with pytest.raises(UnreadableFileError, match="unpacks to more"):
        held.read("b")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>', "entities"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "entities"),
        (b"<a><b></a>", "damaged"),
        (b"", "damaged"),
        (b"<a>" + b"<b/>" * 20 + b"</a>", "more than 10 elements"),
    ],
)
def test_hostile_xml_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        parse_xml(raw, ImportLimits(xml_elements=10))
