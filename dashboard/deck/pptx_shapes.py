"""Shapes, text and native charts of PowerPoint in the deck's own fonts and colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree
from pptx.chart.axis import ValueAxis
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Made
from pptx.slide import Slide as Page
from pptx.text.text import TextFrame
from pptx.util import Emu, Pt

from dashboard import download

LATIN, CHINESE = "Segoe UI", "Microsoft YaHei"
INK, GREY, ACCENT, PALE, WHITE = "#1d2733", "#5b6670", "#0b6e99", "#f3f6f8", "#ffffff"

Box = tuple[int, int, int, int]
"""Left, top, width, height."""


def chart(page: Page, kind: XL_CHART_TYPE, names: Sequence[str], series: dict[str, Sequence[float]],
           box: Box) -> Chart:
    """A native chart; the workbook inside must not run a formula either, so names are made safe."""
    data = CategoryChartData()
    data.categories = [download.safe(name) for name in names]
    for name, numbers in series.items():
        data.add_series(download.safe(name), list(numbers))
    made = page.shapes.add_chart(kind, *box, data).chart
    made.font.size, made.font.name, made.has_title = Pt(13), LATIN, False
    properties = made._chartSpace.find(qn("c:txPr")).find(".//" + qn("a:defRPr"))
    _east_asian(properties)
    made.category_axis.has_major_gridlines = False
    made.category_axis.format.line.color.rgb = rgb("#b8c2ca")
    _quiet(made.value_axis)
    return made


def _quiet(axis: ValueAxis) -> None:
    """The numbers stand at the bars, so the axis need not be seen; it begins at zero."""
    axis.visible, axis.has_major_gridlines, axis.minimum_scale = False, False, 0


def labels(plot: object, digits: str) -> None:
    plot.has_data_labels = True
    told = plot.data_labels
    told.show_value, told.position = True, XL_LABEL_POSITION.OUTSIDE_END
    told.number_format, told.number_format_is_linked = f"#,##{digits}", False
    told.font.size = Pt(13)


def headline(page: Page, text: str, box: Box, size: int) -> None:
    title = page.shapes.title
    title.left, title.top, title.width, title.height = (Emu(one) for one in box)
    title.text_frame.word_wrap, title.text_frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    paragraph(title.text_frame, text, size, INK, PP_ALIGN.LEFT, bold=True)


def text(page: Page, paragraphs: Iterable[str], box: Box, size: int, colour: str, align: PP_ALIGN = PP_ALIGN.LEFT,
          space: int = 0) -> None:
    frame = page.shapes.add_textbox(*box).text_frame
    frame.word_wrap = True
    for index, said in enumerate(paragraphs):
        paragraph(frame, said, size, colour, align, first=not index).space_after = Pt(space)


def paragraph(frame: TextFrame, text: str, size: int, colour: str, align: PP_ALIGN = PP_ALIGN.LEFT,
               first: bool = True, bold: bool = False) -> object:
    paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, LATIN
    run.font.color.rgb = rgb(colour)
    _east_asian(run._r.get_or_add_rPr())
    return paragraph


def fonts(frame: TextFrame, size: int) -> None:
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.size, run.font.name = Pt(size), LATIN
            _east_asian(run._r.get_or_add_rPr())


def _east_asian(properties: etree._Element) -> None:
    """The Chinese font of a run, behind its Latin one as the schema wants it; python-pptx sets the Latin one only."""
    font = properties.find(qn("a:ea"))
    if font is None:
        font = properties.makeelement(qn("a:ea"), {})
        latin = properties.find(qn("a:latin"))
        latin.addnext(font)
    font.set("typeface", CHINESE)


def fonts_of_theme(file: Made) -> None:
    """Both fonts in the theme, for whatever text is added later."""
    part = file.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    for group in theme.iter(qn("a:majorFont"), qn("a:minorFont")):
        group.find(qn("a:latin")).set("typeface", LATIN)
        group.find(qn("a:ea")).set("typeface", CHINESE)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def shape(page: Page, kind: MSO_SHAPE, box: Box, colour: str) -> object:
    made = page.shapes.add_shape(kind, *box)
    fill(made.fill, colour)
    made.line.fill.background()
    made.shadow.inherit = False
    return made


def fill(area: object, colour: str) -> None:
    area.solid()
    area.fore_color.rgb = rgb(colour)


def rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#").upper())


def ink(colour: str) -> str:
    red, green, blue = (int(colour[index:index + 2], 16) for index in (1, 3, 5))
    return INK if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else WHITE
