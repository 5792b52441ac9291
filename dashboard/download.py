"""Files of what is filtered: CSV that Excel opens in Chinese and that cannot run a formula."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

import pandas as pd

from etl import table

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
SEPARATOR = "; "
"""Between the values of a list: a comma would meet the commas of CSV, 、 stands inside names."""


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: a leading apostrophe where it might.

    >>> safe("=1+1")
    "'=1+1"
    >>> safe("宁乡市")
    '宁乡市'
    """
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) or text.startswith(DANGEROUS) else text


def csv(events: pd.DataFrame) -> bytes:
    """The events as CSV, one row an event, in the columns and the order of ``etl.table.EVENTS``.

    UTF-8 with a byte order mark, so that Excel reads Chinese; rows end with CR LF as RFC 4180 says.
    """
    columns = [column for column in table.EVENTS if column.name in events]
    cells = {column.name: [_cell(value, column.role) for value in events[column.name]] for column in columns}
    return pd.DataFrame(cells).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _cell(value: object, role: str) -> object:
    """A list joined, a day as ISO, whole money without a decimal point; every text made safe."""
    if isinstance(value, (tuple, list)) or hasattr(value, "tolist") and not isinstance(value, (int, float, bool)):
        return safe(SEPARATOR.join(safe(str(one)) for one in value))
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, (pd.Timestamp, dt.date)):
        return value.strftime("%Y-%m-%d")
    if role == "measure":
        return int(value) if float(value).is_integer() else float(value)
    return safe(value) if isinstance(value, str) else value


def file_name(choices: Iterable[str], rows: int, built: str, suffix: str = "csv") -> str:
    """A name that says what is inside: what was chosen, how many rows, when the table was built.

    >>> file_name(["智慧交通", "a/b"], 42, "2026-11-24T10:00:00")
    'events_智慧交通_a-b_42_2026-11-24.csv'
    """
    words = [re.sub(r"[^\w一-鿿-]+", "-", choice).strip("-")[:24] for choice in choices]
    parts = ["events", *[word for word in words if word][:4], str(rows), built[:10]]
    return "_".join(part for part in parts if part) + f".{suffix}"
