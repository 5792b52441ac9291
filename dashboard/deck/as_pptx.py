"""The slides as PowerPoint: native charts, tables and shapes to edit, 16:9, sources in the notes, no browser.

PowerPoint has no map of China, so the map is a grid of equal tiles made of shapes.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial

from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide as Page
from pptx.util import Emu, Inches, Pt

from dashboard import charts, deck, maps, outlines, words
from dashboard.deck import pptx_shapes as shapes
from dashboard.deck.pptx_shapes import ACCENT, GREY, INK, PALE, WHITE, Box

WIDE, HIGH, SIDE = Inches(13.333), Inches(7.5), Inches(0.55)
ACROSS = WIDE - 2 * SIDE
TOP, BOTTOM = Inches(1.75), Inches(6.45)
"""Of what a slide shows, below its sentence and above what it leaves out."""
LINE = 110
"""Latin characters on one line of a slide in 14 points."""


def presentation(made: deck.Deck) -> bytes:
    """The deck as the bytes of a .pptx."""
    file = Presentation()
    file.slide_width, file.slide_height = WIDE, HIGH
    shapes.fonts_of_theme(file)
    properties = file.core_properties
    properties.title, properties.author, properties.language = made.title, "", made.lang
    for number, slide in enumerate(made.slides, 1):
        page = file.slides.add_slide(file.slide_layouts[5])
        (_title if slide.kind == "title" else _slide)(page, slide)
        _footer(page, made, number)
        page.notes_slide.notes_text_frame.text = deck.notes(slide)
        shapes.fonts(page.notes_slide.notes_text_frame, 12)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _title(page: Page, slide: deck.Slide) -> None:
    shapes.shape(page, MSO_SHAPE.RECTANGLE, (0, 0, Inches(0.28), HIGH), ACCENT)
    shapes.headline(page, slide.title, (Inches(0.9), Inches(1.7), Inches(11.4), Inches(1.7)), 44)
    shapes.text(page, slide.content.paragraphs, (Inches(0.9), Inches(3.6), Inches(11.4), Inches(2.6)), 20, GREY, space=8)


def _slide(page: Page, slide: deck.Slide) -> None:
    shapes.headline(page, slide.title, (SIDE, Inches(0.3), ACROSS, Inches(0.8)), 28 if len(slide.title) < 28 else 22)
    if slide.said:
        shapes.text(page, [slide.said], (SIDE, Inches(1.08), ACROSS, Inches(0.62)), 16, GREY)
    top = TOP
    if slide.remark:
        size = 14 if _width(slide.remark) <= 2 * LINE else 11
        lines = -(-_width(slide.remark) * size // (14 * LINE))
        height = Pt(size * 1.3 * lines) + Inches(0.15)
        shapes.text(page, [slide.remark], (SIDE, TOP - Inches(0.05), ACROSS, height), size, ACCENT)
        top += height
    draw = _DRAW.get(type(slide.content))
    if draw:
        draw(page, slide, (SIDE, top, ACROSS, BOTTOM - top))
    if slide.left_out:
        shapes.text(page, [slide.left_out], (SIDE, BOTTOM + Inches(0.05), ACROSS, Inches(0.55)), 11, GREY)


def _width(text: str) -> int:
    """The width of a text in Latin characters; a Chinese one is twice as wide."""
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)


def _footer(page: Page, made: deck.Deck, number: int) -> None:
    about = made.slides[number - 1].about
    shown = words.say(made.lang, "deck_events", shown=f"{about.shown:,}", total=f"{about.total:,}")
    when = words.say(made.lang, "deck_data", when=about.built[:16].replace("T", " "))
    shapes.text(page, [f"{shown} · {when} · {number} / {len(made.slides)}"],
          (SIDE, Inches(7.08), ACROSS, Inches(0.3)), 10, GREY, align=PP_ALIGN.RIGHT)


# ---------------------------------------------------------------- what a slide shows

def _figures(page: Page, slide: deck.Slide, box: Box) -> None:
    left, top, width, height = box
    columns = 3
    step, rows = width // columns, -(-len(slide.content.pairs) // columns)
    for index, (name, number) in enumerate(slide.content.pairs):
        place = (left + index % columns * step, top + index // columns * (height // rows),
                 step - Inches(0.25), height // rows - Inches(0.25))
        card = shapes.shape(page, MSO_SHAPE.RECTANGLE, place, PALE)
        frame = card.text_frame
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        for text, size, colour in ((number, 44, ACCENT), (name, 18, GREY)):
            shapes.paragraph(frame, text, size, colour, PP_ALIGN.CENTER, first=text is number)


def _bars(page: Page, slide: deck.Slide, box: Box) -> None:
    bars = slide.content
    chart = shapes.chart(page, XL_CHART_TYPE.BAR_CLUSTERED, bars.names, {bars.axis: bars.numbers}, box)
    chart.has_legend = False
    chart.category_axis.reverse_order = True
    plot = chart.plots[0]
    plot.gap_width = min(45 * max(1, 6 // len(bars.names)), 500)  # a lone bar does not fill the slide
    shapes.labels(plot, "0" if all(number.is_integer() for number in bars.numbers) else "0.0")
    series = plot.series[0]
    for index, told in enumerate(bars.written):  # no number format of PowerPoint counts in 万 and 亿
        frame = series.points[index].data_label.text_frame
        shapes.paragraph(frame, told, 13, INK)
        series.points[index].data_label.position = XL_LABEL_POSITION.OUTSIDE_END
    shapes.fill(series.format.fill, charts.ACCENT)
    for index, code in enumerate(bars.codes if bars.column == "domain" else ()):
        shapes.fill(series.points[index].format.fill, charts.colour_of(code))


def _lines(page: Page, slide: deck.Slide, box: Box) -> None:
    lines = slide.content
    series = {name: numbers for _, name, numbers in lines.series}
    chart = shapes.chart(page, XL_CHART_TYPE.LINE_MARKERS, lines.labels, series, box)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.value_axis.visible = True
    chart.value_axis.tick_labels.number_format = "#,##0"
    chart.value_axis.tick_labels.number_format_is_linked = False
    chart.value_axis.major_unit = max(1, -(-max(max(numbers) for *_, numbers in lines.series) // 5))
    for one, (code, *_) in zip(chart.plots[0].series, lines.series, strict=True):
        colour = shapes.rgb(charts.colour_of(code))
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
    chart = shapes.chart(page, XL_CHART_TYPE.COLUMN_STACKED, time.labels, series, box)
    chart.has_legend = len(series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 35, 100
    for one, precision in zip(plot.series, time.series, strict=True):
        shapes.fill(one.format.fill, charts.PRECISIONS[precision])
        if precision == "year":  # hatched as on the page: less is known
            one.format.fill.patterned()
            one.format.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
            one.format.fill.fore_color.rgb = shapes.rgb(charts.PRECISIONS["year"])
            one.format.fill.back_color.rgb = shapes.rgb(WHITE)
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
        tile = shapes.shape(page, MSO_SHAPE.ROUNDED_RECTANGLE, (left + column * side, top + row * side,
                                                          side - Inches(0.05), side - Inches(0.05)), colour)
        frame, ink = tile.text_frame, shapes.ink(colour)
        frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.MIDDLE, True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        shapes.paragraph(frame, words.cut(words.place_short(lang, code), 16), 9 if lang == "zh" else 7, ink, PP_ALIGN.CENTER)
        if value:
            shapes.paragraph(frame, written(value), 11 if len(written(value)) < 5 else 8, ink, PP_ALIGN.CENTER, first=False)
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
            shapes.fill(cell.fill, ACCENT if not number else PALE if number % 2 else WHITE)
            shapes.paragraph(cell.text_frame, text, (12 if number else 13) - small, INK if number else WHITE,
                             bold=not number)


def _paragraphs(page: Page, slide: deck.Slide, box: Box) -> None:
    shapes.text(page, slide.content.paragraphs, box, 16, INK, space=10)


_DRAW: dict[type, Callable[[Page, deck.Slide, Box], None]] = {
    deck.Figures: _figures, deck.Bars: _bars, deck.Lines: _lines, deck.Time: _time, deck.Map: _map, deck.Sheet: _sheet,
    deck.Text: _paragraphs}
