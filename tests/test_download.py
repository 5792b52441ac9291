"""The CSV: readable by Excel in Chinese and by programs, and never a formula."""

import csv
import io

import pandas as pd
import pytest
import small

from dashboard import download
from etl import table


@pytest.fixture(scope="module")
def written() -> bytes:
    return download.csv(small.events())


def cells(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def test_it_begins_with_a_byte_order_mark_and_has_every_column_of_the_table_only(written):
    assert written.startswith(b"\xef\xbb\xbf")
    assert list(cells(written)[0]) == [column.name for column in table.EVENTS]


def test_it_comes_back_as_it_went(written):
    back = pd.read_csv(io.BytesIO(written), dtype={"city": str})
    assert len(back) == 6
    assert back["event"][0] == "九城共建智慧交通"
    assert back["city"][0].split(download.SEPARATOR) == list(small.NINE)
    assert (back["date"][0], back["date_end"][0]) == ("2018-08-21", "2018-08-23")
    assert back["amount_min"].tolist()[:2] == [3e8, 1e8] and back["amount_max"].isna().tolist() == [False] * 3 + [
        True, False, True]
    assert cells(written)[0]["amount"] == "300000000", "whole money has no decimal point"
    assert cells(written)[4]["date"] == "" and cells(written)[4]["partners"] == ""


def test_no_cell_is_a_formula(written):
    for row in cells(written):
        for name, cell in row.items():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")), (name, cell)
    formulas = cells(written)[3]
    assert formulas["event"] == "'=HYPERLINK(\"http://x\")"
    assert formulas["partners"] == "'@SUM(A1); 腾讯"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠a"])
def test_what_a_spreadsheet_might_run_gets_an_apostrophe(text):
    assert download.safe(text) == f"'{text}"
    second = small.events([{"event": "a", "partners": ("华为", text)}])
    assert f"华为; '{text}" in cells(download.csv(second))[0]["partners"]


@pytest.mark.parametrize("text", ["宁乡市", "5G", "《规划》", "a=b", "2018-08-21", "'=1"])
def test_other_text_stays_as_it_is(text):
    assert download.safe(text) == text


def test_an_empty_choice_is_a_head_without_rows():
    assert cells(download.csv(small.events([]))) == []


@pytest.mark.parametrize(("choices", "name"), [
    ([], "events_6_2026-11-24.csv"),
    (["智慧交通", "../../etc"], "events_智慧交通_etc_6_2026-11-24.csv"),
    (["华" * 60], f"events_{'华' * 24}_6_2026-11-24.csv"),
])
def test_the_file_name_says_what_is_inside(choices, name):
    assert download.file_name(choices, 6, "2026-11-24T16:30:00+00:00") == name
