"""Money: every golden case with its spans, the rules, and time that stays linear."""

import json
import time
from pathlib import Path

import pytest

from etl import fold, knowledge
from etl.extract import amounts, money_words
from etl.model import Amount

GOLDEN = Path(__file__).parent / "golden" / "amounts.jsonl"
CASES = [json.loads(line) for line in GOLDEN.read_text("utf-8").splitlines()]
MANY = 100_000
# what a careless pattern walks over again and again
ADVERSARIAL = {
    "digits": "1" * MANY, "digits and 元": "1" * MANY + "元", "commas": "1," * MANY, "groups": ",234" * MANY + "元",
    "亿亿亿": "亿" * MANY, "元元元": "元" * MANY, "一一一": "一" * MANY, "数几": "数几" * MANY, "点三": "点三" * MANY,
    "spaces": "1" + " " * MANY + "元", "brackets": "（" * MANY, "leads": "不超过" * MANY + "3亿元",
    "signs": "US$" * MANY, "words": "投资额约" * MANY + "3亿",
    "个亿": "1个亿" * (MANY // 10), "ranges": "1-" * (MANY // 10),
    "amounts": "3亿元" * (MANY // 10), "guesses": "1亿、" * (MANY // 10), "numbers": "12 " * (MANY // 10),
}


def read(text: str) -> list[dict]:
    folded = fold.text(text)
    return [{"start": mention.start, "end": mention.end, "min": mention.value.minimum, "max": mention.value.maximum,
             "currency": mention.value.currency} for mention in amounts.find(folded)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_golden(case):
    expected, position = [], 0
    for mention in case["mentions"]:
        start = case["text"].index(mention["text"], position)
        position = start + len(mention["text"])
        expected.append({"start": start, "end": position, "min": mention["min"], "max": mention["max"],
                         "currency": mention["currency"]})
    assert read(case["text"]) == expected


def test_golden_has_near_misses():
    assert len(CASES) >= 120
    assert sum(not case["mentions"] for case in CASES) >= 40


@pytest.mark.parametrize(("text", "rule"), [
    ("总投资3亿元", "plain"), ("总投资3亿", "plain"), ("花了5块钱", "plain"), ("总投资人民币3亿元", "stated"),
    ("3亿美元", "stated"), ("￥300万", "stated"), ("每吨3000元", "price"), ("3000元/平方米", "price"),
    ("门票80元一张", "price"), ("3亿元/年", "plain"), ("3亿元一站式平台", "plain"),
])
def test_rule_says_whether_the_words_name_the_currency(text, rule):
    assert [mention.rule for mention in amounts.find(text)] == [rule]


@pytest.mark.parametrize(("text", "qualifier"), [
    ("3亿元", "exact"), ("约3亿元", "about"), ("亿元大单", "about"), ("逾3亿元", "over"), ("10余亿元", "over"),
    ("近3亿元", "under"), ("3至5亿元", "range"),
    ("三四亿元", "range"), ("数亿元", "vague"), ("数亿元以上", "over"), ("近数十亿元", "under"),
])
def test_qualifier(text, qualifier):
    (mention,) = amounts.find(text)
    assert mention.value.qualifier == qualifier


def test_offsets_point_into_the_text_as_received():
    text = "總投資約１．８億元（人民幣）"
    (mention,) = amounts.find(fold.text(text))
    assert text[mention.start:mention.end] == "約１．８億元（人民幣）"
    assert mention.value == Amount(180_000_000, 180_000_000, "CNY", "about")


def test_a_guess_needs_a_neighbour_or_an_exact_figure():
    assert read("拼下27亿") == []
    assert [found["max"] for found in read("拼下27亿，合同金额2,741,280,000元")] == [2_700_000_000, 2_741_280_000]
    assert [found["max"] for found in read("拼下27亿，合同金额3,541,280,000元")] == [3_541_280_000]
    assert [found["max"] for found in read("投资2亿、3亿和5亿元")] == [200_000_000, 300_000_000, 500_000_000]
    assert [found["max"] for found in read("投资2亿元，用户3亿。")] == [200_000_000]


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_time_stays_linear(name):
    started = time.process_time()
    amounts.find(ADVERSARIAL[name])
    assert time.process_time() - started < 5


def test_every_currency_is_read_back():
    for code, names in knowledge.vocabulary("money.yml")["currencies"].items():
        for name in names:
            (found,) = read(f"3.5 million {name}" if name.isascii() else f"两亿{name}")
            assert found["currency"] == (None if code == "XXX" else code), name


def test_no_word_is_listed_twice():
    facts = knowledge.vocabulary("money.yml")
    names = [name.lower() for listed in facts["currencies"].values() for name in listed]
    assert len(names) == len(set(names))
    moves = [word for how in money_words.MOVES for word in facts[how]]
    assert len(moves) == len(set(moves))
    assert set(facts["not_lead"]) <= set(moves)
    assert all(isinstance(word, str) for key, listed in facts.items() if isinstance(listed, list) for word in listed), \
        "YAML reads an unquoted no, yes or 3 as something else"
