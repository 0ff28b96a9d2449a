"""What styles say of a paragraph, one based on another, and what the paragraph says itself."""

from lxml import etree

from qualcode.exporters.document.word_lines import StyledWords
from qualcode.exporters.document.word_measures import Styles, pieces_of

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f"""<w:styles {SPACE}>
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="200"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:pPr><w:spacing w:line="480"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H"><w:basedOn w:val="N"/>
<w:pPr><w:keepNext/><w:spacing w:before="400" w:after="80"/><w:ind w:left="300" w:hanging="100"/></w:pPr>
<w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="L"><w:basedOn w:val="H"/><w:pPr><w:keepNext w:val="0"/>
<w:spacing w:line="500" w:lineRule="atLeast"/></w:pPr><w:rPr><w:b w:val="0"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="E">
<w:pPr><w:spacing w:line="100" w:lineRule="exact"/></w:pPr></w:style>
</w:styles>"""


def styles() -> Styles:
    return Styles(etree.fromstring(STYLES))


def holder(inside: str) -> "etree._Element":
    return etree.fromstring(f"<w:p {SPACE}>{inside}</w:p>")


def test_styles_add_to_those_they_are_based_on() -> None:
    normal, heading, low = (styles().of(name) for name in ("N", "H", "L"))
    assert (normal.size, normal.after, normal.before, normal.bold) == (220, 200, 0, False)
    assert (heading.size, heading.before, heading.after, heading.bold) == (320, 400, 80, True)
    assert (heading.left, heading.first, heading.keep_next) == (300, -100, True)
    assert (low.size, low.before, low.bold, low.keep_next) == (320, 400, False, False)


def test_lines_are_as_high_as_their_rule_says() -> None:
    assert round(styles().of("N").line) == round(220 * 1.15 * 2)
    assert styles().of("L").line == 500
    assert styles().of("E").line == 100


def test_lines_of_at_least_a_height_are_higher_for_larger_letters() -> None:
    made = styles().paragraph(
        holder('<w:pPr><w:pStyle w:val="L"/><w:spacing w:line="100" w:lineRule="atLeast"/></w:pPr>')
    )
    assert round(made.line) == round(320 * 1.15)


def test_a_paragraph_says_more_than_its_style() -> None:
    plain = styles().paragraph(holder(""))
    assert plain == styles().of("N")
    own = styles().paragraph(
        holder('<w:pPr><w:pStyle w:val="H"/><w:keepLines/><w:pageBreakBefore/><w:ind w:left="0"/></w:pPr>')
    )
    assert (own.keep_next, own.keep_lines, own.new_page, own.left, own.before) == (True, True, True, 0, 400)


def test_a_style_that_is_nowhere_has_the_usual_measures() -> None:
    assert styles().of("X").after == 200


def test_words_have_the_look_of_their_run() -> None:
    words = (
        '<w:r><w:t>a </w:t></w:r><w:hyperlink><w:r><w:rPr><w:b/><w:sz w:val="40"/></w:rPr>'
        "<w:t>b</w:t><w:tab/><w:br/></w:r></w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r>"
    )
    made = holder(words)
    assert pieces_of(made, styles().paragraph(made)) == [
        StyledWords("a ", 220, False),
        StyledWords("b\t\n", 400, True),
    ]
