"""Organisations: found at full length, cut right, led back to one name; and nothing found where none is named."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest

from etl import fold
from etl.extract import boundaries, names, organisations, pieces, tokens
from etl.knowledge import dictionary
from etl.model import Mention, Organisation
from etl.resolve import canonical
from etl.resolve import organisations as resolving

CASES = [json.loads(line) for line in
         (Path(__file__).parent / "golden" / "organisations.jsonl").read_text("utf-8").splitlines()]


def found(text: str) -> list[Mention]:
    """The mentions of organisations that the story's words settle, in the order of the text."""
    folded = fold.text(text)
    known = names.find(folded)
    mentions = organisations.longest_first([*known, *organisations.find(folded, known)])
    return [mention for mention in resolving.organisations(folded, mentions)
            if mention.kind == "organisation" and mention.value]


def test_there_are_enough_cases():
    assert len(CASES) >= 120
    assert sum(not case["organisations"] for case in CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_golden(case):
    given = [{"text": mention.text, "name": mention.value.name, "kind": mention.value.kind}
             for mention in found(case["text"])]
    assert given == case["organisations"]


def test_offsets_point_into_the_text_as_received():
    text = "長沙市教育局與盛燦科技有限公司簽約"
    assert [text[mention.start:mention.end] for mention in found(text)] == ["長沙市教育局", "盛燦科技有限公司"]


@pytest.mark.parametrize(("text", "long", "shorts"), [
    ("江西澜海智云信息技术有限公司（以下简称“澜海智云”）开工。澜海智云投资3亿元。", "江西澜海智云信息技术有限公司", 3),
    ("泉州达渊数据股份有限公司（简称：达渊数据）（300888）获批，达渊数据回应。", "泉州达渊数据股份有限公司", 3),
    ("由丽水瓯越星链科技有限公司承建。瓯越星链称，工期两年。", "丽水瓯越星链科技有限公司", 2),
    ("衢州市大数据局召集会议，市大数据局介绍了进展，大数据局将验收。", "衢州市大数据局", 3)])
def test_short_forms_lead_to_the_long_one(text, long, shorts):
    assert [mention.value.name for mention in found(text)] == [long] * shorts


def test_a_bracket_that_names_no_organisation_gives_no_short_form():
    assert not found("第十届智慧园区博览会（以下简称“园博会”）昨日闭幕，园博会共签约20个项目。")


@pytest.mark.parametrize(("name", "kind", "expected"), [
    ("农行湖南省分行", "company", "农业银行湖南省分行"), ("湖南省农行", "company", "农业银行湖南省分行"),
    ("中国农业银行三明分行", "company", "农业银行三明分行"), ("丹东市政府", "government", "丹东市人民政府"),
    ("中国农业银行股份有限公司南平分行", "company", "农业银行南平分行"),
    ("招商银行股份有限公司长沙分行", "company", "招商银行长沙分行"), ("长沙银行股份有限公司", "company", "长沙银行"),
    ("湖南湘潭市人民政府", "government", "湘潭市人民政府"), ("台北市政府", "government", "台北市政府"),
    ("新加坡政府", "government", "新加坡政府"), ("杭州海康威视数字技术股份有限公司", "company", "海康威视"),
    ("上海西井科技", "company", "西井科技"), ("北京建设银行", "company", "北京建设银行"),
    ("重庆中兴网信", "company", "重庆中兴网信"),
    ("Siemens AG", "company", "西门子"), ("湖南盛灿科技有限公司", "company", "湖南盛灿科技有限公司")])
def test_canonical_names(name, kind, expected):
    assert canonical.organisation(name, kind).name == expected


def test_the_central_bank_is_a_public_body():
    assert canonical.organisation("人民银行赣州市中心支行", "company").kind == "government"


@pytest.mark.parametrize(("name", "code"), [
    ("合肥市生态环境局", "340100"), ("湖南湘潭市人民政府", "430300"), ("中国移动重庆公司", "500000"),
    ("盛灿科技", None)])
def test_the_seat_is_the_division_in_the_name(name, code):
    assert canonical.organisation(name, "company").seat == code


def test_a_risky_name_needs_the_storys_word():
    assert [mention.value.name for mention in found("小米与河池市签约")] == ["小米"]
    assert not found("小米、玉米和高粱都丰收了")
    assert [mention.value.name for mention in found("华为、小米、大疆参加了展会")] == ["华为", "小米", "大疆"]


def test_a_firm_that_acts_in_the_headline_is_found_throughout():
    text = "达珩云图携手贺州市建设城市大脑\n昨天，达珩云图负责人介绍了规划。"
    assert [mention.text for mention in found(text)] == ["达珩云图", "达珩云图"]


def test_the_longest_name_wins():
    one, two = (Mention("organisation", a, b, "x" * (b - a), Organisation("x", "company")) for a, b in ((0, 6), (4, 9)))
    assert organisations.longest_first([two, one]) == [one]


def test_words_are_those_of_jieba():
    text = "长沙市教育局与腾讯签署协议，投资3亿元建设智慧校园"
    assert "".join(text[a:b] for a, b in tokens.words(text)) == text
    assert (0, 2) in tokens.words("宁乡360户居民")


def test_words_of_a_text_that_utf8_cannot_hold():
    assert tokens.words("公司\ud800公司") == [(0, 2), (2, 3), (3, 5)]


def test_frequencies_are_those_of_jiebas_dictionary():
    assert dictionary.frequency("公司") > 10_000
    assert dictionary.frequency("盛灿") == dictionary.frequency("") == 0


def test_a_head_ends_where_a_verb_governs_it():
    text = "昨日携手盛灿科技有限公司"
    head = boundaries.head(pieces.Pieces(text, []), text.index("有限"), "company")
    assert head and text[head.start:].startswith("盛灿")


@pytest.mark.parametrize("unit", [
    "公司", "有限公司", "局", "市教育局", "（", ")(", "，", "和", "、华为", "移动、", "盛灿数据、", "（以下简称",
    "招标人：", "年", "a", "Ab Ltd ", "盛灿科技有限公司（简称盛灿）",
    "某市推进智慧城市建设发展信息技术服务管理中心", "(1.2,-3.4,"])
def test_time_is_linear(unit):
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        begun = time.process_time()
        found(text)
        return time.process_time() - begun

    def least(length: int) -> float:  # whatever else the machine does only adds
        return min(seconds(length) for _ in range(3))

    seconds(2_000)
    assert least(80_000) < 12 * max(least(20_000), 0.02)


def test_garbage_gives_no_error():
    random.seed(7)
    alphabet = "公司局（）“”、，。市省县与和中国华为〇０Ａ\ufffd\u3000\t\n𠮷é—·1aA银行大学集团有限会院部"
    for _ in range(300):
        text = "".join(random.choice(alphabet) for _ in range(60))
        for mention in found(text):
            assert text[mention.start:mention.end] and mention.end <= len(text)
