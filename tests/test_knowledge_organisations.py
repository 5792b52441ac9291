"""The gazetteer of organisations: well formed, and every name denotes one organisation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from etl.model import ORG_KINDS

FILE = Path(__file__).parents[1] / "etl" / "knowledge" / "organisations.yml"
KEYS = {"name", "en", "kind", "seat", "aliases", "weak", "risky", "parent"}
FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000]")


@pytest.fixture(scope="module")
def entries() -> list[dict]:
    return yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)


def _names(entry: dict) -> list[str]:
    return [entry["name"], *entry.get("aliases", ()), *entry.get("weak", ())]


def test_there_are_enough(entries):
    assert len(entries) >= 800


def test_one_entry_fills_one_line(entries):
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line.startswith("- {")]
    assert len(lines) == len(entries)


def test_keys_and_kinds_are_known(entries):
    assert not [entry for entry in entries if set(entry) - KEYS or not {"name", "kind"} <= set(entry)]
    assert {entry["kind"] for entry in entries} <= set(ORG_KINDS)
    assert not [entry for entry in entries if entry.get("risky", True) is not True]


def test_every_value_is_text(entries):
    for entry in entries:
        assert all(isinstance(entry[key], str) and entry[key] for key in ("name", "en", "seat", "parent")
                   if key in entry), entry
        assert all(isinstance(name, str) and name == name.strip() for name in _names(entry)), entry


def test_no_name_denotes_two_organisations(entries):
    owner: dict[str, str] = {}
    for entry in entries:
        for name in _names(entry):
            assert owner.setdefault(name.casefold(), entry["name"]) == entry["name"], (name, entry["name"])


def test_seats_are_division_codes_or_countries(entries):
    for entry in entries:
        if "seat" in entry:
            assert re.fullmatch(r"\d{6}|[A-Z]{2}", entry["seat"]), entry
            assert entry["seat"] != "100000", entry


def test_parents_are_entries_and_form_no_circle(entries):
    parents = {entry["name"]: entry.get("parent") for entry in entries}
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
    assert [entry["name"] for entry in entries if alias in entry.get("aliases", ())] == [name]


@pytest.mark.parametrize("word", [
    "移动", "联通", "电信", "平安", "小米", "苹果", "滴滴", "浪潮", "联想", "好未来", "融创"])
def test_an_ordinary_word_needs_context(entries, word):
    sure = {name for entry in entries for name in entry.get("aliases", ())}
    sure |= {entry["name"] for entry in entries if not entry.get("risky")}
    assert word not in sure
