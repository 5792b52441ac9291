"""A brief as a Word document: one A4 page, Latin and Chinese fonts both set, sources with links to follow."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from etl import brief

LATIN, CHINESE = "Calibri", "Microsoft YaHei"
INK, ACCENT, GREY = RGBColor(0x1D, 0x27, 0x33), RGBColor(0x0B, 0x6E, 0x99), RGBColor(0x5B, 0x66, 0x70)
BODY, SMALL, TITLE, HEADING = Pt(8.5), Pt(7), Pt(15), Pt(10)


def document(page: brief.Brief) -> bytes:
    """The page as the bytes of a .docx."""
    made = docx.Document()
    _paper(made)
    made.core_properties.title, made.core_properties.author = page.title, ""
    made.core_properties.comments, made.core_properties.language = "", page.lang
    _line(made, page.title, TITLE, ACCENT, bold=True, after=2)
    for sentence in page.lead:
        _line(made, sentence, BODY, GREY)
    for title, sentences in page.parts:
        _line(made, title, HEADING, ACCENT, bold=True, before=5, after=1, heading=True)
        for one in sentences:
            _sentence(made, one, page.lang)
    _line(made, page.note, SMALL, GREY, before=4)
    if page.sources:
        _line(made, brief.WORDS["sources"][page.lang == "en"], HEADING, ACCENT, bold=True, before=5, heading=True)
        _two_columns(made)
    for number, source in enumerate(page.sources, 1):
        _source(made, number, source, page.lang)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _paper(made: Document) -> None:
    """A4 with narrow margins; both fonts in the style that all text inherits."""
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(17)
    section.top_margin = section.bottom_margin = Mm(12)
    style = made.styles["Normal"]
    style.font.name, style.font.size = LATIN, BODY
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), CHINESE)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(11)


def _two_columns(made: Document) -> None:
    """What follows stands in two columns on the same page."""
    columns = made.add_section(WD_SECTION.CONTINUOUS)._sectPr.find(qn("w:cols"))
    columns.set(qn("w:num"), "2")
    columns.set(qn("w:space"), "340")


def _line(made: Document, text: str, size: Pt, colour: RGBColor, bold: bool = False, before: float = 0,
          after: float = 0, heading: bool = False) -> Paragraph:
    paragraph = made.add_paragraph()
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after, shape.keep_with_next = Pt(before), Pt(after), heading
    shape.line_spacing = Pt(size.pt * 1.3)
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb, run.font.bold = size, colour, bold
    return paragraph


def _sentence(made: Document, one: brief.Sentence, lang: str) -> None:
    paragraph = _line(made, f"•  {one.text}", BODY, INK)
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(3), Mm(-3)
    marks = paragraph.add_run(brief.marks(one, lang))
    marks.font.size, marks.font.color.rgb = SMALL, ACCENT


def _source(made: Document, number: int, source: brief.Source, lang: str) -> None:
    told = brief.about(brief.Source(source.title, source.source, source.published, "", source.origin), lang)
    paragraph = _line(made, f"{number}. {told}", SMALL, GREY)
    if source.url:
        paragraph.add_run(" ").font.size = SMALL
        _link(paragraph, source.url)


def _link(paragraph: Paragraph, url: str) -> None:
    """A hyperlink; python-docx has none of its own."""
    relation = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(url if len(url) <= 60 else url[:59] + "…")
    run.font.size, run.font.color.rgb, run.font.underline = SMALL, ACCENT, True
    link.append(run._r)
    paragraph._p.append(link)
