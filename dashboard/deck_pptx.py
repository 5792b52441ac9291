"""The slides as PowerPoint: native charts, tables and shapes to edit, 16:9, sources in the notes, no browser.

PowerPoint has no map of China, so the map is a grid of equal tiles made of shapes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from lxml import etree
from pptx import Presentation
from pptx.chart.axis import ValueAxis
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Made
from pptx.slide import Slide as Page
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from dashboard import charts, deck, download, maps, outlines, words

WIDE, HIGH, SIDE = Inches(13.333), Inches(7.5), Inches(0.55)
ACROSS = WIDE - 2 * SIDE
LATIN, CHINESE = "Segoe UI", "Microsoft YaHei"
INK, GREY, ACCENT, PALE, WHITE = "#1d2733", "#5b6670", "#0b6e99", "#f3f6f8", "#ffffff"
TOP, BOTTOM = Inches(1.75), Inches(6.45)
"""Of what a slide shows, below its sentence and above what it leaves out."""
LINE = 110
"""Latin characters on one line of a slide in 14 points."""

Box = tuple[int, int, int, int]
"""Left, top, width, height."""


def presentation(made: deck.Deck) -> bytes:
    """The deck as the bytes of a .pptx."""
    file = Presentation()
    file.slide_width, file.slide_height = WIDE, HIGH
    _fonts_of_theme(file)
    properties = file.core_properties
    properties.title, properties.author, properties.language = made.title, "", made.lang
    for number, slide in enumerate(made.slides, 1):
        page = file.slides.add_slide(file.slide_layouts[5])
        (_title if slide.kind == "title" else _slide)(page, slide)
        _footer(page, made, number)
        page.notes_slide.notes_text_frame.text = deck.notes(slide)
        _fonts(page.notes_slide.notes_text_frame, 12)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _title(page: Page, slide: deck.Slide) -> None:
    _shape(page, MSO_SHAPE.RECTANGLE, (0, 0, Inches(0.28), HIGH), ACCENT)
    _headline(page, slide.title, (Inches(0.9), Inches(1.7), Inches(11.4), Inches(1.7)), 44)
    _text(page, slide.content.paragraphs, (Inches(0.9), Inches(3.6), Inches(11.4), Inches(2.6)), 20, GREY, space=8)


def _slide(page: Page, slide: deck.Slide) -> None:
    _headline(page, slide.title, (SIDE, Inches(0.3), ACROSS, Inches(0.8)), 28 if len(slide.title) < 28 else 22)
    if slide.said:
        _text(page, [slide.said], (SIDE, Inches(1.08), ACROSS, Inches(0.62)), 16, GREY)
    top = TOP
    if slide.remark:
        size = 14 if _width(slide.remark) <= 2 * LINE else 11
        lines = -(-_width(slide.remark) * size // (14 * LINE))
        height = Pt(size * 1.3 * lines) + Inches(0.15)
        _text(page, [slide.remark], (SIDE, TOP - Inches(0.05), ACROSS, height), size, ACCENT)
        top += height
    draw = _DRAW.get(type(slide.content))
    if draw:
        draw(page, slide, (SIDE, top, ACROSS, BOTTOM - top))
    if slide.left_out:
        _text(page, [slide.left_out], (SIDE, BOTTOM + Inches(0.05), ACROSS, Inches(0.55)), 11, GREY)


def _width(text: str) -> int:
    """The width of a text in Latin characters; a Chinese one is twice as wide."""
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)


def _footer(page: Page, made: deck.Deck, number: int) -> None:
    about = made.slides[number - 1].about
    shown = words.say(made.lang, "deck_events", shown=f"{about.shown:,}", total=f"{about.total:,}")
    when = words.say(made.lang, "deck_data", when=about.built[:16].replace("T", " "))
    _text(page, [f"{shown} · {when} · {number} / {len(made.slides)}"],
          (SIDE, Inches(7.08), ACROSS, Inches(0.3)), 10, GREY, align=PP_ALIGN.RIGHT)


# ---------------------------------------------------------------- what a slide shows

def _figures(page: Page, slide: deck.Slide, box: Box) -> None:
    left, top, width, height = box
    columns = 3
    step, rows = width // columns, -(-len(slide.content.pairs) // columns)
    for index, (name, number) in enumerate(slide.content.pairs):
        place = (left + index % columns * step, top + index // columns * (height // rows),
                 step - Inches(0.25), height // rows - Inches(0.25))
        card = _shape(page, MSO_SHAPE.RECTANGLE, place, PALE)
        frame = card.text_frame
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        for text, size, colour in ((number, 44, ACCENT), (name, 18, GREY)):
            _paragraph(frame, text, size, colour, PP_ALIGN.CENTER, first=text is number)


def _bars(page: Page, slide: deck.Slide, box: Box) -> None:
    bars = slide.content
    chart = _chart(page, XL_CHART_TYPE.BAR_CLUSTERED, bars.names, {bars.axis: bars.numbers}, box)
    chart.has_legend = False
    chart.category_axis.reverse_order = True
    plot = chart.plots[0]
    plot.gap_width = min(45 * max(1, 6 // len(bars.names)), 500)  # a lone bar does not fill the slide
    _labels(plot, "0" if all(number.is_integer() for number in bars.numbers) else "0.0")
    series = plot.series[0]
    for index, told in enumerate(bars.written):  # no number format of PowerPoint counts in 万 and 亿
        frame = series.points[index].data_label.text_frame
        _paragraph(frame, told, 13, INK)
        series.points[index].data_label.position = XL_LABEL_POSITION.OUTSIDE_END
    _fill(series.format.fill, charts.ACCENT)
    for index, code in enumerate(bars.codes if bars.column == "domain" else ()):
        _fill(series.points[index].format.fill, charts.colour_of(code))


def _lines(page: Page, slide: deck.Slide, box: Box) -> None:
    lines = slide.content
    series = {name: numbers for _, name, numbers in lines.series}
    chart = _chart(page, XL_CHART_TYPE.LINE_MARKERS, lines.labels, series, box)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.value_axis.visible = True
    chart.value_axis.tick_labels.number_format = "#,##0"
    chart.value_axis.tick_labels.number_format_is_linked = False
    chart.value_axis.major_unit = max(1, -(-max(max(numbers) for *_, numbers in lines.series) // 5))
    for one, (code, *_) in zip(chart.plots[0].series, lines.series, strict=True):
        colour = _rgb(charts.colour_of(code))
        one.smooth = False
        one.format.line.color.rgb, one.format.line.width = colour, Pt(2.25)
        one.marker.style, one.marker.size = XL_MARKER_STYLE.CIRCLE, 6
        one.marker.format.fill.solid()
        one.marker.format.fill.fore_color.rgb = one.marker.format.line.color.rgb = colour


def _time(page: Page, slide: deck.Slide, box: Box) -> None:
    time, lang = slide.content, slide.about.lang
    if not time.labels:
        return
    series = {words.say(lang, f"precision_{precision}"): numbers for precision, numbers in time.series.items()}
    chart = _chart(page, XL_CHART_TYPE.COLUMN_STACKED, time.labels, series, box)
    chart.has_legend = len(series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 35, 100
    for one, precision in zip(plot.series, time.series, strict=True):
        _fill(one.format.fill, charts.PRECISIONS[precision])
        if precision == "year":  # hatched as on the page: less is known
            one.format.fill.patterned()
            one.format.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
            one.format.fill.fore_color.rgb, one.format.fill.back_color.rgb = _rgb(charts.PRECISIONS["year"]), _rgb(WHITE)
    if len(time.labels) <= 26:
        plot.has_data_labels = True
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "0;;", False  # no zeros
        plot.data_labels.font.size = Pt(11)


def _map(page: Page, slide: deck.Slide, box: Box) -> None:
    """Tiles of shapes on the left; the provinces with most events as a chart on the right."""
    left, top, width, height = box
    lang, values, tiles = slide.about.lang, slide.content.values, outlines.tiles()
    written = partial(words.number, lang) if slide.content.money else words.figure
    steps = maps.classes([value for code, value in values.items() if code in tiles], False)
    columns, rows = (1 + max(place[axis] for place in tiles.values()) for axis in (0, 1))
    side = min(int(width * 0.6) // columns, height // rows)
    for code, (column, row) in tiles.items():
        value = values.get(code, 0)
        colour = next((shade for low, _, shade in reversed(steps) if value >= low), maps.EMPTY)
        tile = _shape(page, MSO_SHAPE.ROUNDED_RECTANGLE, (left + column * side, top + row * side,
                                                          side - Inches(0.05), side - Inches(0.05)), colour)
        frame, ink = tile.text_frame, _ink(colour)
        frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.MIDDLE, True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        _paragraph(frame, words.cut(words.place_short(lang, code), 16), 9 if lang == "zh" else 7, ink, PP_ALIGN.CENTER)
        if value:
            _paragraph(frame, written(value), 11 if len(written(value)) < 5 else 8, ink, PP_ALIGN.CENTER, first=False)
    most = sorted(values, key=lambda code: (-values[code], code))[:8]
    bars = deck.Bars(tuple(words.place_short(lang, code) for code in most), tuple(values[code] for code in most),
                     tuple(most), slide.content.axis, "province",
                     tuple(written(values[code]) for code in most) if slide.content.money else ())
    beside = deck.Slide("provinces", "", "", bars, slide.about)
    _bars(page, beside, (left + int(width * 0.64), top, int(width * 0.36), height))


def _sheet(page: Page, slide: deck.Slide, box: Box) -> None:
    left, top, width, height = box
    sheet = slide.content
    table = page.shapes.add_table(1 + len(sheet.rows), len(sheet.head), left, top, width,
                                  Inches(0.3 if slide.remark else 0.38) * (1 + len(sheet.rows))).table
    small = 2 if slide.remark else 0  # the remark takes its place
    for index, share in enumerate(sheet.shares):
        table.columns[index].width = Emu(int(width * share))
    for number, row in enumerate((sheet.head, *sheet.rows)):
        for index, text in enumerate(row):
            cell = table.cell(number, index)
            cell.margin_top = cell.margin_bottom = Inches(0.03)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            _fill(cell.fill, ACCENT if not number else PALE if number % 2 else WHITE)
            _paragraph(cell.text_frame, text, (13 if not number else 12) - small, WHITE if not number else INK, bold=not number)


def _paragraphs(page: Page, slide: deck.Slide, box: Box) -> None:
    _text(page, slide.content.paragraphs, box, 16, INK, space=10)


_DRAW: dict[type, Callable[[Page, deck.Slide, Box], None]] = {
    deck.Figures: _figures, deck.Bars: _bars, deck.Lines: _lines, deck.Time: _time, deck.Map: _map, deck.Sheet: _sheet,
    deck.Text: _paragraphs}


# ---------------------------------------------------------------- shapes, text and charts

def _chart(page: Page, kind: XL_CHART_TYPE, names: Sequence[str], series: dict[str, Sequence[float]],
           box: Box) -> Chart:
    """A native chart; the workbook inside must not run a formula either, so names are made safe."""
    data = CategoryChartData()
    data.categories = [download.safe(name) for name in names]
    for name, numbers in series.items():
        data.add_series(download.safe(name), list(numbers))
    chart = page.shapes.add_chart(kind, *box, data).chart
    chart.font.size, chart.font.name, chart.has_title = Pt(13), LATIN, False
    properties = chart._chartSpace.find(qn("c:txPr")).find(".//" + qn("a:defRPr"))
    _east_asian(properties)
    chart.category_axis.has_major_gridlines = False
    chart.category_axis.format.line.color.rgb = _rgb("#b8c2ca")
    _quiet(chart.value_axis)
    return chart


def _quiet(axis: ValueAxis) -> None:
    """The numbers stand at the bars, so the axis need not be seen; it begins at zero."""
    axis.visible, axis.has_major_gridlines, axis.minimum_scale = False, False, 0


def _labels(plot: object, shape: str) -> None:
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    labels.number_format, labels.number_format_is_linked = f"#,##{shape}", False
    labels.font.size = Pt(13)


def _headline(page: Page, text: str, box: Box, size: int) -> None:
    title = page.shapes.title
    title.left, title.top, title.width, title.height = (Emu(one) for one in box)
    title.text_frame.word_wrap, title.text_frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    _paragraph(title.text_frame, text, size, INK, PP_ALIGN.LEFT, bold=True)


def _text(page: Page, paragraphs: Iterable[str], box: Box, size: int, colour: str, align: PP_ALIGN = PP_ALIGN.LEFT,
          space: int = 0) -> None:
    frame = page.shapes.add_textbox(*box).text_frame
    frame.word_wrap = True
    for index, text in enumerate(paragraphs):
        _paragraph(frame, text, size, colour, align, first=not index).space_after = Pt(space)


def _paragraph(frame: TextFrame, text: str, size: int, colour: str, align: PP_ALIGN = PP_ALIGN.LEFT,
               first: bool = True, bold: bool = False) -> object:
    paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, LATIN
    run.font.color.rgb = _rgb(colour)
    _east_asian(run._r.get_or_add_rPr())
    return paragraph


def _fonts(frame: TextFrame, size: int) -> None:
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


def _fonts_of_theme(file: Made) -> None:
    """Both fonts in the theme, for whatever text is added later."""
    part = file.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    for group in theme.iter(qn("a:majorFont"), qn("a:minorFont")):
        group.find(qn("a:latin")).set("typeface", LATIN)
        group.find(qn("a:ea")).set("typeface", CHINESE)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _shape(page: Page, kind: MSO_SHAPE, box: Box, colour: str) -> object:
    shape = page.shapes.add_shape(kind, *box)
    _fill(shape.fill, colour)
    shape.line.fill.background()
    shape.shadow.inherit = False
    return shape


def _fill(fill: object, colour: str) -> None:
    fill.solid()
    fill.fore_color.rgb = _rgb(colour)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#").upper())


def _ink(colour: str) -> str:
    red, green, blue = (int(colour[index:index + 2], 16) for index in (1, 3, 5))
    return INK if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else WHITE
