"""The gazetteer of organisations: well formed, and every name denotes one organisation."""

from __future__ import annotations

import csv
import re

import pytest

from etl import knowledge
from etl.knowledge import bodies
from etl.model import ORG_KINDS

FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000]")
COLUMNS = ["name", "en", "kind", "seat", "aliases", "weak", "risky", "parent"]


@pytest.fixture(scope="module")
def entries() -> list[dict[str, str]]:
    return list(knowledge.rows(bodies.FILE))


def _aliases(entry: dict[str, str]) -> tuple[str, ...]:
    return knowledge.split(entry["aliases"])


def _names(entry: dict[str, str]) -> list[str]:
    return [entry["name"], *_aliases(entry), *knowledge.split(entry["weak"])]


def test_there_are_enough(entries):
    assert len(entries) >= 800


def test_a_row_has_the_columns_and_a_line_of_its_own(entries):
    with (knowledge.FOLDER / bodies.FILE).open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if line.strip() and not line.startswith("#")]
    assert lines[0].strip().split(",") == COLUMNS
    assert len(lines) - 1 == len(entries)
    assert all(len(next(csv.reader([line]))) == len(COLUMNS) for line in lines)


def test_kinds_and_marks_are_known(entries):
    assert {entry["kind"] for entry in entries} <= set(ORG_KINDS)
    assert {entry["risky"] for entry in entries} <= {"", "yes"}


def test_no_cell_has_blanks_around_it(entries):
    for entry in entries:
        assert all(cell == cell.strip() for cell in [*entry.values(), *_names(entry)]), entry
        assert all(_names(entry)), entry


@pytest.mark.parametrize("row", [
    {"name": "", "kind": "company"}, {"name": "盛灿", "kind": "firm"}, {"name": "腾讯", "kind": "company"},
    {"name": "盛灿", "kind": "company", "aliases": "鹅厂|腾讯公司"}])
def test_a_row_that_cannot_be_right_stops_the_run(row):
    found = bodies.Organisations()
    found.add(dict.fromkeys(COLUMNS, "") | {"name": "腾讯", "kind": "company", "aliases": "腾讯公司"})
    with pytest.raises(knowledge.KnowledgeError):
        found.add(dict.fromkeys(COLUMNS, "") | row)


def test_brackets_are_read_as_news_writes_them():
    forms = knowledge.organisations().forms
    assert forms["香港中文大学（深圳）"].id == forms["香港中文大学(深圳)"].id == "香港中文大学(深圳)"


def test_no_name_denotes_two_organisations(entries):
    owner: dict[str, str] = {}
    for entry in entries:
        for name in _names(entry):
            assert owner.setdefault(name.casefold(), entry["name"]) == entry["name"], (name, entry["name"])


def test_seats_are_division_codes_or_countries(entries):
    for entry in entries:
        if entry["seat"]:
            assert re.fullmatch(r"\d{6}|[A-Z]{2}", entry["seat"]), entry
            assert entry["seat"] != "100000", entry


def test_parents_are_entries_and_form_no_circle(entries):
    parents = {entry["name"]: entry["parent"] for entry in entries}
    for name in parents:
        line = [name]
        while parents[line[-1]]:
            assert parents[line[-1]] in parents, line
            assert parents[line[-1]] not in line, line
            line.append(parents[line[-1]])


def test_names_are_long_enough_and_half_width(entries):
    for entry in entries:
        for name in _names(entry):
            assert len(name) > 1, entry
            assert not FULL_WIDTH.search(name), entry


@pytest.mark.parametrize(("one", "other"), [
    ("阿里云", "阿里巴巴"), ("蚂蚁集团", "阿里巴巴"), ("腾讯云", "腾讯"), ("平安智慧城", "中国平安"),
    ("中兴网信", "中兴通讯"), ("京东云", "京东"), ("农业部", "农业农村部")])
def test_a_unit_with_a_name_of_its_own_stands_apart(entries, one, other):
    names = {entry["name"] for entry in entries}
    assert {one, other} <= names


@pytest.mark.parametrize(("alias", "name"), [
    ("腾讯公司", "腾讯"), ("中电科", "中国电科"), ("工信部", "工业和信息化部"),
    ("国家发改委", "国家发展和改革委员会"), ("蚂蚁金服", "蚂蚁集团"),
    ("中规院", "中国城市规划设计研究院"), ("浙江大华", "大华股份"), ("国防科大", "国防科技大学")])
def test_a_common_short_form_leads_to_its_organisation(entries, alias, name):
    assert [entry["name"] for entry in entries if alias in _aliases(entry)] == [name]


@pytest.mark.parametrize("word", [
    "移动", "联通", "电信", "平安", "小米", "苹果", "滴滴", "浪潮", "联想", "好未来", "融创"])
def test_an_ordinary_word_needs_context(entries, word):
    sure = {name for entry in entries for name in _aliases(entry)}
    sure |= {entry["name"] for entry in entries if not entry["risky"]}
    assert word not in sure
