"""Files of more than rows: a workbook that runs nothing, a data package that describes itself, Parquet with lists."""

import csv
import io
import json
import re
import zipfile

import pyarrow.parquet as pq
import pytest
import small

from dashboard import bundle, download
from etl import table

ABOUT = download.About("zh", [("领域", "智慧交通")], 6, 9, "2026-11-24T10:00:00+00:00", ["seeds/a.txt (3)"])


@pytest.fixture(scope="module")
def sheets() -> dict[str, str]:
    """The XML of each sheet and of the shared strings."""
    with zipfile.ZipFile(io.BytesIO(bundle.workbook(small.events(), ABOUT))) as book:
        return {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xml")}


def test_the_workbook_has_data_dictionary_filters_and_citation(sheets):
    assert re.findall(r'<sheet name="([^"]+)"', sheets["xl/workbook.xml"]) == ["事件", "字段说明", "筛选", "引用与来源"]
    strings = sheets["xl/sharedStrings.xml"]
    assert "九城共建智慧交通" in strings and "智慧交通" in strings and "seeds/a.txt (3)" in strings
    assert "6 / 9 个事件" in strings


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(sheets):
    for name, xml in sheets.items():
        assert "<f>" not in xml and "<hyperlink" not in xml, name
    assert "'=HYPERLINK" in sheets["xl/sharedStrings.xml"]


def test_the_package_describes_every_column_that_it_holds():
    with zipfile.ZipFile(io.BytesIO(bundle.package(small.events(), ABOUT))) as files:
        assert set(files.namelist()) == {"events.csv", "values.csv", "datapackage.json", "CITATION.txt"}
        described = json.loads(files.read("datapackage.json"))
        for resource in described["resources"]:
            head = next(csv.reader(io.StringIO(files.read(resource["path"]).decode("utf-8-sig"))))
            assert head == [field["name"] for field in resource["schema"]["fields"]]
        assert "领域 = 智慧交通" in files.read("CITATION.txt").decode()


def test_parquet_keeps_lists_and_the_schema_of_the_table():
    back = pq.read_table(io.BytesIO(bundle.parquet(small.events())))
    assert back.schema.equals(table.schema("events"))
    assert back["city"][0].as_py() == list(small.NINE)


def test_the_long_file_has_one_row_a_value_with_its_label():
    rows = list(csv.DictReader(io.StringIO(download.long_csv(small.events(), "zh").decode("utf-8-sig"), newline="")))
    nine = [row for row in rows if row["event_id"] == "e0" and row["column"] == "city"]
    assert [row["value"] for row in nine] == list(small.NINE) and nine[4]["label"] == "深圳市"
    assert [row["position"] for row in nine] == [str(number) for number in range(1, 10)]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_files_of_nothing():
    empty = small.events([])
    assert bundle.workbook(empty, ABOUT) and bundle.package(empty, ABOUT) and bundle.parquet(empty)
    assert download.long_csv(empty, "en").decode("utf-8-sig").startswith("event_id,")
