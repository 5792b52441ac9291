"""Files of more than rows: a workbook with dictionary, filters and citation, a data package, and Parquet."""

from __future__ import annotations

import io
import json
import zipfile

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard import download, query, words
from etl import table

ROWS = 1_048_575
"""Below the head; Excel takes no more."""
_KINDS = {"measure": "number", "time": "date"}


def workbook(events: query.Events, about: download.About) -> bytes:
    """An .xlsx with the events, what each column means, the filters, and how to cite; text is written as text."""
    import xlsxwriter

    made = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(made, options) as book:
        head = book.add_format({"bold": True, "bg_color": "#e6f0f6", "border": 1, "border_color": "#d5dde3"})
        for name, data, widths in _sheets(events, about):
            _sheet(book.add_worksheet(words.say(about.lang, name)), data, widths, head)
    return made.getvalue()


def _sheets(events: query.Events, about: download.About) -> list[tuple[str, pd.DataFrame, list[int]]]:
    say = words.say
    named = {column.name: column.zh if about.lang == "zh" else column.en for column in table.EVENTS}
    data = download.cells(events).head(ROWS).rename(columns=named)
    filters = pd.DataFrame([*about.chosen, (say(about.lang, "shown_rows"), f"{about.shown} / {about.total}"),
                            (say(about.lang, "built_at"), about.built)],
                           columns=[say(about.lang, "column_filter"), say(about.lang, "value")])
    cited = pd.DataFrame([[about.citation], *[[one] for one in about.inputs]], columns=[say(about.lang, "sheet_cite")])
    widths = [48 if column.name in ("event", "story_title", "partners") else 16 for column in table.EVENTS]
    return [("sheet_data", data, widths), ("sheet_columns", dictionary(about.lang), [18, 18, 12, 60]),
            ("sheet_filters", filters, [24, 48]), ("sheet_cite", cited, [110])]


def _sheet(target: object, data: pd.DataFrame, widths: list[int], head: object) -> None:
    for index, (name, width) in enumerate(zip(data, widths, strict=True)):
        target.set_column(index, index, width)
        target.write_string(0, index, str(name), head)
        for row, value in enumerate(data[name].tolist(), 1):
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                target.write_number(row, index, value)
            elif value != "":
                target.write_string(row, index, str(value))
    target.freeze_panes(1, 1)
    if len(data.columns):
        target.autofilter(0, 0, max(len(data), 1), len(data.columns) - 1)


def dictionary(lang: str) -> pd.DataFrame:
    """What each column of the events is called, holds and means."""
    rows = [(column.name, column.zh if lang == "zh" else column.en, column.unit, column.about)
            for column in table.EVENTS]
    names = ("column_code", "column_name", "column_unit", "column_about")
    return pd.DataFrame(rows, columns=[words.say(lang, name) for name in names])


def package(events: query.Events, about: download.About) -> bytes:
    """A ZIP that programs can read too: both CSV files, datapackage.json (Frictionless), and the citation."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("events.csv", download.csv(events))
        bundle.writestr("values.csv", download.long_csv(events, about.lang))
        bundle.writestr("datapackage.json", json.dumps(_described(about), ensure_ascii=False, indent=2))
        bundle.writestr("CITATION.txt", about.citation + "\n")
    return made.getvalue()


def _described(about: download.About) -> dict:
    fields = [{"name": column.name, "title": column.zh if about.lang == "zh" else column.en,
               "type": "boolean" if column.type == pa.bool_() else _KINDS.get(column.role, "string"),
               **({"description": column.about} if column.about else {})} for column in table.EVENTS]
    values = [{"name": name, "type": "date" if name == "date" else "integer" if name == "position" else "string"}
              for name in ("event_id", "event", "date", "column", "position", "value", "label")]
    csv = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "dialect": {"lineTerminator": "\r\n"}}
    return {"profile": "tabular-data-package", "name": "city-initiatives", "title": words.say(about.lang, "title"),
            "created": about.built, "description": about.citation,
            "filters": [{"name": name, "value": value} for name, value in about.chosen],
            "sources": [{"title": one} for one in about.inputs],
            "resources": [{"name": "events", "path": "events.csv", "profile": "tabular-data-resource", **csv,
                           "schema": {"fields": fields, "primaryKey": "event_id", "missingValues": [""]}},
                          {"name": "values", "path": "values.csv", "profile": "tabular-data-resource", **csv,
                           "schema": {"fields": values, "missingValues": [""]}}]}


def parquet(events: query.Events) -> bytes:
    """The events as Parquet with the schema of the table; lists stay lists."""
    made = pa.BufferOutputStream()
    pq.write_table(table.arrow("events", events.frame[[column.name for column in table.EVENTS]]), made,
                   compression="zstd")
    return made.getvalue().to_pybytes()
